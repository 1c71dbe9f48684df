"""Carries out `ScanCode` on the camera's lane: frames to the code scanner, the first code to the flow.

Shows nothing and keeps nothing: neither a frame nor a code outlives the call. What a code means others judge.
"""

from __future__ import annotations

from drivers.ports import Camera, Cancel, CodeScanner, Frame
from drivers.vision.codes import ZxingCodeScanner
from flows.model.event import CodeScanned, NoCode
from kiosk.core.clock import Clock
from kiosk.core.devices import PageQuality
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive


def scan_code(
    camera: Camera,
    operation: OperationId,
    *,
    timeout_s: float,
    cancel: Cancel,
    clock: Clock,
    scanner: CodeScanner | None = None,
) -> CodeScanned | NoCode | None:
    """Return the first code that the camera sees within `timeout_s`; None when cancelled. Raises `DeviceError`."""
    reader = scanner or ZxingCodeScanner()
    give_up_at = clock.monotonic() + timeout_s
    enough = Cancel()  # the preview ends with what was found, without cancelling the operation
    found: list[Sensitive[str]] = []

    def on_frame(frame: Frame, _quality: PageQuality) -> None:
        found.extend(reader.decode(frame)[:1])
        if found or cancel.requested or clock.monotonic() >= give_up_at:
            enough.set()

    camera.preview(on_frame, enough)
    if cancel.requested:
        return None
    return CodeScanned(operation=operation, code=found[0]) if found else NoCode(operation=operation)
