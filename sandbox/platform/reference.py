"""What is about nobody: opening hours of the counters. A terminal may keep these answers. Loop thread.

The places and hours are made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.platform.desk import Clerk, Desk

_HOURS = "周一到周五 8:30–12:00，14:00–17:30"
_HOURS_EN = "Mon to Fri 8:30-12:00, 14:00-17:30"
COUNTERS = (
    ("厚街镇政务服务中心（演示）", "Houjie service centre (demo)", "厚街镇示范大道 1 号", "0769-00000001"),
    ("溪头社区党群服务中心（演示）", "Xitou community centre (demo)", "厚街镇溪头示范路 8 号", "0769-00000002"),
    ("虎门镇政务服务中心（演示）", "Humen service centre (demo)", "虎门镇示范路 2 号", "0769-00000003"),
)


def opening_hours(desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - the same for all
    """The counters with address, telephone and opening hours."""
    counters = [
        {"name": zh, "name_en": en, "address": address, "phone": phone, "hours": _HOURS, "hours_en": _HOURS_EN}
        for zh, en, address, phone in COUNTERS
    ]
    return {"counters": counters}


CLERKS: Mapping[str, Clerk] = {"opening-hours": opening_hours}
