"""Carries out what touches the store: drafts and submissions. Runs on the cache thread, in the order of the turns.

A submission is durable before `SubmissionKept` is posted. What the platform says afterwards comes from the sync thread
and is matched to the waiting operation by the submission's key.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.model import codec
from flows.model.effect import FindDraft, FindHandedIn, Query, Submit, SubmitTogether
from flows.model.event import (
    DraftFound,
    DraftSubmitted,
    EffectFailed,
    Event,
    KeptItem,
    NoDraft,
    QueryAnswered,
    SubmissionKept,
    SubmissionReceived,
    SubmissionRefused,
    SubmissionsKept,
    SubmissionWaiting,
)
from flows.model.values import Json, State, Submission
from kiosk.app.blobs import SessionBlobs
from kiosk.app.handed_in import find_handed_in
from kiosk.app.signatures import signature_parts
from kiosk.core.clock import Clock
from kiosk.core.devices import IdDocument, NamedPerson, SocialCard
from kiosk.core.errors import CacheError, ContentError
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from kiosk.sync.loop import SyncEvent, SyncLoop
from kiosk.sync.values import Declined, Delivered, Postponed, ReachabilityChanged
from kiosk.sync.wire import encode_submission, same_content
from offline_cache.outbox import Envelope, Handing, Item, ItemState, Part
from offline_cache.store import Store

_log = logging.getLogger(__name__)

# A few pictures in the draft, in the outbox, and in the store's log on their way to each.
ROOM_BYTES = 2 * 1024 * 1024
PATIENCE_S = 8.0  # how long a resident is kept waiting for the platform before the receipt says "kept here"


@dataclass
class Keeper:
    """Drafts and submissions of the running session."""

    store: Store
    sync: SyncLoop
    blobs: SessionBlobs
    clock: Clock
    number_prefix: str
    post: Callable[[Event], None]
    _waiting: dict[str, OperationId] = field(default_factory=dict)
    _together: set[str] = field(default_factory=set)  # keys of those whose answers are told apart by them
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find_draft(self, effect: FindDraft, state: State, age: int) -> None:
        """Answer with the draft of this person, if there is one; from now on drafts are saved under this identity."""
        identity = _identity(effect.document)
        found = self.store.drafts.find(identity, self.clock.now())
        if found is None:
            self._begin(effect, state.session_id)
            return
        try:
            draft = codec.decode(found.state)
        except ContentError as exc:  # another version of the program saved it: the next save replaces it
            _log.warning("a draft is left: %s", exc)
            self._begin(effect, state.session_id)
            return
        self.blobs.restore(found.blobs, age)
        key = draft.run.submission_key if draft.run else ""
        item = self.store.outbox.get(key) if key else None
        if item is None or item.state is ItemState.REFUSED:  # handing in the same again tells why it was refused
            self.post(DraftFound(operation=effect.operation, state=draft))
            return
        self.post(
            DraftSubmitted(
                operation=effect.operation,
                state=draft,
                local_number=item.local_number,
                platform_number=item.platform_number,
                kept_at=item.kept_at,
                received_at=item.settled_at if item.state is ItemState.RECEIVED else None,
                digest=self.store.outbox.envelope(key).digest,
            )
        )
        if item.state is ItemState.WAITING and draft.run:
            with self._lock:  # the receipt still changes when the platform answers
                self._waiting[key] = OperationId(state.session_id, draft.run.submit_counter)
            self.sync.wake(key)

    def _begin(self, effect: FindDraft, session_id: str) -> None:
        """Nothing is filled in yet: the moment to find out that nothing could be kept."""
        self.store.require_room(ROOM_BYTES)
        self.store.drafts.begin(session_id, _identity(effect.document))
        self.post(NoDraft(operation=effect.operation))

    def save_draft(self, state: State, held: Mapping[str, Sensitive[bytes]]) -> None:
        """Seal and save the state of this turn, with those of the `held` blobs that it refers to."""
        wanted = set(state.run.blobs.values()) if state.run else set()
        blobs = {ref.sha256: held[ref.sha256] for ref in wanted}
        self.store.drafts.save(state.session_id, codec.encode(state), blobs, self.clock.now())

    def erase_draft(self, session_id: str) -> None:
        """Erase the session's draft, its salt included."""
        self.store.drafts.erase(session_id)

    def submit(self, effect: Submit, held: Mapping[str, Sensitive[bytes]]) -> None:
        """Make the submission durable, say so, and have it sent.

        The draft stays until the session ends: until the receipt stands it is what leads the same card back to it.
        Raises `CacheError` STO-006 when the key, or what this corrects, stands for another version that is on its way.
        """
        with self._lock:  # before it is durable: the sync thread may deliver it at once
            self._waiting[effect.submission.key] = effect.operation
        try:
            item, digest = self._put(effect.submission, held)
        except CacheError:
            self._settled(effect.submission.key)
            raise
        self.post(
            SubmissionKept(operation=effect.operation, local_number=item.local_number, at=item.kept_at, digest=digest)
        )
        answer = _answer_of(item, effect.operation)
        if answer is None:
            self.sync.wake(item.key)
        else:
            self._settled(item.key)
            self.post(answer)

    def leave(self, submission: Submission) -> None:
        """Keep a submission that nobody waits for. A key that stands for something already stays as it is."""
        try:
            item, _ = self._put(submission, {})
        except CacheError as exc:
            if exc.code != "STO-006":
                raise
            return
        self.sync.wake(item.key)

    def find_handed_in(self, effect: FindHandedIn) -> None:
        """Answer with what was handed in here and fits."""
        self.post(find_handed_in(self.store, effect))

    def keep_reference(self, effect: Query, data: Mapping[str, Json]) -> None:
        """Keep an answer that is about nobody. Any thread; where it cannot be kept, the terminal goes on as before."""
        content = json.dumps(data, ensure_ascii=False).encode()
        try:
            self.store.references.keep(_question(effect), Sensitive(content), self.clock.now())
        except CacheError as exc:
            _log.warning("an answer is not kept: %s", exc)

    def answer_from_reference(self, effect: Query, fault: str) -> None:
        """Answer with what was kept, with its age; with the fault when nothing was. Any thread."""
        kept = self.store.references.find(_question(effect))
        if kept is None:
            self.post(EffectFailed(operation=effect.operation, fault=fault))
            return
        data: Mapping[str, Json] = json.loads(kept.content.reveal())
        self.post(QueryAnswered(operation=effect.operation, data=Sensitive(data), kept_at=kept.kept_at))

    def submit_together(self, effect: SubmitTogether, held: Mapping[str, Sensitive[bytes]]) -> None:
        """Keep all of them or none, say so, and hand each to the sync thread; tell at once what became of it before."""
        keys = [each.key for each in effect.submissions]
        with self._lock:
            self._together.update(keys)
            self._waiting.update(dict.fromkeys(keys, effect.operation))
        try:
            kept = self._put_together(effect.submissions, held)
        except CacheError:
            for key in keys:
                self._settled(key)
            raise
        told = tuple(
            KeptItem(key=item.key, local_number=item.local_number, at=item.kept_at, digest=digest)
            for item, digest in kept
        )
        self.post(SubmissionsKept(operation=effect.operation, kept=told))
        for item, _ in kept:
            answer = _answer_of(item, effect.operation, item.key)
            if answer is None:
                self.sync.wake(item.key)
            else:
                self._settled(item.key)
                self.post(answer)

    def lose_patience(self, operation: OperationId) -> None:
        """Tell a resident who has waited long enough that the platform has not answered yet."""
        with self._lock:
            still = operation in self._waiting.values()
        if still:
            self.post(SubmissionWaiting(operation=operation, fault="NET-002"))

    def heard(self, event: SyncEvent) -> None:
        """Pass on what the sync thread learned about a submission of this session. Called on the sync thread."""
        match event:
            case Delivered(key=key, platform_number=number, at=at):
                operation = self._settled(key)
                if operation:
                    named = self._named(key)
                    self.post(SubmissionReceived(operation=operation, platform_number=number, at=at, key=named))
            case Declined(key=key, code=code, reason=reason, reason_en=reason_en):
                operation = self._settled(key)
                if operation:
                    refused = SubmissionRefused(operation=operation, code=code, reason=reason, reason_en=reason_en)
                    self.post(replace(refused, key=self._named(key)))
            case Postponed(key=key, fault=fault):
                with self._lock:
                    operation = self._waiting.get(key)
                if operation:
                    self.post(SubmissionWaiting(operation=operation, fault=fault, key=self._named(key)))
            case ReachabilityChanged():
                pass

    def end_session(self, session_id: str) -> None:
        """Forget whom to tell, and erase the draft."""
        with self._lock:
            self._waiting.clear()
            self._together.clear()
        self.store.drafts.erase(session_id)

    def _put(self, submission: Submission, held: Mapping[str, Sensitive[bytes]]) -> tuple[Item, str]:
        """Keep it, and return the item with the digest of what the store holds under its key."""
        kept_at = self.clock.now()
        envelope = _envelope(submission, held, kept_at)
        item = self.store.outbox.put(
            key=submission.key,
            service_id=submission.service_id,
            payload=envelope.payload,
            attachments=envelope.attachments,
            number_prefix=self.number_prefix,
            at=kept_at,
            supersedes=submission.supersedes,
        )
        return item, self._digest(item, envelope, kept_at)

    def _put_together(
        self, submissions: Sequence[Submission], held: Mapping[str, Sensitive[bytes]]
    ) -> list[tuple[Item, str]]:
        kept_at = self.clock.now()
        envelopes = [_envelope(each, held, kept_at) for each in submissions]
        handings = [
            Handing(
                key=each.key,
                service_id=each.service_id,
                payload=envelope.payload,
                attachments=envelope.attachments,
                supersedes=each.supersedes,
            )
            for each, envelope in zip(submissions, envelopes, strict=True)
        ]
        items = self.store.outbox.put_together(handings, number_prefix=self.number_prefix, at=kept_at)
        return [(item, self._digest(item, envelope, kept_at)) for item, envelope in zip(items, envelopes, strict=True)]

    def _digest(self, item: Item, envelope: Envelope, kept_at: datetime) -> str:
        """Return the digest of what is held under the item's key. Raises `CacheError` STO-006: it is other content."""
        if item.kept_at == kept_at:
            return envelope.digest
        before = self.store.outbox.envelope(item.key)  # an attempt before this one had written it all the same
        if item.state is not ItemState.REFUSED and not _same(before, envelope):
            raise CacheError("STO-006", "the key stands for other answers", retryable=True)
        return before.digest

    def _named(self, key: str) -> str:
        """Return the key where several are told apart by it, else nothing."""
        with self._lock:
            return key if key in self._together else ""

    def _settled(self, key: str) -> OperationId | None:
        with self._lock:
            return self._waiting.pop(key, None)


