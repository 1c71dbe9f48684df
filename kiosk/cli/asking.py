"""Asks several things at once and waits no longer than a deadline: what hangs is left behind, not waited for.

Each question runs on a lane of its own (`drivers.lane`), as in the terminal. Blocks the calling thread.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from drivers.lane import Lane, LaneResult

CLOSE_S = 1.0


def ask_all(questions: Mapping[str, Callable[[], Any]], deadline_s: float) -> dict[str, LaneResult[Any]]:
    """Return what each question came to, in their order.

    A `DeviceError` is `Failed`; any other exception is raised here.
    """
    answers: queue.SimpleQueue[tuple[str, LaneResult[Any]] | Exception] = queue.SimpleQueue()
    lanes = [Lane(name, on_crash=answers.put) for name in questions]
    for lane in lanes:
        lane.submit(questions[lane.name], deadline_s=deadline_s, on_done=partial(_put, answers, lane.name))
    found: dict[str, LaneResult[Any]] = {}
    while len(found) < len(questions):
        answer = answers.get()
        if isinstance(answer, Exception):
            raise answer
        name, found[name] = answer
    for lane in lanes:
        lane.close(CLOSE_S)
    return {name: found[name] for name in questions}


def _put(answers: queue.SimpleQueue[Any], name: str, result: LaneResult[Any]) -> None:
    answers.put((name, result))
