"""The outbox against a model of it: any sequence of calls, with the store closed and opened in between."""

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from offline_cache.outbox import ItemState, Outcome, Part, Postponed, Received, Refused
from offline_cache.store import Store
from tests.support.stores import NOON, ZHANG_WEI, HandClock, open_store, photo, put

KEYS = st.sampled_from([f"key-{number}" for number in range(8)])
HOURS = st.integers(-30, 30)
KEEP = timedelta(days=30)


@dataclass(frozen=True)
class Expected:
    """What the model says of one item."""

    number: str
    payload: bytes
    attachments: tuple[Part, ...]
    due_at: datetime
    state: ItemState = ItemState.WAITING
    attempts: int = 0
    fault: str = ""
    platform_number: str = ""
    settled_at: datetime | None = None
    reason: str = ""


class OutboxModel(RuleBasedStateMachine):
    """Holds what the outbox should hold, and compares after every call."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="outbox-model-"))
        self.clock = HandClock()
        self.store: Store = open_store(self.folder, self.clock)
        self.model: dict[str, Expected] = {}
        self.given: set[str] = set()
        self.draft = ""

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)

    @rule(key=KEYS, payload=st.binary(max_size=5000), pictures=st.integers(0, 2), hours=HOURS)
    def put(self, key: str, payload: bytes, pictures: int, hours: int) -> None:
        at = NOON + timedelta(hours=hours)
        attachments = tuple(photo(payload + bytes([number]), f"photo{number}") for number in range(pictures))
        item = put(self.store, key, payload=payload, attachments=attachments, at=at)
        known = self.model.get(key)
        if known is not None:
            assert item.local_number == known.number
            return
        assert item.local_number not in self.given, "a number was given twice"
        assert item.local_number.startswith(f"XT07-{at:%m%d}-")
        self.given.add(item.local_number)
        self.model[key] = Expected(number=item.local_number, payload=payload, attachments=attachments, due_at=at)

    @rule(session=st.sampled_from(["s1", "s2"]))
    def save_a_draft(self, session: str) -> None:
        self.store.drafts.begin(session, ZHANG_WEI)
        self.store.drafts.save(session, photo().data, {}, NOON)
        self.draft = session

    @rule(session=st.sampled_from(["s1", "s2"]))
    def end_the_session(self, session: str) -> None:
        self.store.drafts.erase(session)
        self.draft = "" if self.draft == session else self.draft

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def record(self, data: st.DataObject) -> None:
        outcomes: list[Outcome] = []
        for key in data.draw(st.lists(st.sampled_from(sorted(self.model)), max_size=4), label="keys"):
            at = NOON + timedelta(hours=data.draw(HOURS))
            kind = data.draw(st.sampled_from(["received", "refused", "postponed"]))
            before = self.model[key]
            if kind == "received":
                outcomes.append(Received(key=key, platform_number=f"DG-{at:%H}", at=at))
                if before.state is not ItemState.RECEIVED:
                    self.model[key] = replace(
                        before,
                        state=ItemState.RECEIVED,
                        attempts=before.attempts + 1,
                        fault="",
                        platform_number=f"DG-{at:%H}",
                        settled_at=at,
                        reason="",
                    )
            elif kind == "refused":
                outcomes.append(Refused(key=key, code="X", reason="不符合", at=at))
                if before.state is ItemState.WAITING:
                    self.model[key] = replace(
                        before,
                        state=ItemState.REFUSED,
                        attempts=before.attempts + 1,
                        fault="",
                        settled_at=at,
                        reason="不符合",
                    )
            else:
                outcomes.append(Postponed(key=key, fault="NET-001", due_at=at))
                if before.state is ItemState.WAITING:
                    self.model[key] = replace(before, attempts=before.attempts + 1, fault="NET-001", due_at=at)
        self.store.outbox.record(outcomes)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.model)))
        self.store.outbox.retry(key)
        if self.model[key].state is not ItemState.RECEIVED:
            self.model[key] = replace(
                self.model[key], state=ItemState.WAITING, due_at=self.clock.now(), settled_at=None, reason=""
            )

    @rule(days=st.integers(25, 40))
    def erase_settled(self, days: int) -> None:
        now = NOON + timedelta(days=days)
        gone = [
            key
            for key, item in self.model.items()
            if item.state is ItemState.RECEIVED and item.settled_at is not None and item.settled_at < now - KEEP
        ]
        assert self.store.erase_settled(now, KEEP).items == len(gone)
        for key in gone:
            del self.model[key]

    @rule()
    def close_and_open(self) -> None:
        self.store.close()
        self.store = open_store(self.folder, self.clock)

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        if not hasattr(self, "store"):
            return
        outbox = self.store.outbox
        items = {item.key: item for item in outbox.items()}
        assert items.keys() == self.model.keys()
        for key, expected in self.model.items():
            item = items[key]
            assert (item.local_number, item.state, item.attempts, item.fault, item.platform_number, item.reason) == (
                expected.number,
                expected.state,
                expected.attempts,
                expected.fault,
                expected.platform_number,
                expected.reason,
            )
            assert (item.due_at, item.settled_at) == (expected.due_at, expected.settled_at)
            envelope = outbox.envelope(key)
            assert (envelope.payload.reveal(), envelope.attachments) == (expected.payload, expected.attachments)
        waiting = {key: item for key, item in self.model.items() if item.state is ItemState.WAITING}
        counts = outbox.counts()
        assert (counts.waiting, counts.received + counts.refused) == (len(waiting), len(self.model) - len(waiting))
        far = NOON + timedelta(days=1)
        now = self.clock.now()
        due = [item.key for item in outbox.due(now, 100)]
        assert set(due) == {key for key, item in waiting.items() if item.due_at <= now or item.due_at > far}
        next_due = outbox.next_due()
        times = [now if item.due_at > far else item.due_at for item in waiting.values()]
        assert (next_due is None) == (not times)
        if next_due is not None and min(times) > now:
            assert next_due == min(times)
        assert bool(self.store._reader.row("SELECT 1 FROM draft")) == bool(self.draft)


TestOutboxModel = OutboxModel.TestCase
# each example opens a real store, so an eighth of the profile's examples
TestOutboxModel.settings = settings(max_examples=max(10, settings().max_examples // 8), stateful_step_count=25)
