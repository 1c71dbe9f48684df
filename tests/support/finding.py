"""What the search box knows, and small documents to find, for tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import flows
from flows.finding import Document, Index, Lore, parse_lore

REFERENCE = Path(flows.__file__).parent / "reference"


@cache
def lore() -> Lore:
    """The bundled readings, simplified characters and everyday words."""
    texts = {name: (REFERENCE / f"{name}.tsv").read_text("utf-8") for name in ("readings", "simplified", "synonyms")}
    return parse_lore(**texts)


def document(name: str, title: str, en: str = "", **more: object) -> Document:
    titles = {"zh-Hans": title, **({"en": en} if en else {})}
    return Document(id=name, kind="service", title=titles, **more)  # type: ignore[arg-type]


@cache
def offices() -> Index:
    """A few services as departments call them."""
    return Index.of(
        (
            document(
                "certificate", "社会保险参保证明查询打印", "Certificate of social insurance", keywords=("社保单",)
            ),
            document("record", "社会保险个人权益记录查询打印（缴费明细）", "Record of social insurance rights"),
            document("allowance", "老人津贴（高龄老人津贴）申领", "Allowance for the elderly", names=("长者补贴",)),
            document("senior-card", "敬老优待卡的核发", "Senior citizen card"),
            document("rent", "租房提取住房公积金", "Withdraw the housing fund for rent"),
            document("fund", "住房公积金缴存信息查询", "Housing fund deposits", weight=5),
            document("licence", "机动车驾驶证期满换证", "Renewal of a driving licence"),
            document("hotline", "12345政务服务便民热线诉求提交", "Tell the 12345 hotline"),
            document("job-card", "《就业创业证》申领", "Employment and enterprise card"),
            document("flexible", "灵活就业人员社会保险费缴纳", "Insurance payments of the self-employed"),
        ),
        lore(),
    )


def found(typed: str, limit: int = 8, index: Index | None = None) -> list[str]:
    return [hit.id for hit in (index or offices()).find(typed, limit)]
