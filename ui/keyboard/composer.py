"""What happens when a key of the board is touched: letters gather, candidates appear, text goes into the field.

Speaks to the field that has the focus as any input method does, by `QInputMethodEvent`: the letters stand underlined in
the field while they are composed. Learns nothing and writes nothing anywhere. Knows no layout and no colours.
GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCharFormat

from ui.keyboard.lexicon import Lexicon
from ui.keyboard.pinyin import LETTERS, MOST_LETTERS, Candidate, candidates, spaced

_Attribute = QInputMethodEvent.Attribute
_AttributeType = QInputMethodEvent.AttributeType


class Composer(QObject):
    """The state of one composition: what was picked already, and the letters that wait to be picked from."""

    changed = Signal()
    targetChanged = Signal()  # noqa: N815 - notify signals are named as QML wants them
    hanChanged = Signal()  # noqa: N815

    def __init__(self, open_lexicon: Callable[[], Lexicon] = Lexicon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_lexicon = open_lexicon
        self._lexicon: Lexicon | None = None
        self._target: QObject | None = None
        self._han = True
        self._picked: list[tuple[str, str]] = []  # Han that was picked, with the letters that it stands for
        self._letters = ""
        self._candidates: list[Candidate] = []

    # --- what the board shows ---------------------------------------------------------------------------------

    def _get_candidates(self) -> list[str]:
        """What the letters may mean, likeliest first."""
        return [candidate.text for candidate in self._candidates]

    candidates = Property("QStringList", fget=_get_candidates, notify=changed)  # type: ignore[arg-type] # a Qt type by name

    def _is_composing(self) -> bool:
        """True while something stands in the field that is not yet its text."""
        return bool(self._picked or self._letters)

    composing = Property(bool, fget=_is_composing, notify=changed)

    def _get_han(self) -> bool:
        return self._han

    def _set_han(self, han: bool) -> None:  # noqa: FBT001 - a property's setter
        if han != self._han:
            self.settle()
            self._han = han
            self.hanChanged.emit()

    han = Property(bool, fget=_get_han, fset=_set_han, notify=hanChanged)

    def _get_target(self) -> QObject | None:
        return self._target

    def _set_target(self, target: QObject | None) -> None:
        if target is not self._target:
            self.settle()
            self._target = target
            self.targetChanged.emit()

    target = Property(QObject, fget=_get_target, fset=_set_target, notify=targetChanged)

    # --- what the resident does -------------------------------------------------------------------------------

    @Slot(str)
    def type(self, text: str) -> None:
        """A key with a character was touched. In Han mode letters compose; anything else goes straight in."""
        if self._han and len(text) == 1 and text in LETTERS and (self._letters or text.isalpha()):
            if len(self._letters) < MOST_LETTERS:
                self._compose(self._letters + text)
            return
        self.settle()
        self._send("", text)

    @Slot()
    def space(self) -> None:
        """空格: takes the first candidate while composing."""
        if self._is_composing():
            self.settle()
        else:
            self._send("", " ")

    @Slot()
    def backspace(self) -> None:
        """Take back the last letter, else the last pick, else the character before the cursor."""
        if self._letters:
            self._compose(self._letters[:-1])
        elif self._picked:
            _, letters = self._picked.pop()
            self._compose(letters)
        elif self._target is not None:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
                QCoreApplication.sendEvent(self._target, event)

    @Slot(int)
    def pick(self, at: int) -> None:
        """A candidate was touched. What it does not cover stays, to be picked next."""
        if not 0 <= at < len(self._candidates):
            return
        chosen = self._candidates[at]
        self._picked.append((chosen.text, self._letters[: chosen.letters]))
        self._letters = self._letters[chosen.letters :]
        if self._letters:
            self._compose(self._letters)
        else:
            self._commit()

    @Slot()
    def settle(self) -> None:
        """End the composition with the first candidates, as space does; letters that mean nothing go in as they are."""
        while self._candidates:
            self.pick(0)
        if self._is_composing():
            self._commit()

    @Slot()
    def drop(self) -> None:
        """End the composition with nothing."""
        if self._is_composing():
            self._picked.clear()
            self._compose("")

    # --- inside -----------------------------------------------------------------------------------------------

    def _compose(self, letters: str) -> None:
        self._letters = letters
        if self._lexicon is None:
            self._lexicon = self._open_lexicon()
        self._candidates = candidates(self._lexicon, letters) if letters else []
        self._send("".join(text for text, _ in self._picked) + spaced(letters), "")
        self.changed.emit()

    def _commit(self) -> None:
        text = "".join(text for text, _ in self._picked) + self._letters
        self._picked.clear()
        self._letters = ""
        self._candidates = []
        self._send("", text)
        self.changed.emit()

    def _send(self, preedit: str, commit: str) -> None:
        if self._target is None:
            return
        underlined = QTextCharFormat()
        underlined.setFontUnderline(True)
        attributes = [
            _Attribute(_AttributeType.TextFormat, 0, len(preedit), underlined),
            _Attribute(_AttributeType.Cursor, len(preedit), 1, None),
        ]
        event = QInputMethodEvent(preedit, attributes)
        if commit:
            event.setCommitString(commit)
        QCoreApplication.sendEvent(self._target, event)
