"""The page where somebody is told what is done with their data, and says yes or no. Values; any thread.

Given out by `flows.model.screen`, which explains them.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.model.browsing import Fact
from flows.model.parts import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentBody:
    """What is done with the data, then yes and no: two buttons of one size and look, neither chosen beforehand.

    A plain notice has no buttons: the page's filled one goes on.
    """

    icon: str
    facts: tuple[Fact, ...]
    agree: Action | None = None
    decline: Action | None = None
