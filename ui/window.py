"""Opens the terminal's one window and loads the shell into it. GUI thread.

Loads with `QQmlApplicationEngine.load`, never `QQuickView.setSource`: with a Python message handler and one warning of
the QML loader thread that deadlocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent
from PySide6.QtQuick import QQuickWindow

from ui.bridge import Bridge
from ui.icons import IconProvider, LiftProvider
from ui.pictures import PictureProvider
from ui.preview import Preview
from ui.qr import QrProvider

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Opened:
    """The window and the engine that keeps it alive. Both go when this value goes."""

    engine: QQmlApplicationEngine
    window: QQuickWindow

    def equip(self) -> None:
        """Give the shell its keyboard, compile its pages, hide the pointer: after the first frame, as all take time."""
        if self.window.visibility() == QQuickWindow.Visibility.FullScreen:
            from PySide6.QtCore import Qt  # noqa: PLC0415 - the name alone takes 25 ms (see `ui.icons.clear_image`)

            self.window.setCursor(Qt.CursorShape.BlankCursor)
        from ui.keyboard.composer import Composer  # noqa: PLC0415

        self.window.setProperty("composer", Composer(parent=self.engine))
        for page in sorted((FOLDER / "pages").glob("*Page.qml")):
            asynchronous = QQmlComponent.CompilationMode.Asynchronous
            QQmlComponent(self.engine, QUrl.fromLocalFile(str(page)), asynchronous, self.engine)


def open_window(
    bridge: Bridge,
    *,
    size: QSize,
    fullscreen: bool,
    preview: Preview | None = None,
) -> Opened:
    """Open the window with whatever screen the bridge holds. Raises RuntimeError when the shell does not load.

    `size` is the window's in device-independent pixels; the design (1080 x 1920, or 1920 x 1080 when the window is
    wider than high) is scaled to it. `preview` serves the document camera's frames as ``image://preview/...``.
    """
    font = QFont("Noto Sans CJK SC")
    font.setPixelSize(40)
    QGuiApplication.setFont(font)
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(FOLDER))
    engine.addImageProvider("icon", IconProvider())
    engine.addImageProvider("lift", LiftProvider())
    engine.addImageProvider("qr", QrProvider())
    engine.addImageProvider("picture", PictureProvider())
    preview = preview or Preview()
    engine.addImageProvider("preview", preview)
    engine.setInitialProperties(
        {
            "bridge": bridge,
            "preview": preview,
            "width": size.width(),
            "height": size.height(),
        },
    )
    engine.load(QUrl.fromLocalFile(str(FOLDER / "Main.qml")))
    roots = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise RuntimeError("the screen's shell did not load; the log names the QML error")
    window = roots[0]
    if fullscreen:
        window.showFullScreen()
    else:
        window.show()
    return Opened(engine, window)
