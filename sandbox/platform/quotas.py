"""How many of a service can still be taken today. Loop thread.

A full day is a sheet in the cabinet ``quota``, laid there by the lever ``/sandbox/quotas/{service}/{left}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sandbox.platform.desk import Clerk, Desk
from sandbox.platform.messages import instant
from sandbox.platform.store import PlatformStore

A_DAY = 30


def quota(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """Say how many of `service` are left today, and when there are more."""
    service = str(parameters.get("service", ""))
    sheet = desk.store.sheet("quota", service)
    left = A_DAY if sheet is None else int(sheet["left"])
    tomorrow = (desk.now + timedelta(days=1)).replace(hour=8, minute=30, second=0, microsecond=0)
    return {"service": service, "left": left, "of": A_DAY, "again_at": instant(tomorrow)}


def set_left(store: PlatformStore, service: str, left: int) -> dict[str, Any]:
    """Say how many are left from now on."""
    sheet = {"left": left}
    with store.transaction():
        store.file_sheet("quota", service, sheet)
    return sheet


CLERKS: Mapping[str, Clerk] = {"quota": quota}
