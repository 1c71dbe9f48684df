"""Drafts and submissions against the real store: kept before anything is said, told to whom it concerns, forgotten."""

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from drivers.vision.page import LARGEST_BYTES
from flows.lint.attachments import MOST_ATTACHMENTS
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.values import Attachment, BlobRef, Run, ServiceRef, State, Submission
from flows.runner import initial_state
from flows.steps.taken import page_name, pages_of, without_page
from kiosk.app.blobs import SessionBlobs
from kiosk.app.keeping import ROOM_BYTES, Keeper
from kiosk.core.errors import CacheError
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from kiosk.sync.loop import SyncLoop
from kiosk.sync.values import Declined, Delivered, Postponed, ReachabilityChanged
from offline_cache import outbox
from offline_cache.outbox import ItemState
from offline_cache.store import Store
from tests.support.flow_walks import AT, CHEN_JIAHAO, ZHANG_WEI, ZHANG_WEI_SOCIAL
from tests.support.hands import PlatformOfTests, Posted
from tests.support.stores import ZHANG_WEI as ZHANG_WEI_AS_IDENTITY
from tests.support.stores import HandClock, bytes_on_disk, open_store

SESSION, LATER = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "00000000-0000-4000-8000-00000000000a"
KEY = "00000000-0000-4000-8000-000000000001"
OPERATION = OperationId(SESSION, 5)


