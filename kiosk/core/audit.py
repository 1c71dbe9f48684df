"""What is recorded about the terminal's work: event types and impersonal figures, never what people chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AuditKind(StrEnum):
    """The closed list of things that are recorded."""

    SESSION_STARTED = "session_started"
    SESSION_ENDED = "session_ended"
    SERVICE_STARTED = "service_started"
    DOCUMENT_READ = "document_read"
    CONSENT_ANSWERED = "consent_answered"  # the evidence that somebody was asked, and what stood there; not who
    ACTED_FOR = "acted_for"
    IDENTITY_CHECKED = "identity_checked"
    SUBMISSION_KEPT = "submission_kept"
    SUBMISSION_RECEIVED = "submission_received"
    SUBMISSION_REFUSED = "submission_refused"
    PAYMENT_OPENED = "payment_opened"  # the order's number and the sum; not whose
    PAYMENT_PAID = "payment_paid"
    PAYMENT_CLOSED = "payment_closed"
    PRINT_STARTED = "print_started"
    PRINT_ENDED = "print_ended"
    DRAFT_RESTORED = "draft_restored"
    LATE_RESULT_DROPPED = "late_result_dropped"
    DEVICE_HEALTH = "device_health"
    NETWORK = "network"
    CRASH = "crash"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One line of the audit log. `facts` holds codes, counts and durations only."""

    kind: AuditKind
    at: datetime
    session_id: str = ""
    facts: Mapping[str, str | int | float | bool] = field(default_factory=dict)
