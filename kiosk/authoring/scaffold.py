"""A new service file that is whole from the first minute: lint finds nothing in it, and every line is there to change.

Pure: makes text, writes no file.
"""

from __future__ import annotations

import re

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

_TEMPLATE = """\
# yaml-language-server: $schema={schema}
# A new service. Change every line that says 样例 (sample); the keys are explained in docs/service-files.md.
id: {id}
department: {department}
section: apply                # apply or print: the list of the home screen
kind: apply                   # query, print, apply, book, pay, certify or report
icon: apply
title: {{zh-Hans: 样例事项申请, en: Sample service}}
detail: {{zh-Hans: 约 3 分钟, en: 3 min}}
audience: [resident]          # resident, outsider, company
keywords: [样例]              # what people say when they mean it
offline: queue                # queue: kept and sent later; cache: answered from before; online: neither
example: true                 # until a public source confirms that the item is offered like this
about:
  who: {{zh-Hans: 样例：谁可以办, en: "Sample: who may apply"}}
  materials:
    - name: {{zh-Hans: 身份证, en: ID card}}
  fee: {{zh-Hans: 不收费, en: Free}}
  limit: {{zh-Hans: 样例：几个工作日, en: "Sample: how many working days"}}
  basis: {{zh-Hans: 样例：《某某条例》第几条, en: "Sample: which law, which article"}}
  result: {{zh-Hans: 样例：办成以后拿到什么, en: "Sample: what one gets in the end"}}
steps:
  # Who is it? The person is `applicant` in expressions: applicant.name, applicant.number, applicant.birth.
  - id: identify
    kind: identify
    cards: [id_card]

  # One question a page. The answer is `answers.phone`.
  - id: phone
    kind: form
    title: {{zh-Hans: 您的手机号是多少？, en: "What is your mobile number?"}}
    hint: {{zh-Hans: 有结果打这个电话。, en: We call it when there is a result.}}
    fields:
      - name: phone
        label: {{zh-Hans: 手机号, en: Mobile number}}
        rule: phone
        mask: phone

  # Everything once more, with a way to change each answer.
  - id: check
    kind: check
    note: {{zh-Hans: 点“提交”才算交。, en: You have applied only once you press Send.}}

  # What is sent: a name for the platform, and the expression that gives it. All that was asked, and nothing else.
  - id: submit
    kind: submit
    payload:
      applicant: applicant
      phone: answers.phone

  # What became of it, on the screen and on paper.
  - id: receipt
    kind: receipt
    received: receipt-received
    kept: receipt-kept
    happens:
      - when: {{zh-Hans: 先审核, en: Review}}
        what: {{zh-Hans: 工作人员看过以后打您电话。, en: The office looks at it and calls you.}}

  # How it was (好差评). Every service ends with it; one touch skips it.
  - id: rate
    kind: rate
"""


def scaffold(service_id: str, department: str, schema: str) -> str:
    """Return the text of a new service file. `schema` is where the file finds its schema, relative to itself.

    Raises ValueError with a reason in words when the id cannot be one.
    """
    if not _ID.fullmatch(service_id):
        raise ValueError(f"{service_id!r} is no id: lower-case words joined by hyphens are, as in elder-allowance")
    return _TEMPLATE.format(id=service_id, department=department, schema=schema)
