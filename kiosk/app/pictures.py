"""Carries out `StartPreview` and `TakePicture` on the camera's lane: frames to the screen, judgements to the flow.

Nothing of a picture is kept once its operation was cancelled: the session may be over, and its pictures erased.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drivers.ports import Camera, Cancel, Frame
from flows.model.event import Event, FrameJudged, PictureTaken
from kiosk.app.blobs import SessionBlobs
from kiosk.core.devices import PageQuality
from kiosk.core.ids import OperationId

_UNJUDGED = PageQuality(corners=False, bright=False, sharp=False, glare=False)
ShowFrame = Callable[[bytes, int, int], None]  # BGR bytes, width and height in pixels


@dataclass
class Pictures:
    """What the session's document camera sees. The methods that take the camera run on its lane."""

    blobs: SessionBlobs
    show_frame: ShowFrame
    clear_frames: Callable[[], None]
    post: Callable[[Event], None]
    _judged: PageQuality = _UNJUDGED

    def preview(self, camera: Camera, operation: OperationId, cancel: Cancel) -> None:
        """Show frames until cancelled; post a judgement whenever it changes. Raises `DeviceError`."""
        last: PageQuality | None = None

        def on_frame(frame: Frame, quality: PageQuality) -> None:
            nonlocal last
            if cancel.requested:
                return
            height, width = frame.shape[:2]
            self._judged = quality
            self.show_frame(frame.tobytes(), width, height)
            if last is None or _differs(last, quality):
                last = quality
                self.post(FrameJudged(operation=operation, quality=quality))

        self._judged = _UNJUDGED
        self.clear_frames()  # a frame may have slipped in after the last page was gone
        camera.preview(on_frame, cancel)

    def take(self, camera: Camera, operation: OperationId, cancel: Cancel) -> PictureTaken | None:
        """Take the still and hold it for the session, with the newest judgement; None when cancelled meanwhile.

        Raises `DeviceError`.
        """
        picture = camera.take()
        if cancel.requested:
            return None
        blob = self.blobs.add(picture.jpeg, "image/jpeg")
        return PictureTaken(operation=operation, blob=blob, quality=self._judged)

    def clear(self) -> None:
        """Forget every picture. Called on the GUI thread, after the operations were cancelled."""
        self.blobs.clear()
        self.clear_frames()


def _differs(one: PageQuality, other: PageQuality) -> bool:
    """True when a person should be told: a check changed, or the page moved by more than 2 % of the picture."""
    if (one.corners, one.bright, one.sharp, one.glare) != (other.corners, other.bright, other.sharp, other.glare):
        return True
    if len(one.outline) != len(other.outline):
        return True
    return any(
        abs(a[0] - b[0]) > 0.02 or abs(a[1] - b[1]) > 0.02 for a, b in zip(one.outline, other.outline, strict=True)
    )
