"""Draws a service: its steps from top to bottom, and every way on as a line, as SVG. Pure; any thread.

Steps stand in one column, each below all that lead to it. A way to the next step goes straight down; every other runs
beside the column on a lane of its own, as railway lines do, so that no line ever crosses a step. The condition stands
where the way leaves its step.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from flows.model.text import NOTHING, Text
from flows.model.values import Language
from flows.service import Service
from flows.steps.kinds import KINDS
from flows.steps.step import Branch, Step

WIDTH, PAD, GAP = 420, 18, 34  # px: of a step, inside it, between two
LINE = 24  # px between two lines of words
LANE = 26  # px between two lanes
MARGIN = 32
FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif"
ROLES = {  # fill and edge of a step by what it does, in the colours of the look
    "asks": ("#ffffff", "#0b6e66"),
    "works": ("#eef3f6", "#6a7f8c"),
    "settles": ("#e3f3ec", "#0b6e66"),
    "end": ("#0b6e66", "#0b6e66"),
}
LANES = ("#b4552d", "#3a62a8", "#7a4b9a", "#4f7a28", "#8a6d1f", "#2f7f86")
_NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    source: int  # row of the step it leaves
    target: int  # row of the step it comes to
    when: str
    exit: int  # which of the step's ways, from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    top: int
    height: int
    role: str
    lines: tuple[tuple[str, str], ...]  # style and words


def graph_svg(service: Service, language: Language = Language.ZH) -> str:
    """Return the picture."""
    steps = _ordered(service)
    ways = _ways(service, steps)
    boxes = _boxes(steps, ways, language)
    lanes = _lanes(ways)
    right = MARGIN + WIDTH + LANE * (1 + max([0, *[lane + 1 for lane in lanes.values()]])) + 12
    width = right + max([0, *[_wide(each.when, 15) for each in ways if each.when]]) + MARGIN
    height = boxes[-1].top + boxes[-1].height + MARGIN
    head = service.head
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {_size(width, height)} font-family="{FONT}" font-size="17">',
        f"<title>{escape(head.title.of(language))}</title>",
        f'<rect width="{width}" height="{height}" fill="#f7f5f0"/>',
        _words(MARGIN, MARGIN + 24, head.title.of(language), size=26, weight=700),
        _words(
            MARGIN, MARGIN + 52, f"{head.id} · {head.department} · {head.kind} · {head.offline}", size=15, grey=True
        ),
        *(_line(way, boxes, lanes, right) for way in ways),
        *(_drawn(box) for box in boxes),
    ]
    return "\n".join([*parts, "</svg>", ""])


# --- where everything stands -------------------------------------------------------------------------------------


def _ordered(service: Service) -> list[Step]:
    """Return the steps so that each stands below all that lead to it; those of a circle stay in the file's order."""
    left, placed = list(service.steps), list[Step]()
    while left:
        waiting = {on.id for step in left for on, _ in _onward(service, step) if on and on is not step}
        free = next((step for step in left if step.id not in waiting), left[0])
        left.remove(free)
        placed.append(free)
    return placed


def _onward(service: Service, step: Step) -> list[tuple[Step | None, str]]:
    if not step.next:
        return [(service.after(step), "")]
    return [(None if each.to == "end" else service.step(each.to), _condition(each, step)) for each in step.next]


def _condition(branch: Branch, step: Step) -> str:
    if branch.when is None:
        return "else" if len(step.next) > 1 else ""
    return " ".join(branch.when.source.split())


def _ways(service: Service, steps: list[Step]) -> list[_Way]:
    rows = {step.id: row for row, step in enumerate(steps)}
    end = len(steps)
    return [
        _Way(source=row, target=rows[on.id] if on else end, when=when, exit=index)
        for row, step in enumerate(steps)
        for index, (on, when) in enumerate(_onward(service, step))
    ]


def _straight(way: _Way) -> bool:
    return way.target == way.source + 1 and way.when in ("", "else")


def _boxes(steps: list[Step], ways: list[_Way], language: Language) -> list[_Box]:
    boxes, top = list[_Box](), MARGIN + 76
    for row, step in enumerate(steps):
        lines = _told(step, row, language)
        beside = sum(1 for way in ways if way.source == row and not _straight(way))
        height = max(2 * PAD + LINE * len(lines) - 6, 2 * PAD + LINE * beside)
        boxes.append(_Box(top=top, height=height, role=_role(step), lines=lines))
        top += height + GAP
    words = {Language.EN: "end"}.get(language, "结束")
    return [*boxes, _Box(top=top, height=44, role="end", lines=(("end", words),))]


