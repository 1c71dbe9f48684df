"""What a query or a command of the platform has on its desk, and the two lists of them. Loop thread.

A kind is a function in a module of its own topic: it takes the desk and the parameters, and returns the answer's data,
or raises `ProblemError`: nothing-on-record, or refused with a reason for the resident. A command runs inside one
transaction with the note that it was done, so that the same key never does it twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sandbox.platform.certificates import Signer
from sandbox.platform.problems import Problem, ProblemError
from sandbox.platform.store import PlatformStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The platform's books, its time, its seal, and where its public pages are."""

    store: PlatformStore
    signer: Signer
    now: datetime
    base_url: str


Clerk: TypeAlias = Callable[[Desk, dict[str, Any]], dict[str, Any]]


def ask(clerks: Mapping[str, Clerk], kind: str, desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Answer a query. Raises `ProblemError` unknown-query, or what the clerk has to say."""
    clerk = clerks.get(kind)
    if clerk is None:
        raise ProblemError(Problem(name="unknown-query"))
    return clerk(desk, parameters)


def command(
    clerks: Mapping[str, Clerk], kind: str, desk: Desk, parameters: dict[str, Any], *, terminal: str, key: str
) -> dict[str, Any]:
    """Carry a command out, or tell what it was answered before.

    Raises `ProblemError` unknown-command, key-reused, or what the clerk has to say; then nothing was done.
    """
    clerk = clerks.get(kind)
    if clerk is None:
        raise ProblemError(Problem(name="unknown-command"))
    said = json.dumps([kind, parameters], sort_keys=True, ensure_ascii=False).encode()
    fingerprint = hashlib.sha256(said).hexdigest()
    with desk.store.transaction():
        before = desk.store.find_command(terminal, key)
        if before is not None and before[0] != fingerprint:
            raise ProblemError(Problem(name="key-reused"))
        if before is not None:
            return before[1]
        answer = clerk(desk, parameters)
        desk.store.keep_command(terminal, key, fingerprint, answer)
        return answer
