from pathlib import Path

from kiosk.app.stationery import KEYS, stationery
from kiosk.documents.papers import ReceiptKept, parse
from tests.support.settings import settings_in
from tests.support.stores import NOON

PUBLIC = "https://guanjia.example"


def test_every_paper_says_where_by_whom_and_when_it_was_printed(tmp_path: Path) -> None:
    ours = stationery(settings_in(tmp_path).terminal, PUBLIC, None, NOON, clock_synced=True)
    assert ours == {
        "brand": {"zh": "莞家自助服务", "en": "Guanjia self-service"},
        "place": {"zh": "厚街镇·溪头村便民服务站", "en": "Xitou Village, Houjie Town"},
        "terminal": "XT07",
        "hotline": "12345",
        "specimen": False,
        "printed_at": "2025-11-24T12:00:00+08:00",
        "clock_synced": True,
        "progress_url": "",
    }


def test_with_the_platforms_number_it_leads_to_the_public_page(tmp_path: Path) -> None:
    ours = stationery(settings_in(tmp_path).terminal, PUBLIC, "DG2611240017", NOON, clock_synced=True)
    assert ours["progress_url"] == "https://guanjia.example/s/DG2611240017"


def test_it_gives_exactly_what_it_says_and_papers_understand_it(tmp_path: Path) -> None:
    ours = stationery(settings_in(tmp_path).terminal, PUBLIC, None, NOON, clock_synced=False)
    assert ours.keys() == KEYS
    receipt = {"service": "老人津贴", "applicant": "张*", "local_number": "XT07-1124-0001", "kept_at": NOON.isoformat()}
    paper = parse(ReceiptKept, {**ours, **receipt})
    assert isinstance(paper, ReceiptKept)
    assert (paper.terminal, paper.printed_at, paper.place.en) == ("XT07", NOON, "Xitou Village, Houjie Town")
    assert paper.clock_synced is False
