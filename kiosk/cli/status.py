"""``kioskctl status``: the terminal at a glance: program, store, outbox, platform, devices.

What fails is a fact like the others: a store that cannot be opened keeps nobody from seeing the devices.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime

from drivers.lane import Done
from kiosk.app.opening import gateway_of, open_existing_store
from kiosk.app.report import read_report
from kiosk.cli import devices, output
from kiosk.cli.asking import ask_all
from kiosk.cli.output import Row
from kiosk.config.load import LoadedSettings, load
from kiosk.config.settings import Settings
from kiosk.core.clock import SystemClock
from kiosk.core.errors import CacheError, SyncError
from kiosk.sync.http_line import Timeouts
from kiosk.sync.plan import MAX_SKEW_S

PATIENCE_S = 4.0


def run(options: argparse.Namespace) -> int:
    """Show it all. Exit code 1 when anything is wrong."""
    facts = _facts(load(options.config))
    if options.json:
        output.as_json(facts)
    else:
        _show(facts)
    return 0 if facts["well"] else 1


def _facts(loaded: LoadedSettings) -> Row:
    settings = loaded.settings
    report = read_report(settings)
    with ThreadPoolExecutor() as pool:  # all at once; each has its own deadline
        opening = pool.submit(_store, settings)
        calling = pool.submit(_platform, loaded, report)
        asking = pool.submit(devices.device_rows, settings)
        store, platform, rows = opening.result(), calling.result(), asking.result()
    well = store["whole"] and not store["open_refusals"] and not platform["fault"] and devices.usable(rows)
    return {
        "terminal": settings.terminal.code,
        "place": settings.terminal.place,
        "running": report is not None,
        "since": datetime.fromisoformat(report["started"]) if report else None,
        "version": report["version"] if report else None,
        "store": store,
        "platform": platform,
        "devices": rows,
        "well": well,
    }


def _store(settings: Settings) -> Row:
    folder = str(settings.store.folder)
    counted = dict.fromkeys(("waiting", "refused", "open_refusals", "received", "open_prints"))
    try:
        with closing(open_existing_store(settings, SystemClock())) as store:
            found, counts, open_refusals = store.check(), store.outbox.counts(), store.outbox.open_refusals()
            jobs = [entry for entry in store.journal.unfinished() if entry.job_id is not None]
    except CacheError as exc:
        fault = {**output.fault_facts(exc.code), "detail": exc.detail}
        return {"folder": folder, "whole": False, **fault, "key_protection": None, **counted}
    return {
        "folder": folder,
        "whole": found.whole,
        **output.fault_facts("" if found.whole else "STO-003"),
        "detail": found.problem,
        "key_protection": found.key_protection,
        "waiting": counts.waiting,
        "refused": counts.refused,
        "open_refusals": open_refusals,
        "received": counts.received,
        "open_prints": len(jobs),
    }


def _platform(loaded: LoadedSettings, report: Row | None) -> Row:
    quick = Timeouts(connect_s=PATIENCE_S / 2, silence_s=PATIENCE_S / 2, call_s=PATIENCE_S)
    gateway = gateway_of(loaded.settings, SystemClock(), timeouts=quick)

    def ping() -> tuple[float | None, str]:
        try:
            return round(gateway.ping().skew_s, 1) + 0.0, ""  # never -0.0
        except SyncError as exc:
            return None, exc.code

    answer = ask_all({"ping": ping}, PATIENCE_S)["ping"]
    gateway.close()
    ahead_s, fault = answer.value if isinstance(answer, Done) else (None, "NET-002")
    if ahead_s is not None and abs(ahead_s) > MAX_SKEW_S:
        fault = "NET-006"
    same = report is not None and report["network"]["fault"] == fault
    return {
        "address": str(loaded.settings.platform.base_url),
        "origin": loaded.origin("platform.base_url"),
        "reached": ahead_s is not None,
        **output.fault_facts(fault),
        "clock_ahead_s": ahead_s,
        "since": datetime.fromisoformat(report["network"]["since"]) if report and same else None,
    }


def _show(facts: Row) -> None:
    store, platform = facts["store"], facts["platform"]
    since = f" since {output.cell(facts['since'])}, version {facts['version']}" if facts["running"] else ""
    output.as_list(
        {
            "terminal": f"{facts['terminal']} {facts['place']}",
            "running": output.cell(facts["running"]) + since,
            "store": _words_of_store(store),
            "outbox": _words_of_outbox(store),
            "prints": "not known" if store["open_prints"] is None else f"{store['open_prints']} without an end",
            "platform": _words_of_platform(platform),
            "address": f"{platform['address']} ({platform['origin']})",
            "well": facts["well"],
        }
    )
    print()
    devices.show(facts["devices"])
    output.explain([store["fault"], platform["fault"], *(row["fault"] for row in facts["devices"])])


def _words_of_store(store: Row) -> str:
    if store["whole"]:
        return f"found whole; its key is kept in a {store['key_protection']}"
    return f"{store['fault']}: {store['detail']}"


def _words_of_platform(platform: Row) -> str:
    since = f" since {output.cell(platform['since'])}" if platform["since"] else ""
    if platform["reached"]:
        return f"reached{since}; {_words_of_clock(platform['clock_ahead_s'])}"
    return f"not reached{since}: {platform['fault']}"


def _words_of_clock(ahead_s: float) -> str:
    if not ahead_s:
        return "the clocks agree"
    return f"this terminal's clock is {abs(ahead_s):.1f} s {'ahead' if ahead_s > 0 else 'behind'}"


def _words_of_outbox(store: Row) -> str:
    if store["waiting"] is None:
        return "not known"
    corrected = store["refused"] - store["open_refusals"]
    refused = f"{store['refused']} refused" + (f" ({corrected} of them corrected and received)" if corrected else "")
    return f"{store['waiting']} waiting, {refused}, {store['received']} received"
