"""``kioskctl devices``: every device of kiosk.toml and how it is, asked afresh.

While the terminal runs, a serial line belongs to it: the report that it keeps is shown instead, with its age.
"""

from __future__ import annotations

import argparse

from kiosk.app.report import read_report
from kiosk.cli.output import Row, show
from kiosk.config.load import load
from kiosk.config.settings import DeviceSettings, Settings
from kiosk.core.devices import DeviceKind, Health
from kiosk.core.errors import ContentError
from kiosk.core.faults import FAULTS


def run(options: argparse.Namespace) -> int:
    """Show the devices. Exit code 1 when one is not usable."""
    rows = device_rows(load(options.config).settings)
    show(rows, as_json=options.json, empty="kiosk.toml names no devices.")
    return 0 if all(Health(row["health"]).usable for row in rows) else 1


def device_rows(settings: Settings) -> list[Row]:
    """Return one row a device, from the running terminal's report or by asking."""
    report = read_report(settings)
    return [_reported(device, report) if report else _asked(device) for device in settings.devices]


def _reported(device: DeviceSettings, report: Row) -> Row:
    found = report["devices"].get(device.name, {})
    return _row(device, found.get("health", Health.WARMING), found.get("fault", ""), "the running terminal")


def _asked(device: DeviceSettings) -> Row:
    from drivers.registry import DeviceSetting, build  # noqa: PLC0415 - loads drivers

    setting = DeviceSetting(
        kind=DeviceKind(device.kind),
        name=device.name,
        driver=device.driver,
        address=device.address,
        options=device.options,
    )
    try:
        built = build(setting)
    except ContentError as exc:
        return {**_row(device, Health.FAILED, exc.code, "just now"), "meaning": exc.detail}
    try:
        health = built.probe()
    finally:
        built.close()
    return _row(device, health.health, health.fault, "just now")


def _row(device: DeviceSettings, health: str, fault: str, asked: str) -> Row:
    known = FAULTS.get(fault)
    return {
        "device": device.name,
        "kind": device.kind,
        "health": str(health),
        "fault": fault,
        "meaning": known.meaning if known else "",
        "remedy": known.remedy if known else "",
        "driver": device.driver,
        "address": device.address,
        "seen by": asked,
    }
