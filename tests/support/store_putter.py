"""``python -m tests.support.store_putter FOLDER COUNT``: puts one submission after another and says what came of it.

Prints ``kept KEY`` for each that was acknowledged and ``fault CODE KEY`` for each that was not. Never gives up.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk.core.errors import CacheError
from tests.support.store_workload import attachments_of, payload_of
from tests.support.stores import open_store, put


def main() -> None:
    """Put them all."""
    folder, count = sys.argv[1:]
    store = open_store(Path(folder))
    for number in range(int(count)):
        key = f"k{number}"
        try:
            put(store, key, payload=payload_of(key), attachments=attachments_of(key))
        except CacheError as exc:
            sys.stdout.write(f"fault {exc.code} {key}\n")
        else:
            sys.stdout.write(f"kept {key}\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main()
