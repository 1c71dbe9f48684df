"""What must be stated before anybody begins: who may apply, materials, fee, time limit, legal basis. Any thread."""

from __future__ import annotations

from collections import Counter

from flows.lint.finding import Said
from flows.service import Service
from flows.steps.capture import Capture
from flows.steps.identify import Identify


def check_stated(service: Service) -> Said:
    """Say what is not stated, or stated twice."""
    head, about = service.head, service.head.about
    for key in ("who", "fee", "limit", "basis", "result"):
        if any(not words.strip() for words in getattr(about, key).by_language.values()):
            yield None, f"about.{key} must be stated"
    if not about.materials and any(isinstance(step, Identify | Capture) for step in service.steps):
        yield None, "about.materials must name the card or paper that the steps ask for"
    if not head.audience:
        yield None, "audience must say who may apply: resident, outsider or company"
    for key in ("audience", "life_events", "codes", "keywords"):
        for value, count in Counter(getattr(head, key)).items():
            if count > 1:
                yield None, f"{key} has {value!r} twice"
            elif not value.strip():
                yield None, f"{key} has an empty entry"
    if head.section == "report" and head.kind != "report":
        yield None, "what stands in the section 'report' is of the kind 'report'"
