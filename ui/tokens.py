"""The look as data: reads `theme/tokens.json` and writes `theme/Theme.qml` from it (``python -m ui.tokens``).

A test keeps the two the same and the colour pairs above their contrast. Decides no geometry of a page. Runs anywhere;
needs no Qt.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "theme"
_BY_LOOK = "contrast ? {2} : care ? {1} : {0}"
_BY_READING = "!care ? (latin ? {1} : {0}) : !portrait ? {4} : latin ? {3} : {2}"
_HEAD = """\
// Generated from tokens.json by `python -m ui.tokens`. Do not edit.
pragma Singleton
import QtQuick

QtObject {
    property bool care: false
    property bool contrast: false
    property bool portrait: true
    property bool swift: true // no frame has been late so far
    property string language: "zh-Hans"
    property real pixelScale: 1
    readonly property bool latin: !language.startsWith("zh")
    readonly property bool traditional: language === "zh-Hant"
    readonly property bool motion: swift && !care && !contrast
    readonly property string family: traditional ? "Noto Sans CJK HK" : "Noto Sans CJK SC"
"""


def load_tokens() -> dict[str, Any]:
    """Return the tokens: ``colours``, ``roles``, ``sizes``, ``outline``, ``stage``, ``motion_ms``."""
    tokens: dict[str, Any] = json.loads((FOLDER / "tokens.json").read_text("utf-8"))
    return tokens


def luminance(colour: str) -> float:
    """Return the relative luminance of an ``#RRGGBB`` colour (WCAG 2.2)."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#RRGGBB`` colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def theme_qml(tokens: dict[str, Any]) -> str:
    """Return the text of ``Theme.qml``: a singleton with a typed property for every token."""
    lines = [_HEAD]

    def put(kind: str, name: str, value: object) -> None:
        lines.append(f"    readonly property {kind} {name}: {value}\n")

    def section(comment: str) -> None:
        lines.append(f"\n    // {comment}\n")

    section("Colours: light, care, high contrast")
    for name, values in tokens["colours"].items():
        put("color", name, _BY_LOOK.format(*(f'"{value}"' for value in values)))

    section("Type roles: px of the face, px of the line; a Label looks itself up by name")
    for at, reading in enumerate(tokens["readings"]):
        entries = [
            f'        "{name}": {{ "size": {role["size"][at]}, "line": {role["line"][at]},'
            f' "bold": {str(role["bold"]).lower()} }}'
            for name, role in tokens["roles"].items()
        ]
        lines.append(f"    readonly property var {reading}Roles: ({{\n" + ",\n".join(entries) + "\n    })\n")
    put("var", "roles", _BY_READING.format(*(f"{reading}Roles" for reading in tokens["readings"])))

    section("Sizes in px at 4 px a millimetre: ordinary, care")
    for name, (ordinary, care) in tokens["sizes"].items():
        put("int", name, ordinary if ordinary == care else f"care ? {care} : {ordinary}")

    section("Outlines")
    outline = tokens["outline"]
    put("int", "outline", _BY_LOOK.format(outline["light"], outline["care"], outline["contrast"]))
    put("int", "outlineChosen", outline["chosen"])
    put("int", "outlineField", f"contrast ? {outline['contrast']} : {outline['field']}")

    section("The stage: the two designs that a window scales to itself")
    upright, wide = tokens["stage"]["portrait"], tokens["stage"]["landscape"]
    for name, key in (("stageWidth", "width"), ("stageHeight", "height"), ("topBarHeight", "topBar")):
        put("int", name, f"portrait ? {upright[key]} : {wide[key]}")
    for name, key in (("toolsTop", "tools"), ("actionsTop", "actions")):
        (a, b), (c, d) = upright[key], wide[key]
        put("int", name, f"portrait ? (care ? {b} : {a}) : (care ? {d} : {c})")

    section("Motion in ms")
    for name, value in tokens["motion_ms"].items():
        put("int", f"{name}Ms", value)
    lines.append("}\n")
    return "".join(lines)


def main() -> None:
    """Write ``theme/Theme.qml`` afresh."""
    (FOLDER / "Theme.qml").write_text(theme_qml(load_tokens()), "utf-8")


if __name__ == "__main__":
    main()
