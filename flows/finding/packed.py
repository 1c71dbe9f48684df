"""An index as parts of a compiled catalogue, so that a terminal builds none when it starts. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterable

from flows.finding.index import Index
from flows.finding.lines import Lines
from flows.finding.lore import Lore
from flows.finding.sounds import LETTERS, Block, Sounds
from flows.sections import Sections, written
from kiosk.core.errors import ContentError

_LINES = ("cards", "titles", "names", "latin")
_SOUNDS = ("title_sounds", "name_sounds")


def packed(index: Index) -> dict[str, bytes]:
    """Return the parts of the index."""
    parts: dict[str, bytes] = {}
    for name in _LINES:
        parts |= _lines(name, getattr(index, name))
    for name in _SOUNDS:
        sounds: Sounds = getattr(index, name)
        parts |= _lines(f"{name}.initials", sounds.initials)
        parts[f"{name}.blocks"] = written([len(sounds.blocks)])
        for number, block in enumerate(sounds.blocks):
            parts |= _lines(f"{name}.{number}", block.lines)
            places = (block.begins, block.inside, block.breaks, *(block.letters.get(each, 0) for each in LETTERS))
            parts[f"{name}.{number}.places"] = _numbers(places, _width(len(block.lines.text)))
    parts["characters"] = "".join(index.characters).encode()
    parts["characters.documents"] = _numbers(index.characters.values(), _width(len(index.cards.starts)))
    return parts


def unpacked(parts: Sections, lore: Lore) -> Index:
    """Return the index that was packed. Raises `ContentError` CNT-001."""
    cards = _read_lines(parts, "cards")
    characters = parts.text("characters")
    documents = _read_numbers(parts, "characters.documents", _width(len(cards.starts)), len(characters))
    return Index(
        cards=cards,
        titles=_read_lines(parts, "titles"),
        names=_read_lines(parts, "names"),
        latin=_read_lines(parts, "latin"),
        title_sounds=_read_sounds(parts, "title_sounds"),
        name_sounds=_read_sounds(parts, "name_sounds"),
        characters=dict(zip(characters, documents, strict=True)),
        lore=lore,
    )


def _lines(name: str, lines: Lines) -> dict[str, bytes]:
    return {
        f"{name}.text": lines.text.encode(),
        f"{name}.starts": written(lines.starts),
        f"{name}.of": written(lines.documents),
    }


def _read_lines(parts: Sections, name: str) -> Lines:
    return Lines(parts.text(f"{name}.text"), parts.numbers(f"{name}.starts"), parts.numbers(f"{name}.of"))


def _read_sounds(parts: Sections, name: str) -> Sounds:
    blocks = []
    for number in range(sum(parts.numbers(f"{name}.blocks"))):
        lines = _read_lines(parts, f"{name}.{number}")
        places = _read_numbers(parts, f"{name}.{number}.places", _width(len(lines.text)), 3 + len(LETTERS))
        letters = {each: standing for each, standing in zip(LETTERS, places[3:], strict=True) if standing}
        blocks.append(Block(lines=lines, begins=places[0], inside=places[1], breaks=places[2], letters=letters))
    return Sounds(blocks=tuple(blocks), initials=_read_lines(parts, f"{name}.initials"))


def _width(places: int) -> int:
    return places // 8 + 1


def _numbers(numbers: Iterable[int], width: int) -> bytes:
    return b"".join(each.to_bytes(width, "little") for each in numbers)


def _read_numbers(parts: Sections, name: str, width: int, count: int) -> list[int]:
    content = parts.read(name)
    if len(content) != width * count:
        raise ContentError("CNT-001", f"{name!r} of the compiled catalogue is cut short")
    return [int.from_bytes(content[at : at + width], "little") for at in range(0, len(content), width)]
