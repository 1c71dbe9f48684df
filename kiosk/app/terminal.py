"""The terminal as a window that wakes up: the curtain first, then kernel, devices, store and network behind it.

GUI thread. Nothing of the kernel is loaded before the first frame, hence the imports inside functions. Touches that
come before the terminal is awake wait for it. This and `kiosk.app.furnishing` are the only places that know concrete
classes.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.app.crash import CrashGuard
from kiosk.app.curtain import Curtain, first_curtain, keep_curtain, read_curtain, without_time
from kiosk.app.qt_messages import install_message_handler
from kiosk.app.timers import SessionTimers
from kiosk.app.watchdog import Watchdog
from kiosk.core.clock import SystemClock
from kiosk.core.sensitive import Sensitive
from ui.bridge import Bridge
from ui.preview import Preview
from ui.window import open_window

if TYPE_CHECKING:
    from flows.model import event as ev
    from kiosk.app.awakening import Awake, BadSettings
    from kiosk.app.furnishing import Furnishing
    from kiosk.app.session import SessionLoop

EXIT_SETTINGS = 78  # EX_CONFIG of sysexits.h
QUIET_S = 5.0  # nobody has touched anything for so long after a session: the process may be replaced
HEAL_EVERY_S = 600.0  # at most so often is the process replaced for a device that is stuck
FIRST_LANGUAGE = "zh-Hans"
WAKE_PATIENCE_S = 10.0  # for a terminal that is told to end while it wakes up
TRY_AGAIN_S = 15.0  # between two tries to open a store that would not open

_log = logging.getLogger(__name__)


class Terminal:
    """One terminal process. Make it, `run` it once."""

    def __init__(self, config: Path) -> None:
        self._config = config
        self._clock = SystemClock()
        self._began = self._clock.monotonic()
        self._watchdog = Watchdog()
        self._loop: SessionLoop | None = None
        self._awakening: threading.Thread | None = None
        self._furnished: Furnishing | None = None  # made, if not yet in use
        self._furnishing: Furnishing | None = None  # in use
        self._held: list[ev.Event] = []
        self._minute: datetime | None = None
        self._stopping = False
        self._standing = False  # the first frame was seen
        self.to_be_replaced = False

    def run(self) -> int:
        """Show the curtain, wake up behind it, and serve until `stop`. Returns the exit code.

        Raises `ContentError` CNT-002 when there is no curtain and the settings are wrong.
        """
        _prepare_environment()
        self._curtain: Curtain = read_curtain(self._config) or first_curtain(self._config)
        application = QGuiApplication([])
        self._preview = Preview(self._find_still)
        self._bridge = Bridge(on_event=self._post, make_session=self._new_session, first=self._curtain.screen)
        self._guard = CrashGuard(on_crash=self._blank)
        self._guard.install()
        install_message_handler(self._guard.crash)
        self._timers = SessionTimers(self._post)
        self._quiet_timer = _once(QUIET_S, self._replace_if_quiet)
        self._opened = open_window(
            self._bridge,
            size=QSize(self._curtain.width_px, self._curtain.height_px),
            fullscreen=self._curtain.fullscreen,
            preview=self._preview,
        )
        self._opened.window.frameSwapped.connect(self._frame)
        self._clock_timer = _repeating(1000, self._tick)
        if self._watchdog.interval_ms:
            self._feeding = _repeating(self._watchdog.interval_ms, self._watchdog.feed)
        code = application.exec()
        self._timers.stop_all()
        if self._awakening:  # it speaks through the bridge, which goes when this returns
            self._awakening.join(WAKE_PATIENCE_S)
        if self._furnished:
            self._furnished.close()
        return code

    def stop(self) -> None:
        """End the terminal; safe in a signal handler. Before the loop turns it is heard at the first tick."""
        self._stopping = True
        QGuiApplication.quit()

    # --- waking up ----------------------------------------------------------------------------------------

    def _frame(self) -> None:
        """A frame stands. This may be the render thread, and a second frame may come before `_first_frame` has run."""
        self._bridge.event.emit(_FrameStands())

    def _first_frame(self) -> None:
        if self._standing:
            return
        self._standing = True
        self._opened.window.frameSwapped.disconnect(self._frame)
        self._watchdog.ready()
        gc.enable()  # see `kiosk.__main__`
        self._opened.equip()
        self._wake()

    def _wake(self) -> None:
        self._awakening = threading.Thread(target=self._awaken, name="awakening", daemon=True)
        self._awakening.start()

    def _awaken(self) -> None:
        from kiosk.app.awakening import awaken  # noqa: PLC0415 - loads settings, kernel, drivers, network
        from kiosk.app.furnishing import Edges  # noqa: PLC0415

        edges = Edges(
            post=self._bridge.event.emit,
            timers=self._timers,
            show_frame=self._preview.put,
            clear_frames=self._preview.clear,
            replace_soon=lambda: self._bridge.event.emit(_ReplaceSoon()),
            on_bug=self._bug,
        )
        awaken(self._config, self._clock, edges, self._hand_over)

    def _hand_over(self, found: Awake | BadSettings) -> None:
        """On the awakening's thread. What is furnished is closed at the end, even if the loop hears of it no more."""
        self._furnished = getattr(found, "furnishing", None)
        self._bridge.event.emit(_Woke(found))

    def _awoke(self, found: Awake | BadSettings) -> None:
        from kiosk.app.awakening import BadSettings  # noqa: PLC0415

        if isinstance(found, BadSettings):
            print(found.detail, file=sys.stderr)  # noqa: T201 - the settings name the log, and they are wrong
            QGuiApplication.exit(EXIT_SETTINGS)
            return
        self._serve(found)

    def _serve(self, awake: Awake) -> None:
        from flows.model import event as ev  # noqa: PLC0415
        from flows.runner import initial_state  # noqa: PLC0415
        from kiosk.app.session import SessionLoop  # noqa: PLC0415

        self._furnishing = awake.furnishing
        self._loop = SessionLoop(
            catalogue=awake.catalogue,
            site=awake.site,
            state=initial_state(self._clock.now()),
            executor=awake.furnishing.executor if awake.furnishing else None,
            show=self._bridge.show,
        )
        self._loop.show()
        if awake.furnishing is None:
            self._held.clear()
            self._loop.post(ev.TakenOutOfService(fault=awake.fault))
            QTimer.singleShot(round(TRY_AGAIN_S * 1000), self._wake)
            return
        awake.furnishing.start()
        held, self._held = self._held, []
        for event in held:
            self._loop.post(event)

    # --- events -------------------------------------------------------------------------------------------

    def _post(self, event: Any) -> None:
        if isinstance(event, _Woke):
            self._awoke(event.found)
        elif isinstance(event, _FrameStands):
            self._first_frame()
        elif isinstance(event, _ReplaceSoon):
            self._quiet_timer.start()
        elif self._loop is None:
            self._held.append(event)
        else:
            if self._furnishing:
                self._furnishing.note(event)
            self._loop.post(event)
            self._heal(event)

    def _heal(self, event: ev.Event) -> None:
        """A stuck device comes back with another process; not more often than `HEAL_EVERY_S`, should it stick again."""
        from flows.model import event as ev  # noqa: PLC0415
        from kiosk.core.devices import Health  # noqa: PLC0415

        if isinstance(event, ev.DeviceChanged) and event.device.health is Health.STUCK:
            wait_s = max(QUIET_S, HEAL_EVERY_S - (self._clock.monotonic() - self._began))
            QTimer.singleShot(round(wait_s * 1000), self._quiet_timer.start)

    def _new_session(self) -> ev.SessionStarted:
        from flows.model import event as ev  # noqa: PLC0415
        from kiosk.core.ids import new_session_id  # noqa: PLC0415

        return ev.SessionStarted(session_id=new_session_id(), at=self._clock.now())

    def _find_still(self, blob: str) -> Sensitive[bytes] | None:
        return self._furnishing.blobs.find(blob) if self._furnishing else None

    # --- time ---------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        if self._stopping:
            QGuiApplication.quit()
            return
        minute = self._clock.now().replace(second=0, microsecond=0)
        if self._loop is None or minute == self._minute:
            return
        from flows.model import event as ev  # noqa: PLC0415

        self._minute = minute
        self._loop.post(ev.ClockTicked(self._clock.now()))
        if not self._loop.state.session_id and not self._loop.state.terminal.out_of_service:
            self._keep_curtain()

    def _keep_curtain(self) -> None:
        """Keep what stands now, if it is the attract screen as the next process should show it, and it is new."""
        screen = self._bridge.plain
        plain = not (screen["sheet"] or screen["care"] or screen["contrast"])
        fresh = replace(self._curtain, screen=without_time(screen))
        if plain and screen["page"] == "Attract" and screen["language"] == FIRST_LANGUAGE and fresh != self._curtain:
            keep_curtain(self._config, fresh)
            self._curtain = fresh

    def _replace_if_quiet(self) -> None:
        if self._loop is None or self._loop.state.session_id or not (self._furnishing and self._furnishing.idle):
            self._quiet_timer.start()
            return
        self.to_be_replaced = True
        QGuiApplication.quit()

    # --- the end ------------------------------------------------------------------------------------------

    def _bug(self, error: BaseException) -> None:
        self._guard.crash(type(error).__name__, error.__traceback__)

    def _blank(self) -> None:
        if self._loop is not None and threading.current_thread() is threading.main_thread():
            self._loop.crash("SYS-001")
            QGuiApplication.processEvents()


# Plain classes: three dataclasses take as long to build as a page's picture.
class _FrameStands:
    """The window shows a frame; from the thread that renders."""


class _ReplaceSoon:
    """This process has had its time; from whichever thread found that out."""


class _Woke:
    """What the awakening made, on its way to the GUI thread."""

    def __init__(self, found: Awake | BadSettings) -> None:
        self.found = found


def _repeating(interval_ms: int, act: Callable[[], None]) -> QTimer:
    timer = QTimer()
    timer.setInterval(interval_ms)
    timer.timeout.connect(act)
    timer.start()
    return timer


def _once(seconds: float, act: Callable[[], None]) -> QTimer:
    timer = QTimer()
    timer.setSingleShot(True)
    timer.setInterval(round(seconds * 1000))
    timer.timeout.connect(act)
    return timer


def _prepare_environment() -> None:
    """Settle what Qt reads at its start. Nothing that a resident types may be learned or written to a disk."""
    os.environ.setdefault("XDG_CONFIG_HOME", os.environ.get("XDG_RUNTIME_DIR", "/dev/shm"))  # noqa: S108 - memory
