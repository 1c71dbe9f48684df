"""How many frames of the document camera stand on its page a second, when the camera makes 30."""

from __future__ import annotations

import os
import threading
import time

from PySide6.QtGui import QGuiApplication

from bench.report import Entry
from tests.support.screens_entry import entry_sample
from tests.support.stage import PORTRAIT, Stage, settle

WIDTH, HEIGHT = 1280, 960
SECONDS = 4
CAMERA_PER_S = 30
TARGET_PER_S = 15.0


def run() -> list[Entry]:
    """Measure."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    application = QGuiApplication([])
    stage = Stage(PORTRAIT)
    stage.open(entry_sample("camera-live"))
    drawn: list[int] = []
    stage.opened.window.frameSwapped.connect(lambda: drawn.append(stage.preview.property("serial")))
    stop = threading.Event()
    frame = bytes(WIDTH * HEIGHT * 3)

    def produce() -> None:
        while not stop.wait(1 / CAMERA_PER_S):
            stage.preview.put(frame, WIDTH, HEIGHT)

    producer = threading.Thread(target=produce)
    began = time.perf_counter()
    producer.start()
    settle(SECONDS * 1000)
    stop.set()
    producer.join()
    rate = len(set(drawn)) / (time.perf_counter() - began)
    stage.close()
    application.shutdown()
    return [
        Entry(
            name="camera.preview_rate",
            value=round(rate, 1),
            unit="/s",
            target=f">= {TARGET_PER_S:.0f} /s",
            met=rate >= TARGET_PER_S,
        )
    ]
