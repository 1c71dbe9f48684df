"""``kioskctl devices``: every device of kiosk.toml and how it is, asked afresh.

While the terminal runs its devices belong to it: then what it last reported is shown, and since when that is so.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime

from drivers.lane import Done, Failed, LaneResult, Stuck
from drivers.ports import Device
from kiosk.app.report import read_report
from kiosk.cli import output
from kiosk.cli.asking import ask_all
from kiosk.cli.output import Row
from kiosk.config.load import load
from kiosk.config.settings import DeviceSettings, Settings
from kiosk.core.devices import DeviceHealth, DeviceKind, Health
from kiosk.core.errors import ContentError

DEADLINE_S = 4.0  # probes promise two seconds
COLUMNS = ("device", "health", "fault")


def run(options: argparse.Namespace) -> int:
    """Show the devices. Exit code 1 when one is not usable."""
    rows = device_rows(load(options.config).settings)
    if options.json:
        output.as_json(rows)
    else:
        show(rows)
        output.explain(row["fault"] for row in rows)
    return 0 if usable(rows) else 1


def show(rows: Sequence[Row]) -> None:
    """Print the devices for people."""
    reported = any(row["since"] for row in rows)
    if rows:
        output.as_table(rows, (*COLUMNS, "since") if reported else COLUMNS, below=_behind)
    else:
        print("kiosk.toml names no devices")
    if reported:
        print("(as the running terminal reports them)")


def _behind(row: Row) -> str:
    """Say what stands in kiosk.toml, and what is wrong with it."""
    where = f" at {row['address']}" if row["address"] else ""
    return f"{row['driver']}{where}\n{row['detail']}"


def usable(rows: Sequence[Row]) -> bool:
    """True when every device can be used."""
    return all(Health(row["health"]).usable for row in rows)


def device_rows(settings: Settings) -> list[Row]:
    """Return one row a device, from the running terminal's report or by asking them all at once."""
    report = read_report(settings)
    if report is None:
        return _asked(settings.devices)
    return [_reported(device, report["devices"].get(device.name)) for device in settings.devices]


def _reported(device: DeviceSettings, found: Row | None) -> Row:
    if found is None:
        return _row(device, Health.WARMING)
    return _row(device, Health(found["health"]), found["fault"], since=datetime.fromisoformat(found["since"]))


def _asked(devices: Sequence[DeviceSettings]) -> list[Row]:
    rows: dict[str, Row] = {}
    probes: dict[str, Callable[[], DeviceHealth]] = {}
    with ExitStack() as undo:
        for device in devices:
            try:
                built = _build(device)
            except ContentError as exc:
                rows[device.name] = _row(device, Health.FAILED, exc.code, detail=exc.detail)
                continue
            probes[device.name] = built.probe
            undo.callback(built.close)
        found = ask_all(probes, DEADLINE_S)
        if any(isinstance(result, Stuck) for result in found.values()):
            undo.pop_all()  # closing may hang as well; the process ends in a moment
    rows |= {device.name: _answered(device, found[device.name]) for device in devices if device.name in found}
    return [rows[device.name] for device in devices]


def _build(device: DeviceSettings) -> Device:
    from drivers.registry import DeviceSetting, build  # noqa: PLC0415 - loads drivers

    return build(
        DeviceSetting(
            kind=DeviceKind(device.kind),
            name=device.name,
            driver=device.driver,
            address=device.address,
            options=device.options,
        )
    )


def _answered(device: DeviceSettings, result: LaneResult[DeviceHealth]) -> Row:
    match result:
        case Done(health):
            return _row(device, health.health, health.fault)
        case Failed(fault):
            return _row(device, Health.FAILED, fault.code)
        case Stuck():
            return _row(device, Health.STUCK, "DEV-001")


def _row(
    device: DeviceSettings, health: Health, fault: str = "", *, since: datetime | None = None, detail: str = ""
) -> Row:
    return {
        "device": device.name,
        "kind": device.kind,
        "health": str(health),
        **output.fault_facts(fault),
        "detail": detail,
        "since": since,
        "driver": device.driver,
        "address": device.address,
    }
