"""What pages are made of: what can be touched, what is said, the bars and the sheets. Values; any thread.

Re-exported by `flows.model.screen`, which explains them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to touch. `act` names the event, `arg` its argument; `icon` is a name of `ui/theme/icons.json`."""

    label: str
    act: str
    arg: str = ""
    icon: str = ""
    detail: str = ""  # second line
    enabled: bool = True  # a disabled label says what is missing
    busy: bool = False
    chosen: bool = False
    warning: str = ""  # why it cannot be used; shown with a triangle in place of `detail`
    tint: int = -1  # the disc behind the icon, counted as the look counts them; -1: none
    marked: tuple[tuple[int, int], ...] = ()  # spans of the label that were looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with a state mark. `mark`: "", "done", "wait", "attention", "failed", "info"."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A thing to know: colour and mark by `kind` ("done", "wait", "failed", "info", "quiet")."""

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    icon: str = ""  # for "quiet" panels


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCard:
    """A number to keep, what to do with it, and a QR code of `qr` (empty: none)."""

    label: str
    number: str
    lines: tuple[str, ...] = ()
    qr: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopBar:
    """Brand, place, time. Nothing to touch."""

    brand: str
    place: str
    time: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """第 3 步，共 8 步."""

    service: str
    text: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """The action line. `left` holds one or two secondary buttons, `primary` the one filled button.

    Without a primary, `awaited` stands in its place with three dots (等您放卡): it is never empty, except on pages
    that have no action line at all (home, attract, out of service), where all three are empty.
    """

    left: tuple[Action, ...] = ()
    primary: Action | None = None
    awaited: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet over the page. `kind`: "idle" (ring with `seconds` of `total`), "end", "help", "read_aloud",
    "language".
    """

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    aside: str = ""
    rows: tuple[Action, ...] = ()
    seconds: int = 0
    total: int = 0
    unit: str = ""
    left: Action | None = None
    primary: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where else one can go."""

    name: str
    detail: str
    aside: str = ""
    open_now: str = ""
    closed: str = ""  # when it opens next
    first: bool = False
