"""What the search box knows of the language: readings, simplified characters, everyday words. Pure; any thread.

Parsed from `flows/reference/readings.tsv`, `simplified.tsv` and `synonyms.tsv`; reads no file itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.core.errors import ContentError

LONGEST_WORD = 4  # characters of a word in readings.tsv
# Where Unicode has letters and digits in another shape, and the signs that stand between words: ASCII, Latin with
# accents, punctuation, letterlike and enclosed signs, the signs of Chinese, compatibility and full width.
_WRITTEN_OTHERWISE = (
    (0, 0x250),
    (0x2000, 0x2070),
    (0x2100, 0x2190),
    (0x2460, 0x2600),
    (0x3000, 0x3040),
    (0x3200, 0x3400),
    (0xFE30, 0xFE70),
    (0xFF00, 0xFFF0),
)


def _plain(written: str) -> str:
    """Return what counts of a character: lower case, narrow, without accents; nothing of a sign."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", written).lower()))


def is_han(character: str) -> bool:
    """Whether it is a Chinese character, of the blocks that a keyboard can write."""
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


@dataclass(frozen=True, slots=True)
class Lore:
    """Readings of characters and of the words in which they differ, simplified forms, and everyday words."""

    readings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a character, or a word that reads otherwise
    simplified: Mapping[str, str] = field(default_factory=dict)  # traditional character to simplified
    everyday: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # 打流水 to what papers call it
    spoken: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # 打流水 to dls and daliushui
    _table: dict[int, str] = field(init=False, repr=False, compare=False)
    _leading: frozenset[str] = field(init=False, repr=False, compare=False)  # what such words begin with

    def __post_init__(self) -> None:
        table = {code: _plain(chr(code)) for begin, end in _WRITTEN_OTHERWISE for code in range(begin, end)}
        table = {code: "".join(self.simplified.get(each, each) for each in plain) for code, plain in table.items()}
        table.update((ord(old), new) for old, new in self.simplified.items())
        object.__setattr__(self, "_table", table)
        object.__setattr__(self, "_leading", frozenset(each[0] for each in self.readings if len(each) > 1))

    def fold(self, text: str) -> str:
        """Return the letters, digits and characters of `text` as they are compared: lower case, simplified, narrow."""
        return text.translate(self._table)

    def folded(self, text: str) -> list[tuple[int, str]]:
        """Return each letter, digit and character that `fold` returns, with its place in `text`."""
        table = self._table
        return [(place, each) for place, written in enumerate(text) for each in table.get(ord(written), written)]

    def tokens(self, text: str) -> list[tuple[str, int, int]]:
        """Return the syllables and words of `text`, each with where it begins and ends there.

        A character without a known reading has no syllable, and is left out.
        """
        counted = self.folded(text)
        letters = self.fold(text)
        found: list[tuple[str, int, int]] = []
        at = 0
        while at < len(counted):
            place, written = counted[at]
            if is_han(written):
                word = self._read_together(letters, at) if written in self._leading else written
                for each, syllable in enumerate(self.readings.get(word, ()), at):
                    found.append((syllable, counted[each][0], counted[each][0] + 1))
                at += len(word)
            elif written.isascii():
                end = at + 1
                while end < len(counted) and counted[end][0] - counted[end - 1][0] <= 1 and counted[end][1].isascii():
                    end += 1
                found.append((letters[at:end], place, counted[end - 1][0] + 1))
                at = end
            else:
                at += 1
        return found

    def _read_together(self, letters: str, at: int) -> str:
        """Return the longest word at this place that is read otherwise than its characters, else the character."""
        for length in range(LONGEST_WORD, 1, -1):
            word = letters[at : at + length]
            if len(word) == length and word in self.readings:
                return word
        return letters[at]

    def meant(self, typed: str) -> tuple[str, ...]:
        """Return what papers may call what was typed: `typed` with its everyday words replaced, finished or not."""
        found: dict[str, None] = {}
        for everyday, official in self.everyday.items():
            at = typed.find(everyday)
            if at >= 0:
                found.update((typed[:at] + each + typed[at + len(everyday) :], None) for each in official)
            elif everyday.startswith(typed):
                found.update(dict.fromkeys(official))  # it is still being typed
        found.pop(typed, None)
        return tuple(found)

    def about(self, typed: str) -> tuple[str, ...]:
        """Return what papers call the everyday words in `typed`, the longest first, for when all of it is nowhere."""
        words = sorted((each for each in self.everyday if each in typed and each != typed), key=len, reverse=True)
        return tuple(dict.fromkeys(official for each in words for official in self.everyday[each]))

    def sounding(self, typed: str) -> tuple[str, ...]:
        """Return the everyday words that were typed by their initials, or in pinyin, finished or not."""
        spoken = self.spoken.items()
        return tuple(word for word, (short, long) in spoken if short == typed or long.startswith(typed))


NO_LORE = Lore()


def parse_lore(*, readings: str, simplified: str, synonyms: str) -> Lore:
    """Return what the three files say. Raises `ContentError` CNT-001."""
    known: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(readings.splitlines(), 1):
        left, tab, right = line.partition("\t")
        if not (left and tab and right):
            raise ContentError("CNT-001", f"readings.tsv:{number}: a line is SYLLABLE, tab, CHARACTERS")
        if left.isascii():
            known.update(dict.fromkeys(right, (left,)))
        else:
            known[left] = tuple(right.split())
            if len(known[left]) != len(left) or len(left) > LONGEST_WORD:
                raise ContentError("CNT-001", f"readings.tsv:{number}: {left} needs one syllable a character")
    old, _, new = simplified.strip().partition("\n")
    if len(old) != len(new):
        raise ContentError("CNT-001", "simplified.tsv:2: both lines are of one length")
    lore = Lore(readings=known, simplified=dict(zip(old, new, strict=True)))
    everyday: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(synonyms.splitlines(), 1):
        left, tab, right = line.partition("\t")
        if not (left and tab and right.strip()):
            raise ContentError("CNT-001", f"synonyms.tsv:{number}: a line is EVERYDAY WORD, tab, OFFICIAL WORDS")
        key = lore.fold(left)
        everyday[key] = everyday.get(key, ()) + tuple(lore.fold(each) for each in right.split())
    spoken = {}
    for word in everyday:
        syllables = [syllable for syllable, _, _ in lore.tokens(word)]
        spoken[word] = "".join(each[0] for each in syllables), "".join(syllables)
    return Lore(readings=known, simplified=lore.simplified, everyday=everyday, spoken=spoken)
