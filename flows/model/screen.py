"""What a page shows, in the resident's language, fully worded: the screen decides nothing and words nothing.

`Screen.body` is one of the `*Body` classes; its class name without ``Body`` is the QML page that renders it. Everything
that can be touched is an `Action`: the bridge turns its `act` and `arg` back into an event. Personal data is masked by
the view; what must not be seen is not here. Line breaks by meaning are newlines in the texts.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.model.answers import ChooseBody, Field, FindBody, FormBody, Member, MembersBody
from flows.model.asking import CalendarBody, RateBody, Result, ResultsBody, Stage, TimelineBody
from flows.model.browsing import (
    AboutBody,
    AnswerBody,
    AttractBody,
    Fact,
    HomeBody,
    ListBody,
    OutOfServiceBody,
    PlacesBody,
    SearchBody,
)
from flows.model.consenting import ConsentBody
from flows.model.parts import Action, Actions, Line, NumberCard, Panel, Place, Sheet, StepLine, TopBar
from kiosk.core.devices import PageQuality

__all__ = [
    "AboutBody",
    "Action",
    "Actions",
    "AnswerBody",
    "AnswerRow",
    "AttractBody",
    "Body",
    "CalendarBody",
    "CameraBody",
    "CheckBody",
    "ChooseBody",
    "ConsentBody",
    "Fact",
    "Fate",
    "FatesBody",
    "Field",
    "FindBody",
    "FormBody",
    "HomeBody",
    "IdentifyBody",
    "Line",
    "ListBody",
    "Member",
    "MembersBody",
    "NextStep",
    "NoticeBody",
    "NumberCard",
    "OutOfServiceBody",
    "PageTaken",
    "Panel",
    "Place",
    "PlacesBody",
    "ProgressBody",
    "RateBody",
    "ReceiptBody",
    "Result",
    "ResultsBody",
    "ScanBody",
    "ScanRow",
    "Screen",
    "SearchBody",
    "Sheet",
    "SignatureBody",
    "Stage",
    "StepLine",
    "TimelineBody",
    "TopBar",
]

# --- bodies, one page each --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifyBody:
    """Put the card here. `picture`: "id_card" or "social_card"; `notice` says what went wrong last time."""

    picture: str
    notice: Panel | None
    ways_heading: str
    ways: tuple[Action, ...]
    privacy: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTaken:
    """One page that was taken, small: its number, the SHA-256 of its picture, and what shows it large."""

    number: str
    blob: str
    look: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraBody:
    """The document camera. Before the shot the live picture; after it the still, until 继续."""

    caption: str
    live: bool
    blob: str = ""  # SHA-256 of the still
    quality: PageQuality | None = None
    checks: tuple[Line, ...] = ()
    advice: str = ""
    pages: tuple[PageTaken, ...] = ()  # of a paper that may have several
    other: tuple[Action, ...] = ()  # retake, one more page; or go on without the paper


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBody:
    """Sign with a finger. What the signature means stands above the box."""

    heading: str
    statements: tuple[str, ...]
    baseline: str
    signed: bool
    clear: Action
    decline: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer. Without `change` it came from the card: `source` says so."""

    label: str
    value: str
    source: str = ""
    source_icon: str = ""
    change: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckBody:
    """Check answers, in pages where one does not hold them."""

    rows: tuple[AnswerRow, ...]
    reveal: Action | None
    note: tuple[str, ...] = ()
    page_text: str = ""
    previous: Action | None = None
    next: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressBody:
    """Something is awaited: who is asked, how long it usually takes. The page counts the seconds itself."""

    asking: str
    usual_s: int
    steps: tuple[Line, ...] = ()
    reassurance: str = ""
    waited: str = ""  # "已等 {} 秒"
    leave: str = ""  # shown from twice the usual: "可以先返回"
    picture: str = ""  # what the hand will do, in place of the shapes of what will come: "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One of at most three things that happen next."""

    when: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptBody:
    """The end of a service. `kind`: "done" (平台已收到) or "wait" (本机已收下)."""

    kind: str
    headline: str
    lines: tuple[str, ...]
    card: NumberCard | None
    next_heading: str = ""
    next: tuple[NextStep, ...] = ()
    paper: Panel | None = None
    picture: str = ""  # what the hand does now, where there is no card: "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRow:
    """One line over a sum, or the sum itself (`total`): what it is for, and how much."""

    label: str
    value: str
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanBody:
    """A QR code for the resident's own phone: to pay, or to go on there. `state` is what is known of it so far."""

    qr: str
    caption: str  # what to scan it with
    state: Line
    rows: tuple[ScanRow, ...] = ()
    lines: tuple[str, ...] = ()  # what happens with the session here, how long the code holds
    ways: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one of several matters. `mark`: "done", "wait", "failed"."""

    title: str
    mark: str
    state: str
    number: str = ""
    detail: str = ""
    change: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FatesBody:
    """The end of several matters handed in together: each has its own fate."""

    headline: Panel
    fates: tuple[Fate, ...]
    lines: tuple[str, ...] = ()
    page_text: str = ""
    previous: Action | None = None
    next: Action | None = None
    paper: Panel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBody:
    """A failure or a plain no, in three sentences: `Screen.title` and `hint` say what happened, `matter` what it
    means for the resident's matter, `ways` what can be done. The fault number comes last and small.
    """

    icon: str
    tone: str  # colour of the icon: "attention", "failed", "info", "done"
    matter: Panel
    ways_heading: str = ""
    points: tuple[Line, ...] = ()  # things to know under the heading, in place of ways
    card: NumberCard | None = None
    ways: tuple[Action, ...] = ()
    fault_line: str = ""


Body = (
    AttractBody
    | HomeBody
    | ListBody
    | SearchBody
    | AboutBody
    | AnswerBody
    | PlacesBody
    | IdentifyBody
    | ConsentBody
    | FormBody
    | ChooseBody
    | FindBody
    | MembersBody
    | CameraBody
    | SignatureBody
    | CheckBody
    | ProgressBody
    | ReceiptBody
    | ScanBody
    | FatesBody
    | ResultsBody
    | TimelineBody
    | CalendarBody
    | RateBody
    | NoticeBody
    | OutOfServiceBody
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One whole screen. A new `key` is a new page (it comes in); the same key is the same page with new content."""

    key: str
    language: str  # BCP 47
    care: bool
    contrast: bool
    top: TopBar
    tools: tuple[Action, ...]  # five: language, care, contrast, read aloud, help
    title: str
    hint: str
    body: Body
    steps: StepLine | None = None
    actions: Actions = Actions()
    sheet: Sheet | None = None

    @property
    def page(self) -> str:
        """The QML page that renders the body: ``Home`` for `HomeBody`."""
        return type(self.body).__name__.removesuffix("Body")
