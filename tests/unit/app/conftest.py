"""What the tests of the executor share: its hands, which must have met no bug in the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hands import Hands, hands_in


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[Hands]:
    with hands_in(tmp_path) as made:
        yield made
        assert made.bugs == []
