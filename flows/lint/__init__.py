"""Looks for what is wrong with services before a resident meets it. Pure: findings are values; any thread.

What a service file cannot even say (missing keys, unknown kinds, words in one language only) `flows.spec` has refused
already; those refusals are findings here too. The modules prove the rest, one thing each: `graph` that every step is
reached and every path ends, `order` what comes before what, `expressions` that every expression can be evaluated over
every shape that the answers can take, `wording`, `references`, `stated`, `privacy` and `offline` what their names say.
"""

from flows.lint.finding import Finding
from flows.lint.lint import lint
from flows.lint.walk import paths

__all__ = ["Finding", "lint", "paths"]
