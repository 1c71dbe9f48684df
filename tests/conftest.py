"""Settings for every test: the hypothesis profiles, a screen that needs no display, and what the quick checks leave."""

import os
import zlib

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

_slow = [HealthCheck.too_slow]
# The same examples for the same code, so that a change is judged by what it changed; new ones are what torture is for.
settings.register_profile("check", max_examples=25, derandomize=True, deadline=None, suppress_health_check=_slow)
settings.register_profile("ci", max_examples=200, derandomize=True, deadline=None, suppress_health_check=_slow)
settings.register_profile("torture", max_examples=20_000, deadline=None, suppress_health_check=_slow)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))


LOOKS = {"language", "look", "care"}
ONE_IN = 4


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of what is tried in every language and look, `make check` tries a quarter, always the same; `make test` all."""
    if os.environ.get("HYPOTHESIS_PROFILE") != "check":
        return

    def left(item: pytest.Item) -> bool:
        spec = getattr(item, "callspec", None)
        many = spec is not None and LOOKS & set(spec.params)
        return bool(many) and zlib.crc32(item.nodeid.encode()) % ONE_IN != 0

    config.hook.pytest_deselected(items=[item for item in items if left(item)])
    items[:] = [item for item in items if not left(item)]
