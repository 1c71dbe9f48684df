"""``kioskctl status``: the terminal at a glance: program, store, outbox, platform, devices."""

from __future__ import annotations

import argparse
from contextlib import closing

from kiosk.app.opening import gateway_of, open_store
from kiosk.app.report import read_report
from kiosk.cli.devices import device_rows
from kiosk.cli.output import show, show_one
from kiosk.config.load import LoadedSettings, load
from kiosk.core.clock import SystemClock
from kiosk.core.devices import Health
from kiosk.core.errors import SyncError
from kiosk.core.faults import FAULTS


def run(options: argparse.Namespace) -> int:
    """Show it all. Exit code 1 when anything is wrong."""
    loaded = load(options.config)
    settings = loaded.settings
    with closing(open_store(settings, SystemClock())) as store:
        whole = store.check()
        counts = store.outbox.counts()
        open_prints = len(store.journal.unfinished())
    platform, reached = _platform(loaded)
    devices = device_rows(settings)
    report = read_report(settings)
    well = reached and whole.whole and counts.refused == 0 and all(Health(row["health"]).usable for row in devices)
    facts = {
        "terminal": f"{settings.terminal.code} {settings.terminal.place}",
        "running": f"since {report['started']}, version {report['version']}" if report else "no",
        "store": "found whole" if whole.whole else whole.problem,
        "store's key": whole.key_protection,
        "outbox": {"waiting": counts.waiting, "refused": counts.refused, "received": counts.received},
        "prints without an end": open_prints,
        "platform": platform,
        "platform's address": f"{settings.platform.base_url} ({loaded.origin('platform.base_url')})",
        "all well": well,
    }
    if options.json:
        show_one({**facts, "devices": devices}, as_json=True)
    else:
        show_one(facts, as_json=False)
        print()
        show(devices, as_json=False, empty="kiosk.toml names no devices.")
    return 0 if well else 1


def _platform(loaded: LoadedSettings) -> tuple[str, bool]:
    try:
        reached = gateway_of(loaded.settings, SystemClock()).ping()
    except SyncError as exc:
        return f"{exc.code}: {FAULTS[exc.code].meaning}", False
    return f"reached; this terminal's clock is {reached.skew_s:+.1f} s off", True
