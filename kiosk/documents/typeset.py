"""Sets a document from a Typst template and data: PDF/A-2b out. Blocks for milliseconds; run it in the worker.

A template is the name of a bundled one (``receipt-kept``) or Typst source that travels with a service. Both may import
``paper.typ`` and read ``sys.inputs.data``, a JSON object with the fields of `papers.Paper` at least; a text in it whose
name ends in ``_qr`` arrives as the SVG of a QR code. A template reads nothing else: no file of this machine, no package
from the network.

PDF/A is chosen because it is refused when a character has no glyph in the installed fonts: a certificate with a box in
the place of a rare name must not leave the printer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from flows.model.traditional import traditional
from kiosk.core.errors import ContentError
from kiosk.documents import papers
from kiosk.documents.papers import Json
from kiosk.documents.plain import FAULT
from kiosk.documents.qr import qr_svg

if TYPE_CHECKING:
    import typst

MAIN = "main.typ"  # the name by which typst knows which of several files to begin with
LIBRARY = "paper.typ"
_BUNDLED = re.compile(r"[a-z][a-z0-9-]*")
_PLACE = re.compile(r"┌─ (\S+?):(\d+):\d+")
_QUOTED = re.compile(r"\"[^\"]*\"|`[^`]*`|'[^']*'|“[^”]*”|[^\x00-\x7f]+|\d{4,}")  # or looks like a name or a number
_TOLD_BY_THE_DATA = re.compile(r"(panicked with|assertion failed|file not found)\b.*", re.DOTALL)
_PACKAGE = re.compile(r"\"@[\w-]+/")


def typeset(template: str, data: Mapping[str, Json]) -> bytes:
    """Return the document as PDF.

    Raises `ContentError` CNT-004 that says which file, which line and why: a template that is not there or does not
    compile, data that does not fit, a character without a glyph. The error repeats nothing of the data.
    """
    name, source = _template(template)
    kind = papers.PAPERS.get(name, papers.Paper)
    read = papers.parse(kind, data)
    paper, library = papers.data_of(read), _bundled(LIBRARY).decode()
    if kind.FOR_THE_RESIDENT and read.language == "zh-Hant":
        source, library, paper = traditional(source), traditional(library), _worded(paper)
    elif read.language == "zh-Hant":
        paper["language"] = "zh-Hans"
    given = paper if name in papers.PAPERS else {**data, **paper}
    files = {MAIN: source.encode(), LIBRARY: library.encode()}
    return _compile(name, files, _with_codes(given))


def _worded(data: dict[str, Json]) -> dict[str, Json]:
    """Return the data with its wordings, and nothing else, in traditional characters."""
    return {key: _traditional(value) for key, value in data.items()}


def _traditional(value: Json) -> Json:
    if isinstance(value, list):
        return [_traditional(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"zh", "en"}:  # a `papers.Wording`
        return {**value, "zh": traditional(str(value["zh"]))}
    return _worded(value)


def _template(template: str) -> tuple[str, str]:
    """Return name and source."""
    if _BUNDLED.fullmatch(template):
        try:
            return template, _bundled(f"{template}.typ").decode()
        except FileNotFoundError as exc:
            raise ContentError(FAULT, f"no template is called {template}") from exc
    if found := _PACKAGE.search(template):
        line = template.count("\n", 0, found.start()) + 1
        raise ContentError(FAULT, f"service.typ:{line}: packages cannot be fetched on a terminal")
    return "service", template


def _bundled(file: str) -> bytes:
    return resources.files("kiosk.documents").joinpath("templates", file).read_bytes()


def _with_codes(value: Json, name: str = "") -> Json:
    if isinstance(value, dict):
        return {key: _with_codes(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_codes(item) for item in value]
    if isinstance(value, str) and name.endswith("_qr"):
        try:
            return qr_svg(value) if value else ""
        except ValueError as exc:
            raise ContentError(FAULT, f"{name} is too long for a QR code") from exc
    return value


def _compile(name: str, files: Mapping[str, bytes], data: Json) -> bytes:
    import typst  # noqa: PLC0415 - heavy

    with resources.as_file(resources.files("kiosk.documents").joinpath("templates")) as root:
        compile_document: Any = typst.compile  # its stub does not know that several files may be given
        try:
            made: bytes = compile_document(
                dict(files),
                root=str(root),
                package_path=str(root),
                package_cache_path=str(root),
                format="pdf",
                font_paths=_fonts(),
                pdf_standards="a-2b",
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            )
        except typst.TypstError as exc:
            raise ContentError(FAULT, _cause(exc, name, files, data)) from None  # the original may quote personal data
    return made


@cache
def _fonts() -> typst.Fonts:
    """Return the machine's fonts. A memo, not a state: looking for them costs 80 ms, a document 2 ms."""
    import typst  # noqa: PLC0415 - heavy

    return typst.Fonts()


def _cause(error: typst.TypstError, name: str, files: Mapping[str, bytes], data: Json) -> str:
    """Return place and reason of a Typst error without what it may quote of the data."""
    place = _PLACE.search(error.diagnostic)
    file = place[1].rpartition("/")[2] if place else MAIN
    where = f"{name}.typ" if file == MAIN else file
    if place:
        where = f"{where}:{place[2]}"
    if "could not be displayed" in error.message:
        return f"{where}: a character has no glyph in the installed fonts"
    return f"{where}: {_withheld(error.message, b''.join(files.values()).decode(), data)}"


def _withheld(message: str, source: str, data: Json) -> str:
    """Return a message without what comes from the data: only what the template's own source has may be quoted."""

    def keep(found: re.Match[str]) -> str:
        inside = found.group().strip("\"`'“”")
        return found.group() if inside and inside in source else "(withheld)"

    message = _TOLD_BY_THE_DATA.sub(r"\1", message).partition("\n")[0]
    for text in sorted(_texts(data), key=len, reverse=True):
        if text not in source:
            message = message.replace(text, "(withheld)")
    return _QUOTED.sub(keep, message)


def _texts(value: Json) -> set[str]:
    """Return all texts of the data that are long enough to tell somebody by."""
    if isinstance(value, dict):
        return set().union(*(_texts(item) for item in value.values()))
    if isinstance(value, list):
        return set().union(*(_texts(item) for item in value))
    return {value} if isinstance(value, str) and len(value) > 1 else set()
