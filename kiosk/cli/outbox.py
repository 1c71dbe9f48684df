"""``kioskctl outbox``: what was accepted on this terminal, where it stands, and sending it again."""

from __future__ import annotations

import argparse
from contextlib import closing

from kiosk.app.opening import open_store
from kiosk.cli.output import Row, show, show_one
from kiosk.config.load import load
from kiosk.core.clock import SystemClock
from kiosk.core.faults import FAULTS
from offline_cache.outbox import Item, ItemState
from offline_cache.store import Store


def run_list(options: argparse.Namespace) -> int:
    """List what the platform has not received, or everything with ``--all``."""
    with closing(_store(options)) as store:
        items = [item for item in store.outbox.items() if options.all or item.state is not ItemState.RECEIVED]
    show(
        [_row(item) for item in items], as_json=options.json, empty="The outbox is empty: the platform has everything."
    )
    return 0


def run_show(options: argparse.Namespace) -> int:
    """Show one submission; never its content."""
    with closing(_store(options)) as store:
        item = _find(store, options.number)
        if item is None:
            return _unknown(options)
    fault = FAULTS.get(item.fault)
    show_one(
        {
            **_row(item),
            "key": item.key,
            "service": item.service_id,
            "size in bytes": item.size_bytes,
            "next try": item.due_at if item.state is ItemState.WAITING else None,
            "what the fault means": fault.meaning if fault else None,
            "what to do": fault.remedy if fault else None,
            "platform's code": item.code,
            "platform's reason": item.reason,
            "supersedes": item.supersedes,
        },
        as_json=options.json,
    )
    return 0


def run_retry(options: argparse.Namespace) -> int:
    """Make one submission due now; the terminal sends it within moments."""
    with closing(_store(options)) as store:
        item = _find(store, options.number)
        if item is None:
            return _unknown(options)
        if item.state is ItemState.RECEIVED:
            show_one({"done": "nothing: the platform has it", **_row(item)}, as_json=options.json)
            return 0
        item = store.outbox.retry(item.key)
    show_one({"done": "due now", **_row(item)}, as_json=options.json)
    return 0


def _row(item: Item) -> Row:
    return {
        "number": item.local_number,
        "state": item.state,
        "accepted": item.kept_at.isoformat(timespec="seconds"),
        "platform's number": item.platform_number,
        "tries": item.attempts,
        "fault": item.fault,
    }


def _store(options: argparse.Namespace) -> Store:
    return open_store(load(options.config).settings, SystemClock())


def _find(store: Store, number: str) -> Item | None:
    return store.outbox.find_number(number) or store.outbox.get(number)


def _unknown(options: argparse.Namespace) -> int:
    show_one({"error": f"there is no submission {options.number} on this terminal"}, as_json=options.json)
    return 1
