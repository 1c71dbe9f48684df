"""The fictional people of the sandbox: what their cards say, and what the platform has on record of them.

Every person, number, address and employer here is invented; the ID numbers carry valid check digits (GB 11643) so
that they pass the checks of a real terminal. Data only: no I/O, any thread. What a card looks like on the wire is
`sandbox.idcard_reader`'s business, what an agency decides is the platform's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DONGGUAN = "441900"  # GB/T 2260; a prefecture city without county level


class CardLayout(StrEnum):
    """The four identity cards by the type flag at offset 248 of their text block."""

    RESIDENT = " "
    HMT_RESIDENCE = "J"
    FOREIGNER_2017 = "I"
    FOREIGNER_2023 = "Y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Insurance:
    """One stretch of social insurance. `first` and `last` are months, ``YYYY-MM``, both included."""

    kind: str
    employer: str
    first: str
    last: str

    @property
    def months(self) -> int:
        """Number of months paid, both ends included."""
        first_year, first_month = map(int, self.first.split("-"))
        last_year, last_month = map(int, self.last.split("-"))
        return (last_year - first_year) * 12 + last_month - first_month + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """One fictional person. Fields that a card of the person's layout does not carry are empty.

    `sex` is GB/T 2261.1 ("1" male, "2" female), `ethnicity` GB/T 3304 (two digits), `household` the GB/T 2260 code
    of the household register ("" for those without one), `valid_to` None means long-term (长期).
    """

    id: str
    name: str
    number: str
    sex: str
    birth: date
    issuer: str
    valid_from: date
    valid_to: date | None
    layout: CardLayout = CardLayout.RESIDENT
    ethnicity: str = ""
    address: str = ""
    newest_address: str = ""
    household: str = ""
    village: str = ""  # 12-digit statistical code of the village or community of the household
    phone: str = ""
    bank_card: str = ""
    social_card: str = ""  # nine characters
    insurance: tuple[Insurance, ...] = ()
    english_name: str = ""
    nationality: str = ""  # ISO 3166 alpha-3
    permit_number: str = ""  # travel permit (通行证)
    times_issued: int = 0
    issuer_code: str = ""  # accepting authority of a 2017 foreigner's card, four characters
    newborn: bool = False  # whether a birth certificate of a child of theirs is on record
    former_link: str = ""  # three characters of a 2023 card that tie it to the former number

    @property
    def in_dongguan(self) -> bool:
        """True when the household register is in Dongguan."""
        return self.household == DONGGUAN


ZHANG_WEI = Resident(
    id="zhang-wei",
    name="张伟",
    number="441900195103071237",
    sex="1",
    birth=date(1951, 3, 7),
    ethnicity="01",
    address="广东省东莞市厚街镇溪头社区示范路三巷8号",
    household=DONGGUAN,
    village="441900122015",
    issuer="东莞市公安局",
    valid_from=date(2006, 5, 20),
    valid_to=None,
    phone="13800005620",
    bank_card="6200000000000006608",
    social_card="E00000101",
    insurance=(
        Insurance(kind="养老保险", employer="东莞市厚街示范制鞋厂", first="1998-07", last="2011-03"),
        Insurance(kind="工伤保险", employer="东莞市厚街示范制鞋厂", first="1998-07", last="2011-03"),
        Insurance(kind="失业保险", employer="东莞市厚街示范制鞋厂", first="2001-01", last="2011-03"),
    ),
)

LI_XIULAN = Resident(
    id="li-xiulan",
    name="李秀兰",
    number="441900196309150023",
    sex="2",
    birth=date(1963, 9, 15),
    ethnicity="01",
    address="广东省东莞市石碣镇水南村示范街12号",
    newest_address="广东省东莞市厚街镇溪头社区示范路五巷2号",
    household=DONGGUAN,
    village="441900122015",
    issuer="东莞市公安局",
    valid_from=date(2013, 10, 8),
    valid_to=date(2033, 10, 8),
    phone="13800001915",
    bank_card="6200000000000002214",
    social_card="E00000102",
    insurance=(
        Insurance(kind="养老保险", employer="东莞市示范玩具有限公司", first="2002-03", last="2013-09"),
        Insurance(kind="工伤保险", employer="东莞市示范玩具有限公司", first="2002-03", last="2013-09"),
        Insurance(kind="失业保险", employer="东莞市示范玩具有限公司", first="2004-06", last="2013-09"),
    ),
)

CHEN_JIAHAO = Resident(
    id="chen-jiahao",
    name="陈家豪",
    number="450100195401010034",
    sex="1",
    birth=date(1954, 1, 1),
    ethnicity="08",
    address="广西南宁市青秀区示范大道66号2栋301房",
    household="450100",
    issuer="南宁市公安局青秀分局",
    valid_from=date(2008, 3, 3),
    valid_to=None,
    phone="13800004508",
    bank_card="6200000000000009931",
)

HUANG_KAIYI = Resident(
    id="huang-kaiyi",
    layout=CardLayout.HMT_RESIDENCE,
    name="黄凯怡",
    number="810000198804120030",
    sex="1",
    birth=date(1988, 4, 12),
    address="广东省东莞市长安镇乌沙社区示范路1号",
    issuer="东莞市公安局",
    valid_from=date(2023, 6, 1),
    valid_to=date(2028, 6, 1),
    permit_number="H00000001",
    times_issued=1,
    phone="13800008810",
)

MARIE_EXEMPLE = Resident(
    id="marie-exemple",
    layout=CardLayout.FOREIGNER_2017,
    name="马丽",
    number="FRA441988041201",
    sex="2",
    birth=date(1988, 4, 12),
    issuer="",
    issuer_code="4419",
    valid_from=date(2019, 2, 1),
    valid_to=date(2029, 2, 1),
    english_name="EXEMPLE, MARIE CLAIRE",
    nationality="FRA",
    phone="13800003301",
)

JEAN_BAPTISTE = Resident(
    id="jean-baptiste",
    layout=CardLayout.FOREIGNER_2023,
    name="让巴蒂斯特",
    number="944250197508230019",
    sex="1",
    birth=date(1975, 8, 23),
    issuer="",
    valid_from=date(2024, 3, 15),
    valid_to=date(2034, 3, 15),
    english_name="EXEMPLE DE LA FONTAINE, JEAN BAPTISTE MAXIME",  # over 35 characters: it goes on at offset 220
    nationality="FRA",
    times_issued=0,
    former_link="001",
    phone="13800003302",
)

LIANG_XIAOWEN = Resident(
    id="liang-xiaowen",
    name="梁晓雯",
    number="441900199506120046",
    sex="2",
    birth=date(1995, 6, 12),
    ethnicity="01",
    address="广东省东莞市厚街镇溪头社区示范路二巷6号",
    household=DONGGUAN,
    village="441900122015",
    issuer="东莞市公安局",
    valid_from=date(2021, 6, 15),
    valid_to=date(2041, 6, 15),
    phone="13800009506",
    bank_card="6200000000000004616",
    social_card="E00000103",
    newborn=True,
)

RESIDENTS: tuple[Resident, ...] = (
    ZHANG_WEI,
    LI_XIULAN,
    CHEN_JIAHAO,
    HUANG_KAIYI,
    MARIE_EXEMPLE,
    JEAN_BAPTISTE,
    LIANG_XIAOWEN,
)


def resident(resident_id: str) -> Resident:
    """Return the resident of that id; `KeyError` when nobody has it."""
    return {person.id: person for person in RESIDENTS}[resident_id]
