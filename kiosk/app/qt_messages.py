"""What Qt has to say: a warning of QML that nobody has listed as harmless is a defect; the rest goes to the log.

A binding that fails leaves a page half drawn, and Qt only prints a line about it. That line may hold what a resident
wrote (``Error: ...``), so of QML only file, line and the kind of error are told on, and of Qt's own words only what is
neither a digit nor beyond ASCII. Installed on the GUI thread; called on whichever thread Qt speaks.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

# What may be said without ending the terminal, with the reason.
HARMLESS = {
    "Binding loop detected for property": "the layout has settled and the page stands; tests of ui fail on it",
}

_LOUD = {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
_KIND = re.compile(r"\b([A-Z]\w*Error|Error|QML [A-Z]\w+)\b")  # JavaScript's name of the error, or the item's type
_log = logging.getLogger(__name__)


def install_message_handler(on_defect: Callable[[str], None]) -> None:
    """Take over Qt's messages. `on_defect` gets an impersonal description of what ends the terminal."""

    def handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind not in _LOUD:
            return
        file = context.file or ""
        if not file.endswith(".qml"):
            _log.warning("Qt (%s): %s", context.category, impersonal(message))
        elif not any(words in message for words in HARMLESS):
            on_defect(f"QML: {kind_of(message)} at {file}:{context.line}")

    qInstallMessageHandler(handle)


def kind_of(message: str) -> str:
    """Return which error a message of QML is about, without its words."""
    found = _KIND.search(message)
    return found[1] if found else "a warning"


def impersonal(message: str) -> str:
    """Return the message without digits and without anything that is not ASCII."""
    return re.sub(r"\d", "#", message.encode("ascii", "replace").decode("ascii"))