def _told(step: Step, row: int, language: Language) -> tuple[tuple[str, str], ...]:
    kind = _NAMES.get(type(step), type(step).__name__)
    called = step.called.of(language) if step.called != NOTHING else kind
    title = getattr(step, "title", None)
    name = title.of(language) if isinstance(title, Text) and title.of(language) else ""
    marks = [kind, step.id] if kind != step.id else [kind]
    marks += ["needs the platform"] if step.platform() else []
    marks += [each.value for need in step.needs() for each in need.any_of if need.required]
    told = [("head", f"{row + 1}  {called}")]
    told += [("name", name.replace("\n", ""))] if name else []
    return (*told, ("marks", " · ".join(marks)))


def _role(step: Step) -> str:
    return "settles" if step.settles else "asks" if step.counted else "works"


def _lanes(ways: list[_Way]) -> dict[_Way, int]:
    """Return the lane of each way beside the column: the first that no other uses over the same rows."""
    taken: list[list[tuple[int, int]]] = []
    lanes: dict[_Way, int] = {}
    for way in sorted((each for each in ways if not _straight(each)), key=lambda each: abs(each.target - each.source)):
        span = (min(way.source, way.target), max(way.source, way.target))
        free = next(
            (lane for lane, spans in enumerate(taken) if all(span[1] < low or span[0] > high for low, high in spans)),
            len(taken),
        )
        if free == len(taken):
            taken.append([])
        taken[free].append(span)
        lanes[way] = free
    return lanes


# --- drawing -----------------------------------------------------------------------------------------------------


def _drawn(box: _Box) -> str:
    fill, edge = ROLES[box.role]
    width = WIDTH if box.role != "end" else 120
    place = f'x="{MARGIN}" y="{box.top}" width="{width}" height="{box.height}" rx="12"'
    parts = [f'<rect {place} fill="{fill}" stroke="{edge}" stroke-width="2"/>']
    base = box.top + PAD + 13
    for index, (style, words) in enumerate(box.lines):
        y = base + LINE * index
        if style == "end":
            parts.append(_words(MARGIN + 60, box.top + 28, words, weight=700, fill="#ffffff", middle=True))
        else:
            size = {"head": 19, "name": 17, "marks": 14}[style]
            parts.append(
                _words(
                    MARGIN + PAD,
                    y,
                    _fitting(words, size),
                    size=size,
                    weight=700 if style == "head" else 400,
                    grey=style == "marks",
                )
            )
    return "".join(parts)


def _line(way: _Way, boxes: list[_Box], lanes: dict[_Way, int], right: int) -> str:
    source, target = boxes[way.source], boxes[way.target]
    if way not in lanes:
        x = MARGIN + 60
        bottom = source.top + source.height
        return _path(f"M{x} {bottom}V{target.top - 8}", "#6a7f8c") + _arrow(x, target.top, "#6a7f8c", down=True)
    lane = lanes[way]
    colour = LANES[lane % len(LANES)]
    edge = MARGIN + WIDTH
    x = edge + LANE * (lane + 1)
    leaves = source.top + PAD + 8 + LINE * way.exit
    comes = target.top + min(target.height - 10, 14 + 5 * lane)
    into = edge if target.role != "end" else MARGIN + 120
    words = _words(right, leaves + 5, way.when, size=15, fill=colour) if way.when else ""
    told = _path(f"M{x} {leaves}H{right - 6}", colour, dashed=True) if way.when else ""
    path = _path(f"M{edge} {leaves}H{x}V{comes}H{into + 8}", colour)
    return told + path + _arrow(into, comes, colour, down=False) + words


def _path(data: str, colour: str, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="2 5" stroke-width="1.5"' if dashed else ' stroke-width="2"'
    return f'<path d="{data}" fill="none" stroke="{colour}" stroke-linejoin="round"{dash}/>'


def _arrow(x: int, y: int, colour: str, *, down: bool) -> str:
    points = f"{x - 6},{y - 11} {x + 6},{y - 11} {x},{y}" if down else f"{x + 11},{y - 6} {x + 11},{y + 6} {x},{y}"
    return f'<polygon points="{points}" fill="{colour}"/>'


def _words(
    x: int,
    y: int,
    words: str,
    *,
    size: int = 17,
    weight: int = 400,
    grey: bool = False,
    fill: str = "#1d2b33",
    middle: bool = False,
) -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    colour = "#5a6b75" if grey else fill
    style = f'font-size="{size}" font-weight="{weight}" fill="{colour}"{anchor}'
    return f'<text x="{x}" y="{y}" {style}>{escape(words)}</text>'


def _size(width: int, height: int) -> str:
    return f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'


def _fitting(words: str, size: int) -> str:
    room = WIDTH - 2 * PAD
    if _wide(words, size) <= room:
        return words
    while words and _wide(words + "…", size) > room:
        words = words[:-1]
    return words + "…"


def _wide(words: str, size: int) -> int:
    """Return about how many px the words take."""
    return round(sum(size if letter > "\u2e7f" else 0.56 * size for letter in words))