class Scene:
    """A keeper over a store in a folder; the sync thread does not run, it is spoken for."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self.blobs, self.posted = folder, HandClock(), SessionBlobs(), Posted()
        self.open()

    def open(self) -> None:
        self.store: Store = open_store(self.folder, self.clock)
        sync = SyncLoop(
            outbox=self.store.outbox,
            gateway=PlatformOfTests(),
            clock=self.clock,
            random=random.Random(1),
            on_event=lambda _event: None,
        )
        self.keeper = Keeper(
            store=self.store, sync=sync, blobs=self.blobs, clock=self.clock, number_prefix="XT07", post=self.posted
        )

    def crash(self) -> None:
        """The process dies and another comes: nothing in memory is left."""
        self.store.close()
        self.blobs.clear()
        self.posted.events.clear()
        self.open()

    def find(self, session: str = SESSION, document: Any = ZHANG_WEI) -> ev.Event:
        self.posted.events.clear()
        effect = fx.FindDraft(operation=OperationId(session, 3), document=document)
        self.keeper.find_draft(effect, state(session), self.blobs.age)
        return self.posted.events[0]

    def submit(self, session: str = SESSION, **changed: Any) -> list[ev.Event]:
        self.posted.events.clear()
        effect = fx.Submit(operation=OperationId(session, 5), submission=submission(**changed))
        self.keeper.submit(effect, self.blobs.all())
        return list(self.posted.events)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path)
    yield made
    made.store.close()


def state(session: str = SESSION, **run: Any) -> State:
    begun = Run(service=ServiceRef(service_id="elder-allowance", digest="5f2c"), step_id="submit", **run)
    return replace(initial_state(AT), session_id=session, document=ZHANG_WEI, run=begun)


def submission(**changed: Any) -> Submission:
    whole = Submission(
        key=KEY,
        service_id="elder-allowance",
        service_digest="5f2c",
        payload=Sensitive({"phone": "13800005620"}),  # fictional
    )
    return replace(whole, **changed)


# --- drafts -------------------------------------------------------------------------------------------------------


def test_a_person_without_a_draft_begins_one(scene: Scene) -> None:
    assert scene.find() == ev.NoDraft(operation=OperationId(SESSION, 3))
    scene.keeper.save_draft(state(), {})
    assert scene.store.check().drafts == 1


def test_a_disk_without_room_is_found_out_before_anything_is_filled_in(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(scene)
    scene.crash()
    usage = shutil.disk_usage(scene.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=ROOM_BYTES - 1))
    assert isinstance(scene.find(LATER), ev.DraftSubmitted), "who has handed in gets the receipt"
    with pytest.raises(CacheError) as caught:
        scene.find(LATER, CHEN_JIAHAO)
    assert (caught.value.code, caught.value.retryable) == ("STO-002", True)
    assert scene.posted.events == []
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=ROOM_BYTES))
    assert isinstance(scene.find(LATER, CHEN_JIAHAO), ev.NoDraft)


@pytest.mark.parametrize("document", [ZHANG_WEI, ZHANG_WEI_SOCIAL])
def test_the_same_person_finds_the_draft_by_either_card_after_a_crash(scene: Scene, document: Any) -> None:
    scene.find()
    photo = scene.blobs.add(Sensitive(b"fictional picture"), "image/jpeg")
    saved = state(blobs={"household_book": photo}, answers=Sensitive({"phone": "13800005620"}))
    scene.keeper.save_draft(saved, scene.blobs.all())
    scene.crash()
    found = scene.find(LATER, document)
    assert isinstance(found, ev.DraftFound)
    assert found.operation == OperationId(LATER, 3)
    assert found.state == replace(saved, terminal=found.state.terminal)
    assert scene.blobs.all() == {photo.sha256: Sensitive(b"fictional picture")}
    scene.keeper.save_draft(state(LATER, blobs={"household_book": photo}), scene.blobs.all())
    assert scene.store.check().drafts == 1


def test_only_pictures_that_the_state_still_refers_to_are_saved(scene: Scene) -> None:
    scene.find()
    kept = scene.blobs.add(Sensitive(b"fictional picture"), "image/jpeg")
    scene.blobs.add(Sensitive(b"a picture that was taken again"), "image/jpeg")
    scene.keeper.save_draft(state(blobs={"household_book": kept}), scene.blobs.all())
    scene.crash()
    scene.find(LATER)
    assert set(scene.blobs.all()) == {kept.sha256}


def test_another_person_finds_nothing_and_the_draft_is_gone(scene: Scene) -> None:
    scene.find()
    scene.keeper.save_draft(state(), {})
    assert isinstance(scene.find(LATER, CHEN_JIAHAO), ev.NoDraft)
    assert isinstance(scene.find(LATER), ev.NoDraft)
    assert scene.blobs.all() == {}


def test_a_draft_that_this_version_cannot_read_is_no_draft_and_is_replaced(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    unknown = Sensitive(json.dumps({"format": 99, "state": {"name": "张伟"}}).encode())
    scene.store.drafts.begin(SESSION, ZHANG_WEI_AS_IDENTITY)
    scene.store.drafts.save(SESSION, unknown, {"old": Sensitive(b"picture")}, scene.clock.now())
    assert isinstance(scene.find(LATER), ev.NoDraft)
    assert scene.blobs.all() == {}
    assert "another format" in caplog.text
    assert "张伟" not in caplog.text
    scene.keeper.save_draft(state(LATER), {})
    assert isinstance(scene.find(LATER), ev.DraftFound)


def test_a_draft_is_sealed_on_the_disk(scene: Scene) -> None:
    scene.find()
    scene.keeper.save_draft(state(answers=Sensitive({"phone": "13800005620"})), {})
    assert b"13800005620" not in bytes_on_disk(scene.folder)
    assert ZHANG_WEI.number.reveal().encode() not in bytes_on_disk(scene.folder)


def test_a_draft_that_was_erased_is_found_by_nobody(scene: Scene) -> None:
    scene.find()
    scene.keeper.save_draft(state(), {})
    scene.keeper.erase_draft(SESSION)
    assert isinstance(scene.find(LATER), ev.NoDraft)


# --- a draft that was handed in -----------------------------------------------------------------------------------


def handed_in(scene: Scene) -> None:
    scene.find()
    scene.keeper.save_draft(state(submission_key=KEY, submit_counter=5), {})
    scene.submit()


def test_a_draft_that_was_handed_in_is_found_with_its_number(scene: Scene) -> None:
    handed_in(scene)
    scene.crash()
    found = scene.find(LATER)
    assert isinstance(found, ev.DraftSubmitted)
    assert (found.local_number, found.platform_number) == ("XT07-1124-0001", "")
    item = scene.store.outbox.get(KEY)
    assert item is not None
    assert (found.kept_at, found.received_at) == (item.kept_at, None)


def test_the_receipt_of_a_draft_that_was_handed_in_still_hears_of_the_platform(scene: Scene) -> None:
    handed_in(scene)
    scene.crash()
    scene.find(LATER)
    scene.keeper.heard(Delivered(key=KEY, platform_number="DG1", at=AT))
    assert scene.posted.events[1:] == [
        ev.SubmissionReceived(operation=OperationId(LATER, 5), platform_number="DG1", at=AT)
    ]


def test_a_draft_that_the_platform_has_is_found_with_both_numbers(scene: Scene) -> None:
    handed_in(scene)
    scene.store.outbox.record([outbox.Received(key=KEY, platform_number="DG1", at=AT)])
    scene.crash()
    found = scene.find(LATER)
    assert isinstance(found, ev.DraftSubmitted)
    assert (found.platform_number, found.received_at) == ("DG1", AT)


def test_a_draft_that_was_refused_is_found_to_be_corrected(scene: Scene) -> None:
    handed_in(scene)
    refusal = outbox.Refused(key=KEY, code="bank", reason="不是您本人的卡", reason_en="Not your card", at=AT)
    scene.store.outbox.record([refusal])
    scene.crash()
    assert isinstance(scene.find(LATER), ev.DraftFound)
    kept, refused = scene.submit(LATER)
    assert isinstance(kept, ev.SubmissionKept)
    assert refused == ev.SubmissionRefused(
        operation=OperationId(LATER, 5), code="bank", reason="不是您本人的卡", reason_en="Not your card"
    )
    assert scene.store.outbox.counts() == outbox.Counts(refused=1)


# --- submissions --------------------------------------------------------------------------------------------------


def test_a_submission_is_in_the_store_before_it_is_said_to_be_kept(scene: Scene) -> None:
    def look(event: ev.Event) -> None:
        assert isinstance(event, ev.SubmissionKept)
        found.append(scene.store.outbox.find_number(event.local_number))

    found: list[Any] = []
    scene.keeper.post = look
    scene.keeper.submit(fx.Submit(operation=OPERATION, submission=submission()), {})
    (item,) = found
    assert (item.key, item.state, item.kept_at) == (KEY, ItemState.WAITING, scene.clock.now())


def test_what_is_kept_is_what_will_be_sent(scene: Scene) -> None:
    photo = scene.blobs.add(Sensitive(b"fictional picture"), "image/jpeg")
    scene.submit(attachments=(Attachment(name="household_book", blob=photo),), supersedes="the refused one")
    envelope = scene.store.outbox.envelope(KEY)
    content = json.loads(envelope.payload.reveal())
    assert content["payload"] == {"phone": "13800005620"}
    assert content["service_digest"] == "5f2c"
    assert content["kept_at"] == scene.clock.now().isoformat()
    (part,) = envelope.attachments
    assert (part.name, part.media_type, part.data) == ("household_book", "image/jpeg", Sensitive(b"fictional picture"))
    item = scene.store.outbox.get(KEY)
    assert item is not None
    assert item.supersedes == "the refused one"


def test_as_many_pages_as_may_be_handed_in_are_kept_each_as_large_as_can_be(scene: Scene) -> None:
    content = random.Random(1).randbytes(LARGEST_BYTES)
    blobs = [scene.blobs.add(Sensitive(bytes((page,)) + content[1:]), "image/jpeg") for page in range(MOST_ATTACHMENTS)]
    parts = tuple(Attachment(name=page_name("evidence", page), blob=blob) for page, blob in enumerate(blobs, 1))
    scene.find()
    scene.keeper.save_draft(state(blobs={part.name: part.blob for part in parts}), scene.blobs.all())
    (kept,) = [each for each in scene.submit(attachments=parts) if not isinstance(each, ev.NoDraft)]
    assert isinstance(kept, ev.SubmissionKept)
    envelope = scene.store.outbox.envelope(KEY)
    assert [each.name for each in envelope.attachments][:2] == ["evidence", "evidence-2"]
    assert sum(len(each.data.reveal()) for each in envelope.attachments) == 80 << 20
    assert envelope.digest == kept.digest


def test_every_page_of_a_paper_is_found_again_after_a_crash(scene: Scene) -> None:
    scene.find()
    held = {}
    for page in (1, 2, 3):
        held[page_name("evidence", page)] = scene.blobs.add(Sensitive(f"page {page}".encode()), "image/jpeg")
        scene.keeper.save_draft(state(blobs=held), scene.blobs.all())
    scene.keeper.save_draft(state(blobs=without_page(held, "evidence", 2)), scene.blobs.all())
    scene.crash()
    found = scene.find(LATER)
    assert isinstance(found, ev.DraftFound)
    assert found.state.run is not None
    pages = pages_of(found.state.run.blobs, "evidence")
    contents = [found_again.reveal() for each in pages if (found_again := scene.blobs.find(each.sha256))]
    assert contents == [b"page 1", b"page 3"]


def test_handing_in_again_is_the_same_submission(scene: Scene) -> None:
    (first,) = scene.submit()
    scene.clock.forward(seconds=30)
    (second,) = scene.submit()
    assert isinstance(first, ev.SubmissionKept)
    assert isinstance(second, ev.SubmissionKept)
    assert (second.local_number, second.at) == (first.local_number, first.at)
    assert scene.store.outbox.counts().waiting == 1


@pytest.mark.parametrize("received", [False, True])
def test_a_key_that_was_written_all_the_same_never_stands_for_changed_answers(scene: Scene, *, received: bool) -> None:
    scene.submit()  # the disk hung, and the resident was told that nobody knows
    if received:
        scene.store.outbox.record([outbox.Received(key=KEY, platform_number="DG1", at=AT)])
    scene.clock.forward(seconds=90)
    with pytest.raises(CacheError) as caught:
        scene.submit(payload=Sensitive({"phone": "13800005621"}))
    assert (caught.value.code, caught.value.retryable) == ("STO-006", True)
    assert scene.posted.events == []
    assert b"13800005620" in scene.store.outbox.envelope(KEY).payload.reveal()
    photo = scene.blobs.add(Sensitive(b"another picture"), "image/jpeg")
    with pytest.raises(CacheError):
        scene.submit(attachments=(Attachment(name="household_book", blob=photo),))
    assert isinstance(scene.submit()[0], ev.SubmissionKept), "the answers as they were are the same submission"


def test_changed_answers_under_a_refused_key_are_told_why_it_was_refused(scene: Scene) -> None:
    scene.submit()
    scene.store.outbox.record([outbox.Refused(key=KEY, code="bank", reason="不对", at=AT)])
    scene.clock.forward(seconds=90)
    _, refused = scene.submit(payload=Sensitive({"phone": "13800005621"}))
    assert isinstance(refused, ev.SubmissionRefused)


def test_the_digest_is_that_of_what_the_store_holds_however_often_it_is_asked(scene: Scene) -> None:
    photo = scene.blobs.add(Sensitive(b"fictional picture"), "image/jpeg")
    whole = {"attachments": (Attachment(name="household_book", blob=photo),)}
    scene.find()
    scene.keeper.save_draft(state(submission_key=KEY, submit_counter=5), {})
    (first,) = scene.submit(**whole)
    scene.clock.forward(seconds=30)
    (again,) = scene.submit(**whole)
    scene.crash()
    found = scene.find(LATER)
    assert isinstance(first, ev.SubmissionKept)
    assert isinstance(again, ev.SubmissionKept)
    assert isinstance(found, ev.DraftSubmitted)
    assert first.digest == again.digest == found.digest == scene.store.outbox.envelope(KEY).digest


def test_handing_in_again_what_the_platform_has_tells_its_number_at_once(scene: Scene) -> None:
    scene.submit()
    scene.store.outbox.record([outbox.Received(key=KEY, platform_number="DG1", at=AT)])
    kept, received = scene.submit(LATER)
    assert isinstance(kept, ev.SubmissionKept)
    assert received == ev.SubmissionReceived(operation=OperationId(LATER, 5), platform_number="DG1", at=AT)


def test_a_store_that_cannot_keep_it_says_nothing_and_nobody_waits(scene: Scene) -> None:
    scene.store.close()
    with pytest.raises(CacheError) as caught:
        scene.submit()
    assert caught.value.code == "STO-001"
    scene.keeper.lose_patience(OPERATION)
    scene.keeper.heard(Postponed(key=KEY, fault="NET-001"))
    assert scene.posted.events == []


# --- what the platform says ---------------------------------------------------------------------------------------

REFUSED = Declined(key=KEY, code="bank", reason="不是您本人的卡", reason_en="Not your card")
SAYS = [
    (
        Delivered(key=KEY, platform_number="DG1", at=AT),
        ev.SubmissionReceived(operation=OPERATION, platform_number="DG1", at=AT),
    ),
    (
        REFUSED,
        ev.SubmissionRefused(operation=OPERATION, code="bank", reason="不是您本人的卡", reason_en="Not your card"),
    ),
    (Postponed(key=KEY, fault="NET-003"), ev.SubmissionWaiting(operation=OPERATION, fault="NET-003")),
]


@pytest.mark.parametrize(("said", "told"), SAYS)
def test_what_the_platform_says_is_told_to_who_waits(scene: Scene, said: Any, told: ev.Event) -> None:
    scene.submit()
    scene.keeper.heard(said)
    assert scene.posted.events[1:] == [told]


@pytest.mark.parametrize("said", [said for said, _ in SAYS])
def test_what_the_platform_says_of_another_submission_is_told_to_nobody(scene: Scene, said: Any) -> None:
    scene.submit()
    scene.keeper.heard(replace(said, key="00000000-0000-4000-8000-000000000002"))
    scene.keeper.heard(ReachabilityChanged(online=True, fault="", skew_s=0.0))
    assert len(scene.posted.events) == 1


@pytest.mark.parametrize("said", [said for said, _ in SAYS])
def test_what_the_platform_says_after_the_session_is_told_to_nobody(scene: Scene, said: Any) -> None:
    scene.submit()
    scene.keeper.end_session(SESSION)
    scene.keeper.heard(said)
    scene.keeper.lose_patience(OPERATION)
    assert len(scene.posted.events) == 1


def test_an_answer_that_comes_after_the_waiting_is_still_told(scene: Scene) -> None:
    scene.submit()
    scene.keeper.lose_patience(OPERATION)
    scene.keeper.heard(Postponed(key=KEY, fault="NET-002"))
    scene.keeper.heard(Delivered(key=KEY, platform_number="DG1", at=AT + timedelta(minutes=1)))
    assert [type(event).__name__ for event in scene.posted.events] == [
        "SubmissionKept",
        "SubmissionWaiting",
        "SubmissionWaiting",
        "SubmissionReceived",
    ]


@pytest.mark.parametrize("said", [said for said, _ in SAYS[:2]])
def test_nobody_loses_patience_with_what_is_settled(scene: Scene, said: Any) -> None:
    scene.submit()
    scene.keeper.heard(said)
    scene.keeper.lose_patience(OPERATION)
    assert scene.posted.of(ev.SubmissionWaiting) == []


def test_the_end_of_the_session_erases_its_draft_and_no_submission(scene: Scene) -> None:
    handed_in(scene)
    scene.keeper.end_session(SESSION)
    report = scene.store.check()
    assert (report.whole, report.drafts, report.items) == (True, 0, 1)


def test_a_blob_reference_is_nothing_without_its_bytes(scene: Scene) -> None:
    lost = BlobRef(sha256="ab" * 32, media_type="image/jpeg", size=1)
    with pytest.raises(KeyError):  # a defect, not a fault: the flow refers only to what the session holds
        scene.submit(attachments=(Attachment(name="household_book", blob=lost),))
    assert scene.store.outbox.counts().waiting == 0
