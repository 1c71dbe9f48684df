"""Puts the checks together: every service by itself, then what is said of all of them together. Pure; any thread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial

from flows.catalogue import Catalogue
from flows.lint.attachments import check_attachments
from flows.lint.expressions import check_expressions
from flows.lint.finding import Finding, Said, Surroundings, refusals
from flows.lint.graph import check_graph, check_ways
from flows.lint.offline import check_offline
from flows.lint.order import check_order
from flows.lint.papers import check_papers
from flows.lint.person import check_person
from flows.lint.privacy import check_privacy
from flows.lint.promised import check_promised
from flows.lint.rating import check_rating
from flows.lint.references import check_references
from flows.lint.stated import check_stated
from flows.lint.wording import check_wording
from flows.model.values import Json
from flows.reference import Reference
from flows.service import Service


def lint(
    catalogue: Catalogue,
    *,
    templates: Mapping[str, Collection[str]] | None = None,
    icons: Collection[str] | None = None,
    typeset: Callable[[str, Mapping[str, Json]], str] | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong with the services.

    `templates` are the papers that exist, each with the keys that it cannot do without; `icons` the icons that exist;
    `typeset` sets a paper from data and returns why it cannot be set, or nothing. What is not given is not checked.
    """
    around = Surroundings(templates=templates, icons=icons, typeset=typeset)
    findings = [refusal for problem in catalogue.problems for refusal in refusals(problem.detail)]
    for service in catalogue.services:
        findings += of_service(service, catalogue.reference, around)
    reports = catalogue.section("report")
    if len(reports) != 1:
        names = ", ".join(each.file for each in reports) or "none"
        findings.append(Finding(file=names, line=1, message="exactly one service must stand in the section 'report'"))
    return tuple(findings)


def of_service(service: Service, reference: Reference, around: Surroundings) -> list[Finding]:
    """Return what is wrong with one service."""
    found = list(_findings(service, check_graph))
    if found:
        return found  # over a broken graph nothing else can be said
    checks: tuple[Callable[[Service], Said], ...] = (
        check_ways,
        check_order,
        check_rating,
        check_person,
        check_expressions,
        check_wording,
        partial(check_papers, around=around),
        partial(check_references, reference=reference, around=around),
        check_stated,
        check_promised,
        check_privacy,
        check_attachments,
        check_offline,
    )
    return [finding for check in checks for finding in _findings(service, check)]


def _findings(service: Service, check: Callable[[Service], Said]) -> list[Finding]:
    return [
        Finding(file=service.file, line=service.lines[service.steps.index(step)] if step else 1, message=message)
        for step, message in check(service)
    ]
