"""``kioskctl outbox``: what was accepted on this terminal, where it stands, and sending it again.

Never shows what a submission holds. The platform's reason for a refusal may name a person: it is shown only on demand.
"""

from __future__ import annotations

import argparse
from contextlib import closing

from kiosk.app.opening import open_existing_store
from kiosk.app.report import read_report
from kiosk.cli import output
from kiosk.cli.output import Complaint, Row
from kiosk.config.load import load
from kiosk.config.settings import Settings
from kiosk.core.clock import SystemClock
from offline_cache.outbox import Item, ItemState
from offline_cache.store import Store

COLUMNS = ("number", "state", "accepted", "tries", "fault")
_FOR_PROGRAMS = ("meaning", "remedy", "platform_reason_withheld")  # people read the first two below the list
_ALL = 2**62  # more than there can be


def run_list(options: argparse.Namespace) -> int:
    """List what the platform has not received, or everything with ``--all``."""
    with closing(_store(load(options.config).settings)) as store:
        received = store.outbox.counts().received
        items = store.outbox.items(limit=_ALL) if options.all else store.outbox.not_received()
    rows = [_row(item) for item in items]
    if options.json:
        output.as_json(rows)
    elif rows:
        last = "next_try/received_as" if options.all else "next_try"
        output.as_table([{**row, last: row["next_try"] or row["platform_number"]} for row in rows], (*COLUMNS, last))
        output.explain(row["fault"] for row in rows)
    else:
        print(_words_of_nothing(received))
    return 0


def run_show(options: argparse.Namespace) -> int:
    """Show one submission; never its content."""
    with closing(_store(load(options.config).settings)) as store:
        item = _find(store, options.number)
        if item is None:
            return _unknown(options)
        corrected = store.outbox.get(item.supersedes)
        correction = store.outbox.correction_of(item.key)
    withheld = bool(item.reason or item.reason_en) and not options.reason
    facts = {
        **_row(item),
        "key": item.key,
        "service": item.service_id,
        "size_bytes": item.size_bytes,
        "settled": item.settled_at,
        "platform_code": item.code,
        "platform_reason": "" if withheld else item.reason,
        "platform_reason_en": "" if withheld else item.reason_en,
        "platform_reason_withheld": withheld,
        "corrects": corrected.local_number if corrected else item.supersedes,
        "corrected_by": correction.local_number if correction else "",
    }
    if options.json:
        output.as_json(facts)
    else:
        if withheld:
            facts["platform_reason"] = "not shown: it may name a person (--reason shows it)"
        unsaid = () if facts["platform_reason_en"] else ("platform_reason_en",)
        output.as_list({name: value for name, value in facts.items() if name not in (*_FOR_PROGRAMS, *unsaid)})
        output.explain([item.fault])
    return 0


def run_retry(options: argparse.Namespace) -> int:
    """Make one submission due now; the terminal sends it within moments. What was corrected is not sent again."""
    settings = load(options.config).settings
    with closing(_store(settings)) as store:
        item = _find(store, options.number)
        if item is None:
            return _unknown(options)
        if item.state is not ItemState.RECEIVED:
            item = store.outbox.retry(item.key)
        correction = store.outbox.correction_of(item.key)
    if options.json:
        output.as_json({**_row(item), "corrected_by": correction.local_number if correction else ""})
    elif item.state is ItemState.RECEIVED:
        print(f"{item.local_number} was not sent again: the platform has it as {item.platform_number}.")
    elif correction:
        print(f"{item.local_number} was not sent again: it was corrected by {correction.local_number}.")
    else:
        when = "within a minute" if read_report(settings) else "when it runs; it does not run now"
        print(f"{item.local_number} is due now. The terminal sends it {when}.")
    return 0


def _row(item: Item) -> Row:
    return {
        "number": item.local_number,
        "state": str(item.state),
        "accepted": item.kept_at,
        "tries": item.attempts,
        **output.fault_facts(item.fault),
        "next_try": item.due_at if item.state is ItemState.WAITING else None,
        "platform_number": item.platform_number,
    }


def _words_of_nothing(received: int) -> str:
    if received:
        return f"Nothing waits and nothing was refused; {received} received (--all lists them)."
    return "Nothing waits and nothing was refused; no received one is on record."


def _store(settings: Settings) -> Store:
    return open_existing_store(settings, SystemClock())


def _find(store: Store, number: str) -> Item | None:
    """Return the submission of that local number, that key, or that number at the platform."""
    found = store.outbox.find_number(number.upper()) or store.outbox.get(number)
    if found:
        return found
    received = store.outbox.items(ItemState.RECEIVED, limit=_ALL)
    return next((item for item in received if item.platform_number.casefold() == number.casefold()), None)


def _unknown(options: argparse.Namespace) -> int:
    complaint = Complaint(
        code="unknown",
        message=f"There is no submission {options.number} on this terminal.",
        remedy="`kioskctl outbox list --all` lists all that there are.",
    )
    output.complain(complaint, json_too=options.json)
    return 1
