"""What the tests of `kioskctl` share: a technician at a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.technician import Technician, at_a_terminal


@pytest.fixture
def technician(tmp_path: Path) -> Technician:
    return at_a_terminal(tmp_path)
