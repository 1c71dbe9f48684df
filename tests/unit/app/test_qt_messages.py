"""What Qt says, tried in a process of its own: its message handler belongs to the whole process."""

import subprocess
import sys

import pytest

from kiosk.app.qt_messages import impersonal, kind_of

PREAMBLE = """
import logging, sys
logging.basicConfig(format="%(message)s")
from PySide6.QtCore import QUrl, qWarning, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlEngine
from kiosk.app.qt_messages import install_message_handler
install_message_handler(lambda what: print(what, flush=True))
application = QGuiApplication([])
engine = QQmlEngine()
def qml(text):
    component = QQmlComponent(engine)
    component.setData(("import QtQuick\\nItem { " + text + " }").encode(), QUrl("file:///page/Page.qml"))
    made = component.create()
    QTimer.singleShot(100, application.quit)
    application.exec()
"""


def said(program: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-c", PREAMBLE + program], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("width: nobody.width", "ReferenceError"),
        ("property var a; width: a.b.c", "TypeError"),
        ("Component.onCompleted: { throw new Error('张伟 441900195103071237') }", "Error"),
        ("Image { source: 'image://nobody/张伟' }", "QML Image"),
        ("Loader { source: 'Nobody.qml' }", "a warning"),
        ("Component.onCompleted: console.warn('张伟')", "a warning"),
    ],
)
def test_a_warning_of_qml_is_a_defect_told_by_file_and_kind_alone(text: str, kind: str) -> None:
    done = said(f"qml({text!r})")
    assert done.stdout.startswith(f"QML: {kind} at file:///page/")
    for secret in ("张伟", "441900"):
        assert secret not in done.stdout + done.stderr


def test_a_binding_loop_and_debugging_are_no_defects() -> None:
    done = said("qml('height: width + 1; width: height + 1; Component.onCompleted: console.log(1)')")
    assert done.stdout == ""


def test_the_words_of_qt_itself_are_logged_without_what_may_be_personal() -> None:
    done = said("qWarning('cannot read 张伟 441900195103071237')")
    assert done.stdout == ""
    assert done.stderr == "Qt (default): cannot read ?? ##################\n"


def test_kinds_and_words_by_themselves() -> None:
    assert kind_of("file:///a/Page.qml:3:4: TypeError: Cannot read property 'x' of undefined") == "TypeError"
    assert kind_of("file:///a/Page.qml: No such file or directory") == "a warning"
    assert impersonal("port 8080 of 张") == "port #### of ?"
