"""The control panel beside the terminal's window: put a card on the reader, pull the network, jam the printer.

Runs in the demonstration's process, not the terminal's; what it does, it does to the outside world. GUI thread only.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QGroupBox, QLabel, QPushButton, QVBoxLayout, QWidget


class World(Protocol):
    """What the panel can do to the outside world; groups of labelled switches."""

    def switches(self) -> Mapping[str, Mapping[str, Callable[[], object]]]:
        """Return the groups: heading -> label -> what a press does."""
        ...

    def summary(self) -> str:
        """Say in a few lines how the world stands: what was received, what was printed."""
        ...


class Panel(QWidget):
    """A column of buttons, and a summary that is read again every second."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self.setWindowTitle("演示：机器之外的世界 · Demonstration: the world outside the terminal")
        column = QVBoxLayout(self)
        for heading, switches in world.switches().items():
            box = QGroupBox(heading)
            inside = QVBoxLayout(box)
            for label, act in switches.items():
                button = QPushButton(label)
                button.clicked.connect(lambda _checked=False, act=act: act())
                inside.addWidget(button)
            column.addWidget(box)
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        column.addWidget(self._summary)
        column.addStretch()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._refresh)
        self._timer.start(1000)
        self._refresh()

    def _refresh(self) -> None:
        self._summary.setText(self._world.summary())


def show_panel(world: World, *, beside: int, ended: Callable[[], bool]) -> int:
    """Show the panel, `beside` px from the left, until it is closed or the terminal has `ended`.

    Returns 0, or 128 and its number when a signal ended it.
    """
    application = QApplication([])
    stopped: list[int] = []

    def stop(number: int, _frame: object) -> None:  # an exception here would end the process before the world
        stopped.append(128 + number)

    former = {asked: signal.signal(asked, stop) for asked in (signal.SIGTERM, signal.SIGINT)}
    panel = Panel(world)
    panel.resize(440, 900)
    panel.move(beside + 24, 24)
    panel.show()
    watch = QTimer()
    watch.timeout.connect(lambda: application.quit() if stopped or ended() else None)
    watch.start(500)  # Python hears signals only while it runs
    application.exec()
    for asked, handler in former.items():
        signal.signal(asked, handler)
    return stopped[0] if stopped else 0
