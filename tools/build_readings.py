"""Builds `flows/reference/readings.tsv` and `simplified.tsv`, by which the search box reads what people type.

Runs by hand, never on a terminal: ``pip install --target DIR jieba pypinyin opencc-python-reimplemented``, then
``PYTHONPATH=DIR python -m tools.build_readings``. Readings come from pypinyin (MIT, Huang Huang), the words in which a
character is read otherwise from jieba's dictionary (MIT, Sun Junyi), traditional characters from OpenCC (Apache-2.0).

`readings.tsv`: ``SYLLABLE<TAB>CHARACTERS`` for the usual reading of each character of GB 2312, then
``WORD<TAB>SYLLABLE SYLLABLE ...`` for words in which one of them is read otherwise. `simplified.tsv`: two lines of
equal length, traditional characters and what each is in simplified writing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

REFERENCE = Path(__file__).parent.parent / "flows" / "reference"
LEAST = 20  # how often a word stands in jieba's corpus before its own reading is worth a line
# Of the papers and offices themselves, whatever the corpus says of them.
OFFICIAL = """
给付 供给 补给 会计 银行 商行 行业 参保 差评 出差 调解 调查 调动 重新 重复 重庆 便民 便宜 朝阳 处长 长安 长期 长者 校长
"""


def han_characters() -> Iterator[str]:
    """Yield the Han characters of GB 2312."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def readings() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the usual reading of each character, and the words in which one is read otherwise."""
    import jieba  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  # a tool's own needs
    from pypinyin import lazy_pinyin  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    usual = {each: lazy_pinyin(each, v_to_u=False)[0] for each in han_characters()}
    words = set(OFFICIAL.split())
    with jieba.get_dict_file() as file:
        for line in file:
            word, count, *_ = line.decode().split()
            if 2 <= len(word) <= 4 and int(count) >= LEAST:
                words.add(word)
    otherwise: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda each: (len(each), each)):
        if not all(each in usual for each in word):
            continue
        reading = lazy_pinyin(word, v_to_u=False)
        if len(reading) == len(word) and reading != read(word, usual, otherwise):
            otherwise[word] = reading
    return usual, otherwise


def read(word: str, usual: dict[str, str], otherwise: dict[str, list[str]]) -> list[str]:
    """Return what the terminal would read without a line for this word."""
    found: list[str] = []
    at = 0
    while at < len(word):
        known = next((word[at : at + n] for n in (4, 3, 2) if word[at : at + n] in otherwise), "")
        found += otherwise.get(known) or [usual[word[at]]]
        at += len(known) or 1
    return found


def simplified() -> tuple[str, str]:
    """Return traditional characters and, in the same order, what each is in simplified writing."""
    import opencc  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    table = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    pairs = [line.split() for line in table.read_text("utf-8").splitlines()]
    kept = [(each[0], each[1]) for each in pairs if len(each[0]) == len(each[1]) == 1 and each[0] != each[1]]
    kept = [(old, new) for old, new in kept if ord(old) < 0x10000 and ord(new) < 0x10000]
    return "".join(old for old, _ in kept), "".join(new for _, new in kept)


def main() -> None:
    """Write both files."""
    usual, otherwise = readings()
    by_syllable: dict[str, str] = defaultdict(str)
    for character, syllable in usual.items():
        by_syllable[syllable] += character
    lines = [f"{syllable}\t{characters}" for syllable, characters in sorted(by_syllable.items())]
    lines += [f"{word}\t{' '.join(reading)}" for word, reading in sorted(otherwise.items())]
    (REFERENCE / "readings.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (REFERENCE / "simplified.tsv").write_text("\n".join(simplified()) + "\n", encoding="utf-8")
    print(f"{len(usual)} characters, {len(otherwise)} words of another reading")


if __name__ == "__main__":
    main()
