"""The papers that the terminal prints, as typed values: what each bundled template is given.

`parse` reads a paper out of plain data (what a flow or the platform gave) and names the first field that does not fit,
never its value; `data_of` turns a paper into what its template reads. Pure; any thread. Unknown fields are ignored, so
that a platform may say more tomorrow. The words that stand on a paper whoever it is for are in its template.

Where a `Wording` is expected a plain text will do. Every paper is Chinese; where the resident reads English
(`language` ``en``), labels and wordings carry English under the Chinese; where he reads 繁體 (``zh-Hant``), his own
papers (`Paper.FOR_THE_RESIDENT`) are in traditional characters, names and what he wrote excepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from typing import ClassVar, TypeAlias

from kiosk.core.sensitive import Sensitive
from kiosk.documents.plain import plain, read

Json: TypeAlias = "str | int | float | bool | None | list[Json] | dict[str, Json]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words in Chinese, with English under them where the resident reads it."""

    zh: str
    en: str = ""

    @classmethod
    def of_text(cls, words: str) -> Wording:
        """Return the wording of a plain text."""
        return cls(zh=words)


NOTHING = Wording(zh="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One thing that was handed in. `form` is how: 拍照, 现场手写签名, 读卡."""

    name: Wording
    form: Wording = NOTHING
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money that was paid by phone before the matter was handed in."""

    payee: Wording
    amount_fen: int
    order: str  # the platform's number of the payment
    paid_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextThing:
    """One thing that happens next."""

    when: Wording
    what: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What every paper says of itself: where, by which terminal and when it was printed."""

    TEMPLATE: ClassVar[str] = ""
    FOR_THE_RESIDENT: ClassVar[bool] = False  # whether it follows the resident into 繁體; what offices read does not

    language: str = "zh-Hans"
    specimen: bool = False  # 样张，虚构数据
    brand: Wording = Wording(zh="莞家自助服务", en="Guanjia self-service")
    place: Wording = NOTHING
    terminal: str = ""
    printed_at: datetime | None = None
    hotline: str = "12345"

    def derived(self) -> Mapping[str, Json]:
        """Return what the template reads besides the fields. A name that ends in ``_qr`` becomes a QR code."""
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Paper):
    """What the two receipts of an application share. Name and numbers are masked already."""

    FOR_THE_RESIDENT: ClassVar[bool] = True

    service: Wording
    applicant: str
    id_number: str = ""
    phone: str = ""
    materials: tuple[Material, ...] = ()
    paid: tuple[Payment, ...] = ()
    note: Wording = NOTHING  # what is provisional: 资格以平台核对为准


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptReceived(Receipt):
    """收件回执（平台已收到）: the platform has it and gave it a number."""

    TEMPLATE: ClassVar[str] = "receipt-received"

    number: str
    received_at: datetime | None = None
    local_number: str = ""
    progress_url: str = ""
    next: tuple[NextThing, ...] = ()

    def derived(self) -> Mapping[str, Json]:
        """Return the QR code that leads to the progress; without an address it holds the number."""
        return {"progress_qr": self.progress_url or self.number}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptKept(Receipt):
    """收件凭证（非受理凭证）: durable on the terminal, not yet received by the platform."""

    TEMPLATE: ClassVar[str] = "receipt-kept"

    local_number: str
    kept_at: datetime
    clock_synced: bool  # whether the terminal's clock was lately compared with the platform's
    cause: Wording = NOTHING  # why it was not sent: 网络断了
    news_by: date | None = None  # 最迟于 … 前
    news_from: Wording = NOTHING  # 由 … 短信告知
    digest: str = ""  # SHA-256 of what is kept, hexadecimal

    def derived(self) -> Mapping[str, Json]:
        """Return the QR code: serial and hash, nothing of the person."""
        return {"serial_qr": f"{self.local_number} {self.digest}".strip()}


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleMatter:
    """One of several matters handed in together. `state`: ``received``, ``kept`` or ``refused`` with its reason."""

    title: Wording
    state: str
    number: str
    reason: Wording = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleReceipt(Receipt):
    """一件事: what became of each matter. A receipt where the platform has them all, else a slip."""

    TEMPLATE: ClassVar[str] = "bundle-receipt"

    items: tuple[BundleMatter, ...]
    at: datetime

    def derived(self) -> Mapping[str, Json]:
        """Return the QR code: the numbers, nothing of the person."""
        return {"numbers_qr": " ".join(each.number for each in self.items)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReceipt(Paper):
    """办不成事反映回执: what could not be done, and who calls back. `number` is empty until the platform has it."""

    TEMPLATE: ClassVar[str] = "report-receipt"
    FOR_THE_RESIDENT: ClassVar[bool] = True

    number: str = ""
    local_number: str = ""
    at: datetime
    service: Wording = NOTHING
    step: Wording = NOTHING
    fault: str = ""
    fault_meaning: Wording = NOTHING
    words: Sensitive[str] = Sensitive("")  # what the resident wrote
    phone: str = ""  # masked
    calls_back: Wording = NOTHING  # who
    within: Wording = NOTHING  # 1 个工作日内
    progress_url: str = ""

    def derived(self) -> Mapping[str, Json]:
        """Return the QR code that leads to the progress, else the number."""
        return {"number_qr": self.progress_url or self.number or self.local_number}


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredPerson:
    """Whom a certificate is about. In full: a masked certificate proves nothing."""

    name: Sensitive[str]
    number: Sensitive[str]
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsurancePeriod:
    """One stretch of one kind of insurance. Months are ``YYYY-MM``, both included."""

    kind: str
    employer: Sensitive[str]
    first: str
    last: str
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceTotal:
    """Months of one kind of insurance."""

    kind: str
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The platform's own word on the paper."""

    number: str
    title: str
    issuer: str
    issued_at: datetime
    valid_until: date
    verification_code: Sensitive[str]
    verification_url: Sensitive[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialInsuranceCertificate(Paper):
    """广东省社会保险个人参保证明: the platform's ``social-insurance-record`` (docs/platform-api.yaml) on paper."""

    TEMPLATE: ClassVar[str] = "social-insurance-certificate"

    person: InsuredPerson
    city: str
    as_of: date
    records: tuple[InsurancePeriod, ...]
    totals: tuple[InsuranceTotal, ...]
    paid_months: int
    deferred_months: int
    certificate: Certificate

    def derived(self) -> Mapping[str, Json]:
        """Return the table's rows (one for each stretch and employer, months by kind) and the verification code."""
        rows: dict[tuple[str, str, str], dict[str, Json]] = {}
        for record in self.records:
            rows.setdefault((record.first, record.last, record.employer.reveal()), {})[record.kind] = record.months
        periods: list[Json] = [
            {"first": first, "last": last, "employer": employer, "months": months}
            for (first, last, employer), months in sorted(rows.items())
        ]
        return {"periods": periods, "verification_qr": self.certificate.verification_url.reveal()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of what was found: label and value, worded and masked as it stood on the screen."""

    label: Wording
    value: Sensitive[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult(Paper):
    """What a query found, for the resident's own use: each record is a list of facts. No certificate, and says so."""

    TEMPLATE: ClassVar[str] = "query-result"
    FOR_THE_RESIDENT: ClassVar[bool] = True

    service: Wording
    title: Wording
    at: datetime
    records: tuple[tuple[Fact, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingSlip(Paper):
    """预约单: when and where to go, under which number, with what. Nothing of the person."""

    TEMPLATE: ClassVar[str] = "booking-slip"
    FOR_THE_RESIDENT: ClassVar[bool] = True

    matter: Wording
    office: Wording
    number: str
    day: date
    begins: str
    ends: str
    bring: Wording = NOTHING

    def derived(self) -> Mapping[str, Json]:
        """Return the QR code of the number, for the counter."""
        return {"number_qr": self.number}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCertificate(Paper):
    """A certificate of any agency: who it is about, what is stated, a table, the platform's word, its code."""

    TEMPLATE: ClassVar[str] = "record-certificate"

    person: InsuredPerson
    opening: Wording  # 经查询，登记情况如下：
    facts: tuple[Fact, ...] = ()
    columns: tuple[Wording, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    as_of: date
    certificate: Certificate

    def derived(self) -> Mapping[str, Json]:
        """Return the verification code."""
        return {"verification_qr": self.certificate.verification_url.reveal()}


PAPERS: Mapping[str, type[Paper]] = {
    paper.TEMPLATE: paper
    for paper in (
        SocialInsuranceCertificate,
        RecordCertificate,
        ReceiptReceived,
        ReceiptKept,
        BundleReceipt,
        ReportReceipt,
        QueryResult,
        BookingSlip,
    )
}


def needed_keys(paper: type[Paper]) -> frozenset[str]:
    """Return the fields that a paper cannot do without."""
    return frozenset(field.name for field in fields(paper) if field.default is MISSING)


def parse(paper: type[Paper], data: Mapping[str, Json]) -> Paper:
    """Read a paper out of plain data. Raises `ContentError` CNT-004 that names the field, never its value."""
    found = read(paper, data, "")
    assert isinstance(found, Paper)  # noqa: S101 - `read` makes what it is asked for
    return found


def data_of(paper: Paper) -> dict[str, Json]:
    """Return what the paper's template reads."""
    made = plain(paper)
    assert isinstance(made, dict)  # noqa: S101 - a paper is a dataclass
    return {**made, **paper.derived()}
