"""The contract of `IdCardReader`, tried on a reader over a pseudo-terminal and on recordings of the same scenes."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from drivers.idcard.reader import LINE_LOST, SdtIdCardReader
from drivers.ports import Cancel, IdCardReader
from drivers.registry import DeviceSetting, build
from drivers.transport.port import Transport
from drivers.transport.replay import ReplayTransport, parse_transcript
from drivers.transport.serial import SerialTransport
from kiosk.core.devices import (
    CardLifted,
    CardUnreadable,
    CardUnsupported,
    DeviceKind,
    DocumentKind,
    Health,
    IdCardOutcome,
    IdDocument,
    NoCard,
    ReadCancelled,
    Sex,
)
from kiosk.core.errors import DeviceError
from sandbox.idcard_reader import VirtualReader
from sandbox.idcard_sam import SAM_ID_TEXT
from sandbox.idcard_text import card_photo
from sandbox.residents import CardLayout
from tests.support.id_card_scenes import PEOPLE, SCENES, TRANSCRIPTS, reader_over
from tests.support.recording import sections

Stage = Callable[[str], IdCardReader]
"""Sets a scene up and returns a reader that has not been used yet."""

KINDS = {
    CardLayout.RESIDENT: DocumentKind.RESIDENT,
    CardLayout.HMT_RESIDENCE: DocumentKind.HMT_RESIDENCE,
    CardLayout.FOREIGNER_2017: DocumentKind.FOREIGNER_2017,
    CardLayout.FOREIGNER_2023: DocumentKind.FOREIGNER_2023,
}


@pytest.fixture
def virtual(tmp_path: Path) -> Iterator[VirtualReader]:
    with VirtualReader(tmp_path / "reader") as virtual:
        yield virtual


def replayed(name: str) -> SdtIdCardReader:
    waiting = [parse_transcript(text) for text in sections((TRANSCRIPTS / f"{name}.txt").read_text())]

    def open_line() -> Transport:
        return ReplayTransport(waiting.pop(0) if len(waiting) > 1 else waiting[0], fault=LINE_LOST)

    return SdtIdCardReader("reader", open_line, poll_s=0.02, grace_s=0.2)


@pytest.fixture(params=["pseudo-terminal", "recording"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Stage:
    if request.param == "recording":
        return replayed
    virtual: VirtualReader = request.getfixturevalue("virtual")

    def set_up(name: str) -> IdCardReader:
        SCENES[name](virtual)
        link = str(tmp_path / "reader")
        return reader_over(lambda: SerialTransport(link, baud_rate=115_200, fault=LINE_LOST))

    return set_up


def read(reader: IdCardReader, timeout_s: float = 2.0) -> IdCardOutcome:
    try:
        return reader.read(timeout_s, Cancel())
    finally:
        reader.close()


@pytest.mark.parametrize("person", PEOPLE)
def test_every_card_is_read_whole(stage: Stage, person: str) -> None:
    expected = PEOPLE[person]
    document = read(stage(expected.id))
    assert isinstance(document, IdDocument)
    assert document.kind is KINDS[expected.layout]
    assert document.name.reveal() == expected.name
    assert document.number.reveal() == expected.number
    assert document.sex is Sex(expected.sex)
    assert document.birth.reveal() == expected.birth
    assert document.address.reveal() == (expected.newest_address or expected.address)
    assert document.issuer == (expected.issuer or expected.issuer_code)
    assert (document.valid_from, document.valid_to) == (expected.valid_from, expected.valid_to)
    assert document.ethnicity == expected.ethnicity
    assert document.nationality == expected.nationality
    assert document.english_name.reveal() == expected.english_name
    assert document.permit_number.reveal() == expected.permit_number
    assert document.photo.reveal() == card_photo(expected)
    assert document.reader_id == SAM_ID_TEXT


def test_the_newest_address_wins(stage: Stage) -> None:
    document = read(stage("li-xiulan"))
    assert isinstance(document, IdDocument)
    assert document.address.reveal() == "广东省东莞市厚街镇溪头社区示范路五巷2号"
    assert document.birth.reveal() == date(1963, 9, 15)


def test_without_a_card_the_wait_ends_at_its_deadline(stage: Stage) -> None:
    reader = stage("no-card")
    began = time.monotonic()
    assert read(reader, 0.3) == NoCard()
    assert 0.25 <= time.monotonic() - began < 1.5


def test_a_wait_can_be_called_off(stage: Stage) -> None:
    reader, cancel = stage("no-card"), Cancel()
    timer = threading.Timer(0.1, cancel.set)
    timer.start()
    began = time.monotonic()
    assert reader.read(30.0, cancel) == ReadCancelled()
    assert time.monotonic() - began < 2.0
    timer.join()
    reader.close()


def test_a_wait_that_was_called_off_before_it_began_reads_nothing(stage: Stage) -> None:
    cancel = Cancel()
    cancel.set()
    assert stage("zhang-wei").read(2.0, cancel) == ReadCancelled()


@pytest.mark.parametrize("scene", ["lifted", "torn", "lifted-before-address"])
def test_a_card_lifted_while_it_is_read_is_asked_for_again(stage: Stage, scene: str) -> None:
    assert read(stage(scene)) == CardLifted()


@pytest.mark.parametrize("scene", ["bad-checksum-once", "short-once", "noise-once"])
def test_one_disturbance_on_the_line_is_not_noticed(stage: Stage, scene: str) -> None:
    began = time.monotonic()
    assert isinstance(read(stage(scene)), IdDocument)
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize(
    ("scene", "outcome"),
    [
        ("unknown-card", CardUnsupported()),
        ("refused", CardUnreadable("IDR-011")),
        ("unreadable", CardUnreadable("IDR-012")),
    ],
)
def test_a_card_that_cannot_be_read_says_why(stage: Stage, scene: str, outcome: IdCardOutcome) -> None:
    assert read(stage(scene)) == outcome


@pytest.mark.parametrize(
    ("scene", "code"),
    [("silent", "IDR-002"), ("garbled", "IDR-003"), ("module-failed", "IDR-004"), ("lost", "IDR-001")],
)
def test_a_failing_reader_is_a_fault_with_its_true_cause(stage: Stage, scene: str, code: str) -> None:
    began = time.monotonic()
    with pytest.raises(DeviceError, match=code):
        read(stage(scene))
    assert time.monotonic() - began < 5.0


def test_closing_twice_is_no_error(stage: Stage) -> None:
    reader = stage("no-card")
    assert reader.name == "reader"
    reader.close()
    reader.close()


# --- what only a living reader can show ---------------------------------------------------------------------


@pytest.fixture
def reader(virtual: VirtualReader, tmp_path: Path) -> Iterator[SdtIdCardReader]:
    reader = reader_over(lambda: SerialTransport(str(tmp_path / "reader"), baud_rate=115_200, fault=LINE_LOST))
    yield reader
    reader.close()


def test_a_card_that_is_laid_down_while_the_reader_waits_is_read(
    virtual: VirtualReader, reader: SdtIdCardReader
) -> None:
    timer = threading.Timer(0.15, virtual.put_card, (PEOPLE["zhang-wei"],))
    timer.start()
    assert isinstance(reader.read(5.0, Cancel()), IdDocument)
    timer.join()


def test_a_card_left_lying_can_be_read_again_and_the_next_one_too(
    virtual: VirtualReader, reader: SdtIdCardReader
) -> None:
    virtual.put_card(PEOPLE["zhang-wei"])
    first = reader.read(2.0, Cancel())
    assert isinstance(first, IdDocument)
    assert reader.read(2.0, Cancel()) == first
    virtual.lift()
    assert reader.read(0.05, Cancel()) == NoCard()
    virtual.put_card(PEOPLE["li-xiulan"])
    second = reader.read(2.0, Cancel())
    assert isinstance(second, IdDocument)
    assert second.name.reveal() == "李秀兰"


def test_health_follows_the_cable(virtual: VirtualReader, reader: SdtIdCardReader) -> None:
    assert reader.probe().health is Health.READY
    virtual.unplug()
    for _ in range(2):
        gone = reader.probe()
        assert (gone.kind, gone.name, gone.health, gone.fault) == (
            DeviceKind.ID_CARD,
            "reader",
            Health.ABSENT,
            "IDR-001",
        )
    virtual.plug()
    assert reader.probe().health is Health.READY


@pytest.mark.parametrize(
    ("scene", "code"), [("silent", "IDR-002"), ("garbled", "IDR-003"), ("module-failed", "IDR-004")]
)
def test_a_probe_tells_within_two_seconds_and_never_raises(
    virtual: VirtualReader, reader: SdtIdCardReader, scene: str, code: str
) -> None:
    SCENES[scene](virtual)
    began = time.monotonic()
    health = reader.probe()
    assert time.monotonic() - began < 2.0
    assert (health.health, health.fault) == (Health.FAILED, code)
    virtual.clear()
    assert reader.probe().health is Health.READY


@pytest.mark.parametrize("scene", ["silent", "garbled", "module-failed", "lost"])
def test_a_reader_that_failed_works_again_by_itself(
    virtual: VirtualReader, reader: SdtIdCardReader, scene: str
) -> None:
    SCENES[scene](virtual)
    with pytest.raises(DeviceError):
        reader.read(2.0, Cancel())
    virtual.clear()
    virtual.plug()
    assert isinstance(reader.read(2.0, Cancel()), IdDocument)


def test_a_device_setting_is_enough_to_read_a_card(virtual: VirtualReader, tmp_path: Path) -> None:
    device = build(
        DeviceSetting(kind=DeviceKind.ID_CARD, name="x", driver="sdt-serial", address=str(tmp_path / "reader"))
    )
    virtual.put_card(PEOPLE["zhang-wei"])
    assert isinstance(device, SdtIdCardReader)
    assert isinstance(read(device), IdDocument)
