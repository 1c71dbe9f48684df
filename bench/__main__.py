"""``python -m bench [NAME ...]``: runs every module of this package that has a `run`, or those named.

Prints a table. A whole run writes ``bench/results.json``; a partial one only with ``--write``. Exits 1 when a target is
not met.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys

import bench
from bench.report import Entry, print_table, write_results


def main(arguments: list[str]) -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=bench.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="such as: outbox")
    parser.add_argument("--write", action="store_true", help="write bench/results.json even for a partial run")
    options = parser.parse_args(arguments)
    found = [module.name for module in pkgutil.iter_modules(bench.__path__)]
    if unknown := set(options.names) - set(found):
        parser.error(f"there is no bench {', '.join(sorted(unknown))}; there are {', '.join(found)}")
    entries: list[Entry] = []
    for name in options.names or found:
        module = importlib.import_module(f"bench.{name}")
        if hasattr(module, "run"):
            print(f"measuring {name} ...", file=sys.stderr, flush=True)
            entries += module.run()
    print_table(entries)
    if options.write or not options.names:
        write_results(entries)
    return 1 if any(entry.met is False for entry in entries) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
