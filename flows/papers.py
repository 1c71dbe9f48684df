"""Papers that travel with a service: Typst templates (``*.typ``) that stand beside its file. Pure; any thread.

A step names such a paper by its file's name without the ending; here the name is replaced by the source, so that a
running session keeps its version of the paper as it keeps its version of the service. Setting it is not done here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from flows.service import Service
from flows.steps.paper import PaperStep, is_source
from flows.steps.step import Step

ENDING = ".typ"


def beside(name: str, files: Mapping[str, str]) -> dict[str, str]:
    """Return the papers in the folder of the service file `name`, by their names."""
    folder = PurePosixPath(name).parent
    return {
        PurePosixPath(each).stem: source
        for each, source in files.items()
        if each.endswith(ENDING) and PurePosixPath(each).parent == folder
    }


def with_papers(service: Service, papers: Mapping[str, str]) -> Service:
    """Return the service with its own papers in the place of their names, and a digest that stands for both."""
    steps = tuple(_with(step, papers) for step in service.steps)
    if steps == service.steps:
        return service
    used = sorted({name for step in service.steps for name in _named(step).values()} & papers.keys())
    content = "\0".join([service.digest, *(papers[name] for name in used)])
    return replace(service, steps=steps, digest=hashlib.sha256(content.encode()).hexdigest())


def _with(step: Step, papers: Mapping[str, str]) -> Step:
    changes = {key: _source(papers[name]) for key, name in _named(step).items() if name in papers}
    return replace(step, **changes) if changes else step  # type: ignore[arg-type]


def _named(step: Step) -> dict[str, str]:
    return step.templates() if isinstance(step, PaperStep) else {}


def _source(text: str) -> str:
    """Return the source so that nobody can take it for a name: it has a line break."""
    return text if is_source(text) else f"{text}\n"
