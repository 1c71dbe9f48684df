from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_cache.store import Store
from tests.support.stores import HandClock, store_in


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path, clock: HandClock) -> Iterator[Store]:
    with store_in(folder, clock) as opened:
        yield opened
