"""A desk for each test module: the outside world is started once, the terminal by the tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desk import Desk, desk_in


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("desk")
    with desk_in(folder) as desk:
        yield desk


@pytest.fixture
def desk(shared_desk: Desk) -> Iterator[Desk]:
    """The shared desk with everything well, an empty store, and a terminal that has just been started."""
    world = shared_desk.world
    world.platform.clear()
    world.cable.plug()
    world.reader.plug()
    world.reader.lift()
    world.printer.recover()
    shutil.rmtree(shared_desk.folder / "store", ignore_errors=True)
    shared_desk.resident.start()
    yield shared_desk
    shared_desk.resident.kill()
