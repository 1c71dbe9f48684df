from pathlib import Path

import pytest

from kiosk.config.load import load
from kiosk.core.errors import ContentError

GOOD = """\
[terminal]
code = "XT07"
place = "厚街镇·溪头村便民服务站"
place_en = "Xitou Village, Houjie Town"
town_code = "441900122"
village_code = "441900122015"

[platform]
base_url = "http://127.0.0.1:9000"

[store]
folder = "var/store"

[[devices]]
name = "reader"
kind = "id_card"
driver = "sdt-serial"
address = "/dev/serial/by-id/reader"
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_good_file_loads_and_relative_paths_are_relative_to_it(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, GOOD))
    assert loaded.settings.terminal.code == "XT07"
    assert loaded.settings.store.folder == tmp_path / "var/store"
    assert loaded.settings.devices[0].driver == "sdt-serial"


def test_a_file_saved_with_a_byte_order_mark_is_read_the_same(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(GOOD, encoding="utf-8-sig")
    assert file.read_bytes()[:3] == b"\xef\xbb\xbf"
    loaded = load(file)
    assert loaded.settings.terminal.code == "XT07"
    assert loaded.origin("terminal.code") == "kiosk.toml, line 2"


def test_a_site_says_what_is_wanted_there_and_where_it_lies(tmp_path: Path) -> None:
    site = '[site]\ncommon = ["elder-allowance"]\nposition = [22.9341, 113.6702]\n'
    loaded = load(write(tmp_path, GOOD + site)).settings.site
    assert (loaded.common, loaded.position) == (("elder-allowance",), (22.9341, 113.6702))
    assert load(write(tmp_path, GOOD)).settings.site.position is None
    with pytest.raises(ContentError, match="position"):
        load(write(tmp_path, GOOD + site.replace("22.9341, 113.6702", "113.6702, 22.9341")))


def test_every_value_says_where_it_came_from(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, GOOD))
    assert loaded.origin("platform.base_url") == "kiosk.toml, line 9"
    assert loaded.origin("devices.0.address") == "kiosk.toml, line 18"
    assert loaded.origin("session.idle_s") == "default"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("code =", "kode ="), ["line 2", "terminal.kode", "is not a setting"]),
        (('base_url = "http://127.0.0.1:9000"', 'base_url = "not a url"'), ["line 9", "platform.base_url"]),
        (('town_code = "441900122"', 'town_code = "44"'), ["line 5", "terminal.town_code"]),
        (('kind = "id_card"', 'kind = "toaster"'), ["line 16", "devices.0.kind"]),
        (('folder = "var/store"', ""), ["line 11", "store.folder", "is missing"]),
        (("[store]", "[store"), ["not valid TOML", "line 11"]),
    ],
)
def test_a_broken_file_names_line_and_reason(tmp_path: Path, change: tuple[str, str], words: list[str]) -> None:
    with pytest.raises(ContentError) as caught:
        load(write(tmp_path, GOOD.replace(*change)))
    assert caught.value.code == "CNT-002"
    for word in words:
        assert word in caught.value.detail


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="does not exist"):
        load(tmp_path / "kiosk.toml")


def test_a_file_that_is_not_text_says_so(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContentError, match="UTF-8"):
        load(file)


def test_two_devices_of_one_name_are_refused(tmp_path: Path) -> None:
    device = GOOD[GOOD.index("[[devices]]") :]
    with pytest.raises(ContentError, match="two devices are named 'reader'"):
        load(write(tmp_path, GOOD + device))


def test_the_example_in_packaging_is_complete_and_valid() -> None:
    example = Path(__file__).resolve().parents[3] / "packaging" / "kiosk.example.toml"
    loaded = load(example)
    assert {device.kind for device in loaded.settings.devices} == {
        "id_card",
        "social_card",
        "printer",
        "document_camera",
    }
    text = example.read_text(encoding="utf-8")
    for section in type(loaded.settings).model_fields:
        assert f"[{section}]" in text or f"[[{section}]]" in text
