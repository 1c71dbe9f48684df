"""``python -m tests.support.one_submission STORE URL RESIDENT``: one resident's submission, as the terminal does it.

The terminal's own `Keeper`, store, sync thread and gateway, without the screen. The resident puts the card down, and
from there it goes as the session would: a draft is looked for, what was not handed in is handed in under the draft's
key. Says on stdout what happens, a word and its facts a line; ends by itself once the platform has it. Meant to be
killed at any moment and started again for the same resident.
"""

from __future__ import annotations

import os
import random
import sys
import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from flows.model import event as ev
from flows.model.effect import FindDraft, Submit
from flows.model.values import Attachment, Run, ServiceRef, State, Submission, Terminal
from kiosk.app.blobs import SessionBlobs
from kiosk.app.keeping import Keeper
from kiosk.core.clock import SystemClock
from kiosk.core.devices import DocumentKind, IdDocument, Sex
from kiosk.core.ids import OperationId, new_session_id, submission_key
from kiosk.core.sensitive import Sensitive
from kiosk.sync.loop import SyncLoop
from kiosk.sync.values import ReachabilityChanged, SyncEvent
from offline_cache.keys import FileKeyProvider
from offline_cache.store import Store
from tests.support.platform import gateway_to

DEADLINE_S = 100.0
PAGE = b"a photographed page " * 20_000  # 400 KB: travels by upload, in pieces


def say(*words: str) -> None:
    """One line, at once; a killed process has said it whole or not at all."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def card_of(resident: int) -> IdDocument:
    """The card of a fictional person."""
    return IdDocument(
        kind=DocumentKind.RESIDENT,
        name=Sensitive(f"居民{resident}"),
        number=Sensitive(f"44190019510307{resident:04d}"),
        sex=Sex.MALE,
        birth=Sensitive(date(1951, 3, 7)),
        address=Sensitive("广东省东莞市厚街镇"),
        issuer="东莞市公安局",
        valid_from=date(2012, 5, 1),
        valid_to=None,
    )


class Course:
    """What the session loop does about one submission."""

    def __init__(self, keeper: Keeper, resident: int) -> None:
        self._keeper = keeper
        self._resident = resident
        self._card = card_of(resident)
        self.heard: list[ev.Event] = []
        self.received = threading.Event()
        keeper.post = self.hear

    def hear(self, event: ev.Event) -> None:
        """Take an event of the keeper; from the sync thread too."""
        self.heard.append(event)
        match event:
            case ev.SubmissionKept(local_number=number):
                say("kept", self.key, number)
            case ev.SubmissionReceived(platform_number=number):
                say("received", self.key, number)
                self.received.set()
            case _:
                pass

    def go(self) -> None:
        """From the card to the platform's number."""
        state = State(terminal=Terminal(at=datetime.now(UTC)), session_id=new_session_id(), document=self._card)
        self._keeper.find_draft(
            FindDraft(operation=OperationId(state.session_id, 1), document=self._card), state, age=0
        )
        match self.heard.pop():
            case ev.DraftSubmitted(state=draft, local_number=local, platform_number=platform) if draft.run:
                self.key = draft.run.submission_key
                say("receipt", self.key, local, platform)
                self._wait_for_the_platform()
            case ev.DraftFound(state=draft) if draft.run:
                self._hand_in(replace(state, run=draft.run))
            case ev.NoDraft():
                key = submission_key(state.session_id, 1)
                run = Run(
                    service=ServiceRef(service_id="elder-allowance", digest="0"), step_id="check", submission_key=key
                )
                self._hand_in(replace(state, run=run))
            case event:
                raise AssertionError(f"unexpected: {type(event).__name__}")
        say("done", self.key)

    def _hand_in(self, state: State) -> None:
        run = state.run
        assert run is not None
        self.key = run.submission_key
        page = self._keeper.blobs.add(Sensitive(self.key.encode() + PAGE), "image/jpeg")
        self._keeper.save_draft(state, self._keeper.blobs.all())
        submission = Submission(
            key=self.key,
            service_id=run.service.service_id,
            service_digest=run.service.digest,
            payload=Sensitive({"resident": self._resident, "phone": "13800005620"}),
            attachments=(Attachment(name="household_book", blob=page),),
        )
        say("touched", self.key)
        operation = OperationId(state.session_id, 2)
        self._keeper.submit(Submit(operation=operation, submission=submission), self._keeper.blobs.all())
        assert self.received.wait(DEADLINE_S), "the platform did not receive it in time"

    def _wait_for_the_platform(self) -> None:
        waiting = threading.Event()
        for _ in range(int(DEADLINE_S * 10)):
            item = self._keeper.store.outbox.get(self.key)
            if item is not None and item.platform_number:
                say("received", self.key, item.platform_number)
                return
            waiting.wait(0.1)
        raise AssertionError("the platform did not receive it in time")


def main() -> None:
    """Play one course."""
    folder, url, resident = sys.argv[1:]
    clock = SystemClock()
    store = Store.open(Path(folder), FileKeyProvider(Path(folder) / "terminal.key"), clock=clock)
    gateway = gateway_to(url)
    keepers: list[Keeper] = []

    def heard(event: SyncEvent) -> None:
        if not isinstance(event, ReachabilityChanged):
            keepers[0].heard(event)

    sync = SyncLoop(outbox=store.outbox, gateway=gateway, clock=clock, random=random.Random(), on_event=heard)
    blobs = SessionBlobs()
    keeper = Keeper(store=store, sync=sync, blobs=blobs, clock=clock, number_prefix="XT07", post=lambda _event: None)
    keepers.append(keeper)
    sync.start()
    Course(keeper, int(resident)).go()
    os._exit(0)  # every end is a sudden one


if __name__ == "__main__":
    main()
