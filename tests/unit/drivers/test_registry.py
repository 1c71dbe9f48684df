import importlib
import inspect

import pytest

from drivers.idcard.reader import SdtIdCardReader
from drivers.registry import DRIVERS, DeviceSetting, build
from kiosk.core.devices import DeviceKind
from kiosk.core.errors import ContentError

READER = DeviceSetting(kind=DeviceKind.ID_CARD, name="reader", driver="sdt-serial", address="/dev/serial/by-id/x")


def test_a_device_is_built_from_its_setting_without_being_opened() -> None:
    device = build(READER)
    assert isinstance(device, SdtIdCardReader)
    assert device.name == "reader"
    slow = DeviceSetting(
        kind=DeviceKind.ID_CARD, name="slow", driver="sdt-serial", address="/dev/x", options={"baud_rate": 9600}
    )
    assert build(slow).name == "slow"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"driver": "sdt-seriel"}, "no driver 'sdt-seriel'"),
        ({"kind": DeviceKind.PRINTER}, "for kind 'id_card'"),
        ({"options": {"baud": 9600}}, "baud"),
        ({"options": {"baud_rate": "fast"}}, "'baud_rate' is of the wrong type"),
        ({"options": {"baud_rate": True}}, "'baud_rate' is of the wrong type"),
        ({"options": {"baud_rate": 12}}, "no line runs at 12 baud"),
        ({"address": ""}, "must name a serial line"),
    ],
)
def test_a_wrong_setting_is_named_with_its_device(wrong: dict[str, object], words: str) -> None:
    values: dict[str, object] = {
        "kind": READER.kind,
        "name": READER.name,
        "driver": READER.driver,
        "address": READER.address,
    }
    with pytest.raises(ContentError) as caught:
        build(DeviceSetting(**{**values, **wrong}))  # type: ignore[arg-type]
    assert caught.value.code == "CNT-002"
    assert "'reader'" in caught.value.detail
    assert words in caught.value.detail


@pytest.mark.parametrize("name", sorted(DRIVERS))
def test_every_driver_of_the_table_exists_and_takes_a_name_and_an_address(name: str) -> None:
    driver = DRIVERS[name]
    module, _, attribute = driver.factory.partition(":")
    factory = getattr(importlib.import_module(module), attribute)
    assert inspect.signature(factory).bind(**{"name": "device", driver.address: "somewhere"}).args is not None
