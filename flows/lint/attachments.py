"""What goes along with a submission is no more than the platform takes. Any thread."""

from __future__ import annotations

from flows.lint.finding import Said
from flows.lint.walk import paths
from flows.service import Service
from flows.steps.bundle import Bundle
from flows.steps.capture import Capture
from flows.steps.sign import Sign
from flows.steps.step import Step
from flows.steps.submit import Submit

MOST_ATTACHMENTS = 20  # docs/platform-api.yaml, Submission.attachments: pages and signatures together


def check_attachments(service: Service) -> Said:
    """Say where pages and signatures may be more than go along."""
    told = set[str]()
    for path in paths(service):
        for step in path:
            if not isinstance(step, Submit) or step.id in told:
                continue
            most = max(_most(path, papers) for papers in _papers(step))
            if most > MOST_ATTACHMENTS:
                told.add(step.id)
                limit = f"the platform takes {MOST_ATTACHMENTS}: lower 'most' of a capture step"
                yield step, f"{most} pages and signatures may be handed in here, {limit}"


def _papers(step: Submit) -> list[tuple[str, ...] | None]:
    """Return which papers go with each submission that the step makes; None for all."""
    return [item.papers for item in step.bundle] if isinstance(step, Bundle) else [None]


def _most(path: tuple[Step, ...], papers: tuple[str, ...] | None) -> int:
    pages = (each.most for each in path if isinstance(each, Capture) and (papers is None or each.id in papers))
    return sum(pages) + sum(isinstance(each, Sign) for each in path)