def _envelope(submission: Submission, held: Mapping[str, Sensitive[bytes]], kept_at: datetime) -> Envelope:
    pictures = [
        Part(name=part.name, media_type=part.blob.media_type, data=held[part.blob.sha256])
        for part in submission.attachments
    ]
    return Envelope(
        payload=encode_submission(
            service_id=submission.service_id,
            service_digest=submission.service_digest,
            payload=submission.payload.reveal(),
            kept_at=kept_at,
        ),
        attachments=(*pictures, *signature_parts(submission.payload.reveal())),
    )


def _same(before: Envelope, now: Envelope) -> bool:
    """Whether what was kept under a key is what is handed in under it now: a key never stands for two contents."""
    return same_content(before.payload, now.payload) and before.attachments == now.attachments


def _question(effect: Query) -> bytes:
    """Return a query as what it asks, the same however its parameters are ordered."""
    return json.dumps([effect.kind, effect.parameters.reveal()], sort_keys=True, ensure_ascii=False).encode()


def _answer_of(item: Item, operation: OperationId, key: str = "") -> Event | None:
    """Return what the platform said to a submission that was handed in before, under the same key."""
    match item.state:
        case ItemState.WAITING:
            return None
        case ItemState.RECEIVED:
            at = item.settled_at or item.kept_at
            return SubmissionReceived(operation=operation, platform_number=item.platform_number, at=at, key=key)
        case ItemState.REFUSED:
            refused = SubmissionRefused(
                operation=operation, code=item.code, reason=item.reason, reason_en=item.reason_en
            )
            return replace(refused, key=key)


def _identity(document: IdDocument | SocialCard | NamedPerson) -> Sensitive[str]:
    match document:
        case IdDocument():
            return Sensitive(f"{document.kind}:{document.number.reveal()}")
        case SocialCard():
            return Sensitive(f"resident:{document.citizen_number.reveal()}")
        case NamedPerson(vouched=True):
            return Sensitive(f"resident:{document.number.reveal()}")
        case NamedPerson():  # typed: whoever knows a number must not meet what its owner filled in
            raise ContentError("CNT-003", "no draft is looked for by a typed number")
