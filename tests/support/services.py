"""Small services for tests, as the text of their files."""

from __future__ import annotations

from flows.catalogue import Catalogue, load_catalogue
from flows.service import Service
from flows.spec import parse_service
from tests.support.flow_walks import bundled

HEAD = """\
id: sample
department: zsj
section: apply
icon: apply
title: {zh-Hans: 样例, en: Sample}
detail: {zh-Hans: 约 1 分钟, en: 1 min}
offline: queue
about:
  {who: {zh-Hans: 任何人, en: Anyone}, materials: [{name: {zh-Hans: 身份证, en: ID card}}],
  fee: {zh-Hans: 不收费, en: Free},
  limit: {zh-Hans: 当场, en: At once},
  basis: {zh-Hans: 某法, en: Some law},
  result: {zh-Hans: 结果, en: A result}}
"""
CHOOSE = """\
  - id: {id}
    kind: choose
    title: {{zh-Hans: 选一个, en: Choose}}
    hint: {{zh-Hans: 选吧, en: Choose one}}
    label: {{zh-Hans: 选的, en: Chosen}}
    store: {id}
    options:
      - {{value: a, label: {{zh-Hans: 甲, en: A}}}}
      - {{value: b, label: {{zh-Hans: 乙, en: B}}}}
"""
FIELDS_HEAD = HEAD.count("\n")


def choose(step_id: str, *, next_: str = "") -> str:
    """The text of a step that asks for ``a`` or ``b``."""
    return CHOOSE.format(id=step_id) + (f"    next: {next_}\n" if next_ else "")


def service_text(*steps: str, head: str = HEAD) -> str:
    return head + "steps:\n" + "".join(steps)


def service_of(*steps: str) -> Service:
    return parse_service("sample.yaml", service_text(*steps))


def catalogue_of(*steps: str) -> Catalogue:
    """The bundled report service beside a sample, so that failures lead somewhere."""
    report = next(file for file in bundled().services if file.head.section == "report")
    loaded = load_catalogue({"sample.yaml": service_text(*steps)}, bundled().reference)
    return Catalogue(
        services=(*loaded.services, report), reference=loaded.reference, problems=loaded.problems, pace=loaded.pace
    )
