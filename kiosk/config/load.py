"""Reads kiosk.toml, checks it whole, and says in plain words what is wrong and where.

Relative paths in the file are relative to the file. Does not watch the file: settings change with a restart.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from kiosk.config.settings import Settings
from kiosk.core.errors import ContentError

_PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "is not a setting of this terminal; check the spelling",
}


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings and where each value came from."""

    settings: Settings
    file: Path
    text: str

    def origin(self, dotted: str) -> str:
        """Say where a value came from: ``kiosk.toml, line 7``, or ``default``. `dotted` is like ``store.folder``."""
        line = _line_of(self.text, tuple(dotted.split(".")))
        return f"{self.file.name}, line {line}" if line else "default"


def load(file: Path) -> LoadedSettings:
    """Return the settings in `file`. Raises `ContentError` CNT-002 that names file, line and reason."""
    try:
        text = file.read_text(encoding="utf-8-sig")  # editors on Windows put a BOM before the text
    except FileNotFoundError as exc:
        raise ContentError("CNT-002", f"{file} does not exist") from exc
    except OSError as exc:
        raise ContentError("CNT-002", f"{file} cannot be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise ContentError("CNT-002", f"{file} is not UTF-8 text (byte {exc.start})") from exc
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise ContentError("CNT-002", f"{file}: not valid TOML: {exc}") from exc
    try:
        settings = Settings.model_validate(tree)
    except ValidationError as exc:
        raise ContentError("CNT-002", "\n".join(_plain_words(file, text, exc))) from exc
    return LoadedSettings(_with_absolute_paths(settings, file.resolve().parent), file, text)


def _plain_words(file: Path, text: str, error: ValidationError) -> list[str]:
    found = []
    for problem in error.errors(include_url=False, include_input=False):
        path = tuple(str(part) for part in problem["loc"])
        line = _line_of(text, path)
        where = f"{file}, line {line}" if line else f"{file}"
        words = _PLAIN.get(problem["type"], problem["msg"].removeprefix("Value error, ").lower())
        found.append(f"{where}: {'.'.join(path)} {words}")
    return found


def _line_of(text: str, path: tuple[str, ...]) -> int:
    """Return the 1-based line on which the key (or its table) stands; 0 when the file does not name it."""
    tables: list[str] = []
    arrays: dict[str, int] = {}
    best, best_depth = 0, 0
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?", line)
        if header:
            tables = header.group(2).split(".")
            if header.group(1) == "[[":
                name = header.group(2)
                arrays[name] = arrays.get(name, -1) + 1
                tables = [*tables, str(arrays[name])]
            here = tuple(tables)
        else:
            key = re.match(r"\s*([\w\-]+)\s*=", line)
            if not key:
                continue
            here = (*tables, key.group(1))
        if here == path:
            return number
        if header and path[: len(here)] == here and len(here) > best_depth and len(here) == len(path) - 1:
            best, best_depth = number, len(here)
    return best


def _with_absolute_paths(settings: Settings, base: Path) -> Settings:
    return Settings.model_validate(_absolute(settings, base))


def _absolute(value: Any, base: Path) -> Any:
    if isinstance(value, BaseModel):
        return {name: _absolute(getattr(value, name), base) for name in type(value).model_fields}
    if isinstance(value, Path):
        return base / value
    if isinstance(value, tuple):
        return tuple(_absolute(item, base) for item in value)
    return value
