"""The only crossing between the terminal's threads and its screen.

`Bridge.event` is emitted from any thread and arrives in `Bridge._deliver` on the GUI thread, which hands it to the
sink that the app gave. The QML pages call the slots; each becomes exactly one event. A `Screen` goes the other way as
JSON: PySide6 leaks every map that a property gives to QML (docs/adr/0016-what-crosses-between-python-and-qml.md).
Decides nothing: which act is which event stands in one table. Lives on the GUI thread.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot

if TYPE_CHECKING:
    from flows.model.event import SessionStarted
    from flows.model.screen import Screen

REPEAT_S = 0.3  # a second touch within this time is ignored: the look, section 4
TOUCH_EVERY_S = 1.0  # the idle timer needs no finer news than this


def plain_map(value: Any) -> Any:
    """Return a frozen dataclass as the maps, lists and scalars that QML reads. None stays None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_map(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain_map(item) for item in value]
    return value


def plain_screen(screen: Screen) -> dict[str, Any]:
    """Return a screen as QML reads it."""
    return {**plain_map(screen), "page": screen.page}


class Bridge(QObject):
    """Screens in, events out. `first` is what to show until the first `show`, as `plain_screen` makes it.

    `on_event` is called on the GUI thread with every event, the resident's and those that other threads emit.
    `make_session` gives the session id and the time to a `SessionStarted`.
    """

    # shadows QObject.event, which Qt goes on finding: PySide takes only methods for overrides (held by a test)
    event = Signal(object)  # type: ignore[assignment]
    screenChanged = Signal()  # noqa: N815 - the notify signal of a QML property

    def __init__(
        self,
        *,
        on_event: Callable[[Any], None],
        make_session: Callable[[], SessionStarted],
        first: Mapping[str, Any] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_event = on_event
        self._make_session = make_session
        self._monotonic = monotonic
        self._shown: Screen | None = None
        self._map: dict[str, Any] = dict(first or {})
        self._last_act_at = float("-inf")
        self._last_touch_at = float("-inf")
        self.event.connect(self._deliver)  # queued from another thread, direct on the GUI thread

    def show(self, screen: Screen) -> None:
        """Put a screen up. Costs nothing when it is the one that is up already. GUI thread only."""
        if screen == self._shown:
            return
        self._shown = screen
        self._map = plain_screen(screen)
        self.screenChanged.emit()

    @property
    def plain(self) -> Mapping[str, Any]:
        """What is shown now, as QML reads it."""
        return self._map

    def _get_screen(self) -> str:
        return json.dumps(self._map, ensure_ascii=False)

    screen = Property(str, fget=_get_screen, notify=screenChanged)

    @Slot(object)
    def _deliver(self, event: Any) -> None:
        self._on_event(event)

    @Slot(str, str)
    def act(self, act: str, arg: str) -> None:
        """Something was touched. A second touch within `REPEAT_S` is ignored."""
        now = self._monotonic()
        if now - self._last_act_at < REPEAT_S:
            return
        self._last_act_at = now
        self._on_event(_acts().event_of(act, arg, self._make_session))

    @Slot(str, str)
    def edit(self, field: str, text: str) -> None:
        """The text of a field changed."""
        self._on_event(_acts().edited(field, text))

    @Slot("QVariantList")
    def sign(self, strokes: Sequence[Sequence[Sequence[float]]]) -> None:
        """The signature changed: strokes of points ``[x, y]``, 0..1 of the box."""
        self._on_event(_acts().signed(strokes))

    @Slot()
    def touched(self) -> None:
        """Somebody is there. Told on at most once in `TOUCH_EVERY_S`."""
        now = self._monotonic()
        if now - self._last_touch_at >= TOUCH_EVERY_S:
            self._last_touch_at = now
            self._on_event(_acts().touched())


def _acts() -> ModuleType:
    """Return the table of acts; at the first touch, so that the vocabulary of events is not loaded before a frame."""
    from ui import acts  # noqa: PLC0415

    return acts
