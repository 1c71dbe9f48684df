"""Settings for every test: the hypothesis profiles, and a screen that needs no display."""

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

_slow = [HealthCheck.too_slow]
# The same examples for the same code, so that a change is judged by what it changed; new ones are what torture is for.
settings.register_profile("check", max_examples=25, derandomize=True, deadline=None, suppress_health_check=_slow)
settings.register_profile("ci", max_examples=200, derandomize=True, deadline=None, suppress_health_check=_slow)
settings.register_profile("torture", max_examples=20_000, deadline=None, suppress_health_check=_slow)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))
