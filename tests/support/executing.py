"""What the tests of the executor hand to it: one operation, a state, a submission, a receipt."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flows.model import effect as fx
from flows.model.values import Attachment, Run, ServiceRef, State, Submission
from flows.runner import initial_state
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import AT, ZHANG_WEI

SESSION = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
KEY = "00000000-0000-4000-8000-000000000001"
OPERATION = OperationId(SESSION, 5)
OPENING = fx.Command(operation=OPERATION, kind="open-payment", key="k", parameters=Sensitive({}))
STILL = hashlib.sha256(b"fictional jpeg").hexdigest()


def state(*, document: bool = False, **run: Any) -> State:
    """Return a session that has begun the allowance."""
    begun = Run(service=ServiceRef(service_id="elder-allowance", digest="5f2c"), step_id="identify", **run)
    return replace(initial_state(AT), session_id=SESSION, document=ZHANG_WEI if document else None, run=begun)


def submit(operation: OperationId = OPERATION, *attachments: Attachment) -> fx.Submit:
    """Return what hands the submission in."""
    submission = Submission(
        key=KEY,
        service_id="elder-allowance",
        service_digest="5f2c",
        payload=Sensitive({"phone": "13800005620"}),  # fictional
        attachments=attachments,
    )
    return fx.Submit(operation=operation, submission=submission)


def receipt(operation: OperationId = OPERATION) -> fx.PrintDocument:
    """Return what prints its slip."""
    return fx.PrintDocument(
        operation=operation, purpose=f"receipt:{KEY}", again=0, template="receipt-kept", data=Sensitive({})
    )


READ_ID, READ_SOCIAL = (kind(operation=OPERATION, timeout_s=5) for kind in (fx.ReadIdCard, fx.ReadSocialCard))
PREVIEW, TAKE = fx.StartPreview(operation=OPERATION), fx.TakePicture(operation=OPERATION)


def raising(error: Exception) -> Callable[..., Any]:
    """Return what raises, whatever it is called with."""

    def fail(*_: object) -> Any:
        raise error

    return fail
