"""Builds devices from settings: the table of drivers. Opens no device and starts no thread; any thread.

A driver's module is loaded only when a device names it, so that a terminal without a camera never loads OpenCV.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from drivers.ports import Device
from kiosk.core.devices import DeviceKind
from kiosk.core.errors import ContentError

BAD_SETTINGS = "CNT-002"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSetting:
    """One device of the terminal. `address` and `options` mean what the driver says they mean."""

    kind: DeviceKind
    name: str
    driver: str
    address: str = ""
    options: Mapping[str, str | int | float | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Driver:
    """What a driver drives, its factory ``module:callable``, and the factory's word for the address."""

    kind: DeviceKind
    factory: str
    address: str = "address"


DRIVERS: Mapping[str, Driver] = {
    # a device path or port; option baud_rate
    "sdt-serial": Driver(DeviceKind.ID_CARD, "drivers.idcard.reader:serial_reader"),
    # a part of the PC/SC reader's name
    "pcsc": Driver(DeviceKind.SOCIAL_CARD, "drivers.smartcard.reader:PcscSocialCardReader", "reader_filter"),
    # an ipp or ipps URI
    "ipp": Driver(DeviceKind.PRINTER, "drivers.printer.ipp_printer:IppPrinter", "uri"),
    # a V4L2 device, a file or a folder of pictures
    "opencv": Driver(DeviceKind.DOCUMENT_CAMERA, "drivers.camera.camera:OpenCvCamera"),
}


def build(setting: DeviceSetting, **parts: object) -> Device:
    """Return the device, not yet opened. Raises `ContentError` CNT-002 naming what is wrong with the setting.

    `parts` are what the program lends to drivers that ask for it by name (the camera's `vision`); others ignore them.
    """
    driver = DRIVERS.get(setting.driver)
    if driver is None:
        raise _wrong(setting, f"there is no driver {setting.driver!r}; there are {', '.join(sorted(DRIVERS))}")
    if driver.kind is not setting.kind:
        raise _wrong(setting, f"driver {setting.driver!r} is for kind {driver.kind.value!r}")
    module, _, attribute = driver.factory.partition(":")
    factory = getattr(importlib.import_module(module), attribute)
    try:
        signature = inspect.signature(factory, eval_str=True)
        lent = {name: part for name, part in parts.items() if name in signature.parameters}
        arguments = signature.bind(name=setting.name, **{driver.address: setting.address}, **setting.options, **lent)
        for option, value in setting.options.items():
            _check_type(option, value, signature.parameters[option].annotation)
        return cast("Device", factory(*arguments.args, **arguments.kwargs))
    except (TypeError, ValueError) as exc:
        raise _wrong(setting, f"driver {setting.driver!r}: {exc}") from exc


def _check_type(option: str, value: str | float | bool, wanted: object) -> None:  # noqa: FBT001 - it is the value itself
    if wanted in (str, int, float, bool) and type(value) is not wanted and (type(value), wanted) != (int, float):
        raise TypeError(f"option {option!r} is of the wrong type")


def _wrong(setting: DeviceSetting, why: str) -> ContentError:
    return ContentError(BAD_SETTINGS, f"device {setting.name!r}: {why}")
