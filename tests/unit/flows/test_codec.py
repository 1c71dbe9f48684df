"""A state goes to bytes and back without losing anything."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields, replace
from datetime import datetime

import hypothesis.strategies as st
import pytest
from hypothesis import given

from flows.model import codec
from flows.model.values import BlobRef, BundleItem, Json, Language, Reading, Run, ServiceRef, State, Terminal
from kiosk.core.clock import CHINA
from kiosk.core.devices import DocumentKind, IdDocument, PageQuality, Sex, SocialCard
from kiosk.core.errors import ContentError
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import AT, Walk, devices

words = st.text(max_size=12)
secret = words.map(Sensitive)
json: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
maps = st.dictionaries(words, json, max_size=4).map(Sensitive)
moments = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(CHINA))  # noqa: DTZ001
documents = st.builds(
    IdDocument,
    kind=st.sampled_from(DocumentKind),
    name=secret,
    number=secret,
    sex=st.sampled_from(Sex),
    birth=st.dates().map(Sensitive),
    address=secret,
    issuer=words,
    valid_from=st.dates(),
    valid_to=st.none() | st.dates(),
    photo=st.binary(max_size=40).map(Sensitive),
)
cards = st.builds(
    SocialCard,
    card_number=secret,
    citizen_number=secret,
    name=secret,
    sex=st.sampled_from(Sex),
    birth=st.none() | st.dates().map(Sensitive),
    issuer=words,
    generation=st.integers(1, 3),
    valid_to=st.none() | st.dates(),
)
blobs = st.builds(BlobRef, sha256=words, media_type=words, size=st.integers(0, 10**8))
matters = st.builds(
    BundleItem, item=words, key=words, kept_at=st.none() | moments, reason=secret, reason_en=secret, aside=st.booleans()
)
runs = st.builds(
    Run,
    service=st.builds(ServiceRef, service_id=words, digest=words),
    step_id=words,
    answers=maps,
    blobs=st.dictionaries(words, blobs, max_size=2),
    trail=st.lists(words, max_size=3).map(tuple),
    memory=maps,
    return_to_check=st.booleans(),
    submission_key=words,
    kept_at=st.none() | moments,
    received_at=st.none() | moments,
    bundle=st.lists(matters, max_size=2).map(tuple),
    reported=st.dictionaries(words, words, max_size=3),
)
points = st.floats(0, 1)
states = st.builds(
    State,
    terminal=st.builds(Terminal, at=moments, devices=st.just(devices())),
    session_id=words,
    counter=st.integers(0, 999),
    reading=st.builds(Reading, language=st.sampled_from(Language), care=st.booleans()),
    document=st.none() | documents | cards,
    run=st.none() | runs,
    parked=st.none() | runs,
    pending=st.none() | st.builds(OperationId, words, st.integers(0, 99)),
    quality=st.none()
    | st.builds(
        PageQuality,
        corners=st.booleans(),
        bright=st.booleans(),
        sharp=st.booleans(),
        glare=st.booleans(),
        outline=st.lists(st.tuples(points, points), max_size=4).map(tuple),
    ),
    revealed=st.booleans(),
)


@given(states)
def test_what_is_decoded_is_what_was_encoded(state: State) -> None:
    assert codec.decode(codec.encode(state), state.terminal) == state


def test_the_states_of_a_real_walk_survive() -> None:
    walk = Walk()
    walk.begin("elder-allowance")
    while walk.state.session_id:
        assert codec.decode(codec.encode(walk.state), walk.state.terminal) == walk.state
        walk.help_on()


def test_what_is_true_of_the_terminal_is_not_part_of_a_draft() -> None:
    state = replace(Walk().state, session_id="s")
    coded = codec.encode(state).reveal().decode()
    assert "printer" not in coded
    assert "terminal" not in coded
    assert codec.decode(codec.encode(state)).terminal.devices == ()


def test_every_field_of_the_state_but_the_terminal_is_kept() -> None:
    state = State(terminal=Terminal(at=AT))
    coded = codec.encode(state).reveal().decode()
    assert all(f'"{each.name}"' in coded for each in fields(State) if each.name != "terminal")


def test_a_draft_is_not_shown_by_accident() -> None:
    walk = Walk()
    walk.begin("elder-allowance")
    walk.until("phone")
    assert "张" not in repr(codec.encode(walk.state))
    assert "441900195103071237" not in repr(walk.state)


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'{"format": 0, "state": {}}',
        b'{"format": 1}',
        b'{"format": 1, "state": {"unknown": 1}}',
        b'{"format": 1, "state": {"counter": "many"}}',
        b'{"format": 1, "state": {"run": {"type": "Run"}}}',
        b'{"format": 1, "state": {"run": 7}}',
        b'{"format": 1, "state": {"document": {"type": "Passport"}}}',
    ],
)
def test_a_damaged_draft_is_a_fault_that_tells_nothing(damaged: bytes) -> None:
    with pytest.raises(ContentError, match="CNT-001"):
        codec.decode(Sensitive(damaged))


@given(st.binary(max_size=60))
def test_no_bytes_bring_the_decoder_down(data: bytes) -> None:
    with pytest.raises(ContentError, match="CNT-001"):
        codec.decode(Sensitive(data))


@given(states, st.data())
def test_a_draft_with_a_hole_in_it_is_a_fault_or_a_state(state: State, data: st.DataObject) -> None:
    coded = bytearray(codec.encode(state).reveal())
    coded[data.draw(st.integers(0, len(coded) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ContentError):
        assert isinstance(codec.decode(Sensitive(bytes(coded))), State)
