"""The scenes in which the contract of `IdCardReader` is tried: what lies on the virtual reader, and what goes wrong.

Run as a program, it plays each scene once on the virtual reader's pseudo-terminal and writes down what was said, for
the same contract to be tried on the recordings: ``python -m tests.support.id_card_scenes``.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from drivers.idcard.reader import LINE_LOST, SdtIdCardReader
from drivers.ports import Cancel
from drivers.transport.serial import SerialTransport
from kiosk.core.errors import DeviceError
from sandbox.idcard_reader import Fault, FaultKind, VirtualReader
from sandbox.residents import RESIDENTS, ZHANG_WEI, Resident
from tests.support.recording import Recording

TRANSCRIPTS = Path(__file__).parent.parent / "contract" / "transcripts"
RARE_NAME = replace(ZHANG_WEI, id="rare-name", name="𠮷𡨸")  # CJK Extension B: two UTF-16 units a character
PEOPLE: Mapping[str, Resident] = {person.id: person for person in (*RESIDENTS, RARE_NAME)}
WAITING = frozenset({"no-card"})  # scenes that go round until somebody's patience ends

Scene = Callable[[VirtualReader], None]


def _lying(person: Resident, *faults: Fault) -> Scene:
    def prepare(reader: VirtualReader) -> None:
        reader.put_card(person)
        for fault in faults:
            reader.fault(fault)

    return prepare


def _always(kind: FaultKind, *, on: str = "read_base", value: float = 0.0) -> Scene:
    return _lying(ZHANG_WEI, Fault(kind=kind, on=on, times=0, value=value))


def _once(kind: FaultKind, *, on: str = "read_base", value: float = 0.0) -> Scene:
    return _lying(ZHANG_WEI, Fault(kind=kind, on=on, value=value))


SCENES: Mapping[str, Scene] = {
    **{name: _lying(person) for name, person in PEOPLE.items()},
    "no-card": lambda _reader: None,
    "lifted": _once(FaultKind.LIFT),
    "torn": _once(FaultKind.TEAR),
    "lifted-before-address": _once(FaultKind.LIFT, on="newest_address"),
    "bad-checksum-once": _once(FaultKind.CHECKSUM),
    "short-once": _once(FaultKind.SHORT),
    "noise-once": _once(FaultKind.GARBAGE, value=300),
    "unknown-card": _once(FaultKind.STATUS, value=0x40),
    "refused": _once(FaultKind.STATUS, value=0x33),
    "unreadable": _always(FaultKind.STATUS, value=0x41),
    "silent": _always(FaultKind.SILENCE, on=""),
    "garbled": _always(FaultKind.CHECKSUM, on=""),
    "module-failed": _always(FaultKind.STATUS, on="", value=0x60),
    "lost": _once(FaultKind.UNPLUG_MIDWAY),
}


def reader_over(open_line: Callable[[], SerialTransport], recording: Recording | None = None) -> SdtIdCardReader:
    """Return a quick reader over a line, recorded or not."""
    return SdtIdCardReader("reader", recording.opening(open_line) if recording else open_line, poll_s=0.02, grace_s=0.2)


def record(name: str, folder: Path) -> str:
    """Play one scene and return its transcript: a probe, then a read."""
    link = folder / "reader"
    recording = Recording()
    with VirtualReader(link) as virtual:
        SCENES[name](virtual)
        reader = reader_over(lambda: SerialTransport(str(link), baud_rate=115_200, fault=LINE_LOST), recording)
        try:
            reader.read(0.02 if name in WAITING else 2.0, Cancel())
        except DeviceError:
            pass
        finally:
            reader.close()
    text = recording.text()
    if name in WAITING:
        rounds = re.split(r"^(?=> AA AA AA 96 69 00 03 20 01)", text, flags=re.MULTILINE)
        text = f"{rounds[0]}*\n{rounds[1]}"
    return text


def main() -> None:
    """Write all transcripts."""
    TRANSCRIPTS.mkdir(exist_ok=True)
    for name in SCENES:
        with tempfile.TemporaryDirectory() as folder:
            text = record(name, Path(folder))
        (TRANSCRIPTS / f"{name}.txt").write_text(f"# Fictional. Scene {name!r} on the virtual reader.\n{text}")


if __name__ == "__main__":
    main()
