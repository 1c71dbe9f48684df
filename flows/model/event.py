"""What has happened. Past tense; identity and time come in with the event, never from a clock inside.

What the resident did (`UserEvent`), what an effect came to (`Result`), what the world did by itself (`WorldEvent`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flows.model.result import (
    CardNotRead,
    CodeScanned,
    CommandDone,
    CommandRefused,
    DevicesChecked,
    DocumentPrinted,
    DocumentRead,
    DraftFound,
    DraftSubmitted,
    EffectFailed,
    FaceMatched,
    FaceNotMatched,
    FrameJudged,
    HandedInFound,
    KeptItem,
    NoCode,
    NoDraft,
    PictureTaken,
    QueryAnswered,
    QueryRefused,
    Result,
    SubmissionKept,
    SubmissionReceived,
    SubmissionRefused,
    SubmissionsKept,
    SubmissionWaiting,
)
from flows.model.values import Language
from kiosk.core.devices import DeviceHealth
from kiosk.core.sensitive import Sensitive

__all__ = [
    "CardNotRead",
    "CareToggled",
    "ChangeAsked",
    "ClockTicked",
    "CodeScanned",
    "CommandDone",
    "CommandRefused",
    "Continued",
    "ContrastToggled",
    "DeviceChanged",
    "DevicesChecked",
    "DocumentPrinted",
    "DocumentRead",
    "DraftFound",
    "DraftSubmitted",
    "EffectFailed",
    "EndAsked",
    "EndConfirmed",
    "Event",
    "FaceMatched",
    "FaceNotMatched",
    "FieldEdited",
    "FrameJudged",
    "HandedInFound",
    "HelpAsked",
    "HomeOpened",
    "KeptItem",
    "LanguageChosen",
    "LanguagesAsked",
    "ListOpened",
    "MoreTimeAsked",
    "NetworkChanged",
    "NoCode",
    "NoDraft",
    "OptionChosen",
    "PageOpened",
    "PageTurned",
    "PictureTaken",
    "QueryAnswered",
    "QueryRefused",
    "ReadAloudAsked",
    "ReportAsked",
    "Result",
    "Revealed",
    "ServiceChosen",
    "SessionStarted",
    "SheetDismissed",
    "SignatureChanged",
    "SubmissionKept",
    "SubmissionReceived",
    "SubmissionRefused",
    "SubmissionWaiting",
    "SubmissionsKept",
    "TakenOutOfService",
    "TimerExpired",
    "Touched",
    "UserEvent",
    "WayChosen",
    "WentBack",
    "WorldEvent",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted:
    """Somebody touched the attract screen."""

    session_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """Back to home from a list (no service running)."""


@dataclass(frozen=True, slots=True)
class ListOpened:
    """One of home's lists was opened: ``apply``, ``print``, ``all``, ``found``, ``departments``, ``life_events``,
    or ``department:<id>``, ``life_event:<id>``.
    """

    section: str


@dataclass(frozen=True, slots=True)
class PageOpened:
    """A page outside any service was opened: ``search``; ``about`` or ``places`` of a service; ``answer``."""

    page: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class ServiceChosen:
    """A service was begun."""

    service_id: str


@dataclass(frozen=True, slots=True)
class Continued:
    """The filled button of the page was pressed, whatever it is called there."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """返回 was pressed: answers are kept."""


@dataclass(frozen=True, slots=True)
class EndAsked:
    """结束 was pressed: a sheet asks first."""


@dataclass(frozen=True, slots=True)
class EndConfirmed:
    """不办了: end and erase."""


@dataclass(frozen=True, slots=True)
class SheetDismissed:
    """The sheet on top (end?, help, reading aloud) was put away; the session goes on."""


@dataclass(frozen=True, slots=True)
class MoreTimeAsked:
    """我还在，加时间 on the idle warning."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The resident is there: any touch or key. Restarts the idle timer."""


@dataclass(frozen=True, slots=True)
class FieldEdited:
    """The text of a field changed."""

    field: str
    text: Sensitive[str]


@dataclass(frozen=True, slots=True)
class OptionChosen:
    """An option of a choice was touched."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class PageTurned:
    """下一页 (+1) or 上一页 (-1) of a long list."""

    step: int


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """更改 on "check your answers": go to that step and come back here."""

    step_id: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """显示 10 秒."""


@dataclass(frozen=True, slots=True)
class WayChosen:
    """Another way out of the present page was chosen: `way` is the `Option.value` that the screen offered."""

    way: str


@dataclass(frozen=True, slots=True)
class SignatureChanged:
    """The strokes on the signature page changed. Coordinates 0..1 of the box; empty when wiped."""

    strokes: Sensitive[tuple[tuple[tuple[float, float], ...], ...]]


@dataclass(frozen=True, slots=True)
class LanguagesAsked:
    """The tool bar's language was touched: which ones there are."""


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """The language of the screen was switched."""

    language: Language


@dataclass(frozen=True, slots=True)
class CareToggled:
    """大字版."""


@dataclass(frozen=True, slots=True)
class ContrastToggled:
    """高对比."""


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """求助: a sheet with the ways to a person."""


@dataclass(frozen=True, slots=True)
class ReadAloudAsked:
    """听读. Until speech is built, a sheet says so and where to find help."""


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """反映问题 on a failure: opens 办不成事反映 with service, step and fault of where the resident stands."""


UserEvent = (
    SessionStarted
    | HomeOpened
    | ListOpened
    | PageOpened
    | ServiceChosen
    | Continued
    | WentBack
    | EndAsked
    | EndConfirmed
    | SheetDismissed
    | MoreTimeAsked
    | Touched
    | FieldEdited
    | OptionChosen
    | PageTurned
    | ChangeAsked
    | Revealed
    | WayChosen
    | SignatureChanged
    | LanguagesAsked
    | LanguageChosen
    | CareToggled
    | ContrastToggled
    | HelpAsked
    | ReadAloudAsked
    | ReportAsked
)


@dataclass(frozen=True, slots=True)
class TimerExpired:
    """A timer of this session ran out; `timer` is the name that `StartTimer` gave."""

    session_id: str
    timer: str


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """A device's health changed."""

    device: DeviceHealth


@dataclass(frozen=True, slots=True)
class NetworkChanged:
    """The platform became reachable or not; `fault` names the cause (empty when online)."""

    online: bool
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ClockTicked:
    """A new minute, for the top bar and for opening hours. Carries the time that the screen shows."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOutOfService:
    """The whole terminal cannot be used. It comes back as another session loop."""

    fault: str


WorldEvent = DeviceChanged | NetworkChanged | ClockTicked | TakenOutOfService

Event = UserEvent | Result | TimerExpired | WorldEvent
