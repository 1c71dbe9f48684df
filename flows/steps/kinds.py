"""The kinds of step by the name that service files use. Adding a kind adds a module, a page and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from flows.steps.act_for import ActFor
from flows.steps.address import Address
from flows.steps.book import Book
from flows.steps.bundle import Bundle
from flows.steps.bundle_receipt import BundleReceipt
from flows.steps.capture import Capture
from flows.steps.certificates import Certificates
from flows.steps.check import Check
from flows.steps.choose import Choose
from flows.steps.consent import Consent
from flows.steps.eligibility import Eligibility
from flows.steps.form import Form
from flows.steps.handoff import Handoff
from flows.steps.identify import Identify
from flows.steps.pay import Pay
from flows.steps.print import Print
from flows.steps.progress import Progress
from flows.steps.query import Query
from flows.steps.rate import Rate
from flows.steps.receipt import Receipt
from flows.steps.sign import Sign
from flows.steps.step import Step
from flows.steps.submit import Submit
from flows.steps.verify_face import VerifyFace

KINDS: Mapping[str, type[Step]] = {
    "identify": Identify,
    "consent": Consent,
    "act_for": ActFor,
    "verify_face": VerifyFace,
    "query": Query,
    "eligibility": Eligibility,
    "form": Form,
    "choose": Choose,
    "address": Address,
    "capture": Capture,
    "sign": Sign,
    "check": Check,
    "pay": Pay,
    "handoff": Handoff,
    "certificates": Certificates,
    "submit": Submit,
    "bundle": Bundle,
    "bundle_receipt": BundleReceipt,
    "print": Print,
    "receipt": Receipt,
    "book": Book,
    "progress": Progress,
    "rate": Rate,
}
