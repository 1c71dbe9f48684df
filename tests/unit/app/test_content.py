from pathlib import Path

import pytest

from kiosk.app.content import BUNDLED_SERVICES, read_reference, service_files, site_of
from kiosk.core.errors import ContentError
from tests.support.settings import settings_in

ELSEWHERE = """
[[terminal.elsewhere]]
name = "厚街镇政务服务中心"
name_en = "Houjie Town service centre"
aside = "2.1 公里"
aside_en = "2.1 km"
open = [["08:30", "12:00"], ["14:00", "17:30"]]

[[terminal.elsewhere]]
name = "本站人工窗口"
name_en = "Staffed counter here"
detail = "往左 10 米"
"""


def test_every_service_file_below_the_folder_is_read_by_its_path_there(tmp_path: Path) -> None:
    (tmp_path / "town").mkdir()
    (tmp_path / "b.yaml").write_text("乙", encoding="utf-8")
    (tmp_path / "town" / "a.yaml").write_text("甲", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a service", encoding="utf-8")
    assert service_files(tmp_path) == {"b.yaml": "乙", str(Path("town") / "a.yaml"): "甲"}


def test_the_bundled_services_and_reference_lists_are_there() -> None:
    assert len(service_files(BUNDLED_SERVICES)) >= 3
    reference = read_reference("441900122015")
    assert reference.own
    assert reference.departments
    assert reference.life_events


def test_a_folder_without_services_is_a_fault_that_names_it(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(ContentError) as caught:
            service_files(folder)
        assert (caught.value.code, str(folder) in caught.value.detail) == ("CNT-001", True)


@pytest.mark.parametrize("how", ["not UTF-8", "a folder"])
def test_a_service_file_that_cannot_be_read_is_named(tmp_path: Path, how: str) -> None:
    file = tmp_path / "service.yaml"
    if how == "a folder":
        file.mkdir()
    else:
        file.write_bytes(b"\xff\xfe")
    with pytest.raises(ContentError) as caught:
        service_files(tmp_path)
    assert (caught.value.code, "service.yaml cannot be read" in caught.value.detail) == ("CNT-001", True)


def test_the_screens_say_where_the_terminal_stands_and_where_else_to_go(tmp_path: Path) -> None:
    site = site_of(settings_in(tmp_path, more=ELSEWHERE))
    assert (site.terminal_code, site.village_code, site.hotline) == ("XT07", "441900122015", "12345")
    centre, counter = site.counters
    assert centre.open == (("08:30", "12:00"), ("14:00", "17:30"))
    assert set(centre.aside.by_language.values()) == {"2.1 公里", "2.1 km"}
    assert not any(counter.aside.by_language.values()), "words in one language only are not shown"
    assert not any(counter.detail.by_language.values())


@pytest.mark.parametrize(
    ("platform", "url"),
    [("", "http://127.0.0.1:9"), ('public_url = "https://guanjia.example/"', "https://guanjia.example")],
)
def test_codes_lead_to_the_public_address_or_the_platform(tmp_path: Path, platform: str, url: str) -> None:
    assert site_of(settings_in(tmp_path, platform=platform)).verify_url == url


@pytest.mark.parametrize(("more", "days"), [("", 30), ('[store]\nfolder = "store"\nkeep_received_days = 0\n', 0)])
def test_the_screens_say_how_long_what_was_handed_in_stays(tmp_path: Path, more: str, days: int) -> None:
    assert site_of(settings_in(tmp_path, more=more)).keep_days == days
