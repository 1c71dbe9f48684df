"""The values that states, events and effects are made of, and the session's `State` itself.

`State` is serialisable (`flows.model.codec`) and names its service by id and content digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from kiosk.core.devices import DeviceHealth, IdDocument, NamedPerson, PageQuality, SocialCard
from kiosk.core.ids import OperationId
from kiosk.core.sensitive import Sensitive

Json: TypeAlias = "str | int | float | bool | None | list[Json] | dict[str, Json]"


class Language(StrEnum):
    """The languages of the screen (BCP 47)."""

    ZH = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlobRef:
    """A picture or signature that the session holds outside the state, by its SHA-256."""

    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A blob as part of a submission: `name` is the step's id, with a number from the second page on."""

    name: str
    blob: BlobRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What goes to the platform. `key` is the idempotency key, minted when "check your answers" opened."""

    key: str
    service_id: str
    service_digest: str
    payload: Sensitive[Mapping[str, Json]]
    attachments: tuple[Attachment, ...] = ()
    supersedes: str = ""  # key of the refused submission that this one corrects


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRef:
    """A service at one exact content: a running session keeps its version while content is updated beside it."""

    service_id: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the resident set in the tool bar. Reset at the end of the session."""

    language: Language = Language.ZH
    care: bool = False
    contrast: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many of a service the platform said are left that day, when it said so, and when there are more."""

    service_id: str
    left: int
    at: datetime
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """What is true of this terminal now. Survives the session; carries nothing of a resident."""

    at: datetime
    online: bool = False
    network_fault: str = "NET-001"
    devices: tuple[DeviceHealth, ...] = ()
    out_of_service: str = ""  # fault code; empty when in service
    store_fault: str = ""  # why nothing can be kept here, as far as this session has found out
    quotas: tuple[Quota, ...] = ()  # what the platform said last of each service that has one


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleItem:
    """One of several matters handed in together: its own key and its own fate. `aside`: it is waited for no more."""

    item: str
    key: str
    supersedes: str = ""  # key of the refused one that this one corrects
    tries: int = 0  # how often it was corrected
    local_number: str = ""
    kept_at: datetime | None = None
    digest: str = ""
    platform_number: str = ""
    received_at: datetime | None = None
    fault: str = ""  # why the platform does not have it yet
    code: str = ""  # why it was refused; empty when it was not
    reason: Sensitive[str] = Sensitive("")  # in the platform's words, which may name a person
    reason_en: Sensitive[str] = Sensitive("")
    aside: bool = False

    @property
    def settled(self) -> bool:
        """Whether nothing more is waited for on the page that hands in."""
        return self.aside or bool(self.platform_number or self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One service being done: where it stands and what was answered.

    `answers` maps a step's field to its value; `memory` is the private state of the step on screen (page of a list,
    strokes, the fault it met), replaced whenever the step changes.
    """

    service: ServiceRef
    step_id: str
    answers: Sensitive[Mapping[str, Json]] = Sensitive({})
    blobs: Mapping[str, BlobRef] = field(default_factory=dict)
    trail: tuple[str, ...] = ()  # steps gone through, for 返回
    memory: Sensitive[Mapping[str, Json]] = Sensitive({})
    return_to_check: bool = False  # 更改 was pressed: the next 继续 goes back to "check"
    submission_key: str = ""
    supersedes: str = ""  # key of the refused submission that is being corrected
    submit_counter: int = 0  # counter of the `Submit` operation: its answer may come late, on the receipt
    local_number: str = ""
    kept_at: datetime | None = None
    kept_digest: str = ""  # SHA-256 of what this terminal keeps, for the slip
    platform_number: str = ""
    received_at: datetime | None = None
    waiting_fault: str = ""  # why the platform does not have it yet
    bundle: tuple[BundleItem, ...] = ()  # what became of each, where several are handed in together
    fault: str = ""  # the failure page on top of the step, if any
    messages: Sensitive[Mapping[str, Json]] = Sensitive({})  # of the last code to each phone: see `flows.steps.texted`
    reported: Mapping[str, str] = field(default_factory=dict)  # for 办不成事: service, step, fault of where it began


@dataclass(frozen=True, slots=True)
class Spot:
    """A page outside any service. `kind` is a list ("apply", "print", "all", "found", "departments", "department",
    "life_events", "life_event") or "search", "about", "answer", "places"; `of` names what it is of.
    """

    kind: str
    of: str = ""
    page: int = 0  # of a list


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything about the terminal's screen. Without `session_id` nobody is there and nothing personal is held."""

    terminal: Terminal
    session_id: str = ""
    counter: int = 0  # the last OperationId given out
    submissions: int = 0
    reading: Reading = Reading()
    document: IdDocument | SocialCard | NamedPerson | None = None
    run: Run | None = None
    parked: Run | None = None  # the service left for 办不成事, to come back to
    spots: tuple[Spot, ...] = ()  # the pages opened from home, the one on screen last; empty on home itself
    typed: Sensitive[str] = Sensitive("")  # what is written in the search box, while that page is open
    sheet: str = ""  # "", "idle", "end", "help", "read_aloud", "language"
    sheet_seconds: int = 0  # what the countdown shows
    pending: OperationId | None = None  # the effect that the step waits for
    quality: PageQuality | None = None
    revealed: bool = False
