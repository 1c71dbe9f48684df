"""What is handed in, were nothing ever answered but on the way that was taken."""

from __future__ import annotations

from dataclasses import replace

from flows.model.values import Submission
from flows.steps.here import Here
from flows.steps.submit import Submit, submission_of
from kiosk.core.sensitive import Sensitive
from tests.support.flow_walks import Walk


def standing(walk: Walk) -> Here:
    """Return the place at which the walk stands."""
    run = walk.state.run
    assert run is not None
    service = walk.catalogue.at(run.service)
    assert service is not None
    return Here(catalogue=walk.catalogue, service=service, state=walk.state, run=run)


def without_what_was_left(walk: Walk) -> Submission | None:
    """Return what would be handed in here if the answers of the steps that are not on the path had never been given."""
    here = standing(walk)
    path = here.path()
    elsewhere = {name for step in here.service.steps if step not in path for name in step.names()}
    elsewhere -= {name for step in path for name in step.names()}
    kept = {name: value for name, value in here.answers.items() if name not in elsewhere}
    there = here.at(replace(here.state, run=replace(here.run, answers=Sensitive(kept))))
    step = here.service.step(here.run.step_id)
    assert isinstance(step, Submit)
    key, supersedes = here.run.submission_key, here.run.supersedes
    return submission_of(there, here.service.id, key, step.payload, supersedes=supersedes)
