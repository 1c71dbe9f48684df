"""The bundled papers say what they must, to people and to scanners, and nothing runs off the sheet."""

from __future__ import annotations

import numpy as np
import pytest

from drivers.vision.codes import ZxingCodeScanner
from kiosk.documents.papers import Json
from kiosk.documents.typeset import typeset
from tests.support.paper_samples import PAID, TEMPLATES, sample, sample_dict
from tests.support.printed import lines_of, page_count, pictures_of, text_of

MUST_SAY: dict[str, tuple[str, ...]] = {
    "receipt-received": (
        "收件回执（平台已收到）",
        "DG202611240418",
        "XT07-1124-0031",
        "老人津贴申请",
        "张*",
        "4419**********1237",
        "2026年11月24日09:12",
        "户口本上您的那一页",
        "民政部门核对户口和年龄",
        "是否受理，由承办单位决定",
        "12345",
    ),
    "receipt-kept": (
        "收件凭证（非受理凭证）",
        "尚未受理",
        "本机已收下，平台还没收到",
        "XT07-1124-0031",
        "终端编号XT07",
        "2026年11月24日09:13",
        "已和平台对过时",
        "4419**********1237",
        "手写签名",
        "平台能收了就自动送出，您不用再来。最迟于2026年11月27日前由厚街镇政务服务中心短信告知结果，未收到请拨12345。",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ),
    "bundle-receipt": (
        "收件凭证（非受理凭证）",
        "搬新家一件事",
        "平台已收到",
        "本机已收下，平台还没收到",
        "没有送成",
        "户号对不上。",
        "DG202611240418",
        "XT07-1124-0032",
        "4419**********1237",
    ),
    "report-receipt": (
        "办不成事反映回执",
        "平台已收到您的反映",
        "DG202611240419",
        "老人津贴申请",
        "打印回执",
        "打印机没纸了",
        "PRN-003",
        "站里也没有人",
        "东莞市政务服务和数据管理局在1个工作日内打电话给您，打到138****5620。",
    ),
    "social-insurance-certificate": (
        "广东省社会保险个人参保证明",
        "张伟",
        "441900195103071237",
        "张伟在东莞市参加社会保险情况如下：",
        "1998.07–2011.03",
        "东莞市厚街示范制鞋厂",
        "截至2026年11月24日，累计月数合计：实际缴费153个月，缓缴0个月。",
        "SB202611240007",
        "7KQ4-M2XD",
        "2027年2月22日",
        "东莞市社会保险基金管理中心",
        "电子印章由平台签发（样张）",
    ),
}
MUST_SAY["record-certificate"] = (
    "住房公积金缴存证明",
    "张伟",
    "441900195103071237",
    "住房公积金缴存情况如下",
    "东莞市厚街示范制鞋厂",
    "560.00元",
    "内容截至2026年11月24日",
    "DZ202611240003",
    "4MPX-93QA",
    "2027年2月22日",
    "电子印章由平台签发（样张）",
)
MUST_SAY["query-result"] = (
    "最近的缴存",
    "住房公积金缴存查询",
    "2026年10月",
    "560.00元",
    "不是证明",
    "2026年11月24日09:07",
)
MUST_SAY["booking-slip"] = (
    "预约单",
    "2026年11月25日09:30–10:00",
    "厚街镇不动产登记窗口",
    "YY202611240007",
    "不动产登记",
    "身份证，还有合同。",
    "12345",
)
SCANNED = {
    "booking-slip": "YY202611240007",
    "bundle-receipt": "DG202611240418 XT07-1124-0032 XT07-1124-0033",
    "record-certificate": "https://guanjia.example/v/DZ202611240003?code=4MPX-93QA",
    "receipt-received": "https://guanjia.example/p/DG202611240418",
    "receipt-kept": "XT07-1124-0031 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "report-receipt": "DG202611240419",
    "social-insurance-certificate": "https://guanjia.example/v/SB202611240007?code=7KQ4-M2XD",
}
MARGIN_MM = 18.5  # nothing stands nearer to the left or right edge
UNPRINTABLE_MM = 6  # what usual laser printers leave empty is less
LONG = "广东省城乡居民基本养老保险关系转移接续暨被征地农民养老保障待遇领取资格认证申请"
NAME = "欧阳𠮷𡈽㙟·阿不都热依木·买买提艾力·吐尔逊江"
PERIODS: list[Json] = [
    {
        "kind": kind,
        "employer": f"东莞市厚街示范制鞋厂有限责任公司第三分公司（虚构）{year}",
        "first": f"{year}-01",
        "last": f"{year}-12",
        "months": 12,
    }
    for year in range(1980, 2020)
    for kind in ("养老保险", "工伤保险", "失业保险")
]
MANY: list[Json] = [
    {"name": f"{LONG}的第{number}件材料", "form": "现场拍照", "pages": number} for number in range(1, 31)
]
OVERFULL: dict[str, dict[str, Json]] = {
    "receipt-received": {
        "service": {"zh": LONG, "en": "Transfer " * 30},
        "applicant": NAME,
        "number": "DG2026112404180000000000000000",
        "progress_url": "https://guanjia.example/p/" + "x" * 300,
        "materials": MANY,
    },
    "receipt-kept": {"local_number": "XT07ABCDEFGH-1124-000000031", "materials": MANY, "cause": LONG, "phone": ""},
    "bundle-receipt": {"service": LONG, "applicant": NAME, "materials": MANY},
    "report-receipt": {"words": "等了很久。" * 150 + "http://" + "a" * 300, "service": LONG, "number": ""},
    "query-result": {
        "title": {"zh": LONG, "en": "Payments " * 20},
        "records": [
            [{"label": "月份", "value": f"第{number}个月"}, {"label": LONG, "value": NAME}] for number in range(40)
        ],
    },
    "booking-slip": {"office": LONG, "bring": f"{LONG}，" * 60, "number": "YY2026112400070000000000000000"},
    "record-certificate": {
        "person": {"name": NAME, "number": "441900195103071237", "sex": "男"},
        "rows": [[f"{year}.{month:02}", "560.00 元"] for year in range(2010, 2020) for month in range(1, 13)],
    },
    "social-insurance-certificate": {
        "person": {"name": NAME, "number": "441900195103071237", "sex": "男"},
        "records": PERIODS,
    },
}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_paper_says_what_it_must(template: str) -> None:
    text = text_of(typeset(template, sample(template)))
    for words in MUST_SAY[template]:
        assert words in text


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_specimen_says_so_on_every_page(template: str, language: str) -> None:
    pdf = typeset(template, sample(template, language=language, **OVERFULL[template]))
    assert page_count(pdf) > 1
    assert text_of(pdf).count("样张，虚构数据") == page_count(pdf)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_real_paper_does_not_call_itself_a_specimen(template: str) -> None:
    assert "样张" not in text_of(typeset(template, sample(template, specimen=False)))


@pytest.mark.parametrize("template", ["receipt-received", "receipt-kept", "bundle-receipt", "report-receipt"])
def test_no_receipt_of_the_terminal_claims_acceptance(template: str) -> None:
    text = text_of(typeset(template, sample(template)))
    for denial in ("尚未受理", "非受理凭证", "不是受理凭证", "是否受理"):
        text = text.replace(denial, "")
    assert "受理" not in text
    assert "印章" not in text


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_resident_who_reads_english_finds_it_under_the_chinese(template: str) -> None:
    chinese = text_of(typeset(template, sample(template)))
    both = text_of(typeset(template, sample(template, language="en")))
    english = {
        "receipt-received": "Casenumber",
        "receipt-kept": "Notyetaccepted",
        "bundle-receipt": "Watera",
        "report-receipt": "Reportnumber",
        "social-insurance-certificate": "CertificateofSocialInsurance",
        "record-certificate": "Thehousingprovidentfund",
        "query-result": "notacertificate",
        "booking-slip": "Bookingnumber",
    }[template]
    assert english in both
    assert english not in chinese
    assert MUST_SAY[template][0] in both


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_resident_who_reads_traditional_gets_his_own_papers_in_it(template: str) -> None:
    said = text_of(typeset(template, sample(template, language="zh-Hant")))
    whole = {
        "receipt-received": ("收件回執（平台已收到）", "老人津貼申請"),
        "receipt-kept": ("收件憑證（非受理憑證）", "老人津貼申請"),
        "bundle-receipt": ("收件憑證（非受理憑證）", "水費改戶名"),
        "report-receipt": ("辦不成事反映回執", "列印機沒紙了"),
        "social-insurance-certificate": MUST_SAY["social-insurance-certificate"],
        "record-certificate": MUST_SAY["record-certificate"],
        "query-result": ("最近的繳存", "不是證明"),
        "booking-slip": ("預約單", "厚街鎮不動產登記窗口"),
    }[template]
    for words in whole:
        assert words in said
    if "certificate" not in template:  # that one an office reads
        assert MUST_SAY[template][0] not in said


def test_what_a_resident_wrote_and_what_he_is_called_stay_as_they_are() -> None:
    said = text_of(typeset("report-receipt", sample("report-receipt", language="zh-Hant", words="没有纸，张伟发")))
    assert "没有纸，张伟发" in said


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_usual_paper_is_one_sheet(template: str) -> None:
    assert page_count(typeset(template, sample(template))) == 1


@pytest.mark.parametrize("template", SCANNED)
def test_the_code_on_the_paper_is_read_by_a_scanner(template: str) -> None:
    page = pictures_of(typeset(template, sample(template)), dpi=100)[-1]
    assert [text.reveal() for text in ZxingCodeScanner().decode(page)] == [SCANNED[template]]


def test_the_code_of_a_certificate_is_in_the_lower_right_corner() -> None:
    page = pictures_of(typeset("social-insurance-certificate", sample("social-insurance-certificate")), dpi=100)[0]
    height, width = page.shape
    assert ZxingCodeScanner().decode(page[height * 3 // 4 :, width * 2 // 3 :])


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_long_names_many_rows_and_endless_words_stay_on_the_sheet(template: str, language: str) -> None:
    pdf = typeset(template, sample(template, language=language, **OVERFULL[template]))
    for page in pictures_of(pdf, dpi=50):
        margin, foot = round(MARGIN_MM / 25.4 * 50), round(UNPRINTABLE_MM / 25.4 * 50)
        assert np.all(page[:, :margin] > 250)
        assert np.all(page[:, -margin:] > 250)
        assert np.all(page[-foot:] > 250)
    text = text_of(pdf).replace("\u200b", "")
    for said in {
        "receipt-received": (NAME, "第30件材料", "DG2026112404180000000000000000"),
        "receipt-kept": ("第30件材料", "XT07ABCDEFGH-1124-000000031"),
        "bundle-receipt": (NAME, "第30件材料"),
        "report-receipt": ("等了很久。" * 20, "a" * 300),
        "record-certificate": (NAME, "2010.01", "2019.12"),
        "query-result": ("第0个月", "第39个月", NAME),
        "booking-slip": ("YY2026112400070000000000000000", f"{LONG}，{LONG}"),
        "social-insurance-certificate": (NAME, "1980.01–1980.12", "2019.01–2019.12"),
    }[template]:
        assert said in text
    assert text.count("等了很久。") == (150 if template == "report-receipt" else 0)


def test_a_certificate_without_a_period_says_so() -> None:
    text = text_of(typeset("social-insurance-certificate", sample("social-insurance-certificate", records=[])))
    assert "没有参保记录" in text


def test_a_slip_of_a_clock_that_was_not_checked_says_so() -> None:
    assert "没有和平台对过时" in text_of(typeset("receipt-kept", sample("receipt-kept", clock_synced=False)))


def test_a_slip_without_a_date_promises_none() -> None:
    text = text_of(typeset("receipt-kept", sample("receipt-kept", news_by="", news_from="")))
    assert "平台能收了就自动送出，您不用再来。想问结果，请拨12345，报本机编号。" in text


def test_a_slip_promises_a_message_only_where_somebody_sends_one() -> None:
    text = text_of(typeset("receipt-kept", sample("receipt-kept", news_from="")))
    assert "短信" not in text
    assert "到2026年11月27日还没有消息，请拨12345，报本机编号。" in text


def test_a_slip_says_what_its_code_holds() -> None:
    assert "只有编号和校验值" in text_of(typeset("receipt-kept", sample("receipt-kept")))
    text = text_of(typeset("receipt-kept", sample("receipt-kept", digest="")))
    assert "只有编号" in text
    assert "校验值" not in text


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_a_report_without_a_phone_promises_no_call(language: str) -> None:
    text = text_of(typeset("report-receipt", sample("report-receipt", phone="", language=language)))
    assert "打电话给您" not in text
    assert "callyou" not in text.replace(" ", "")


def test_a_report_that_is_not_received_yet_says_so() -> None:
    text = text_of(typeset("report-receipt", sample("report-receipt", number="")))
    assert "本机已收下，平台还没收到" in text
    assert "平台已收到" not in text
    assert "XT07-1124-0032" in text
    assert "收件凭证" in text
    assert "反映回执" not in text, "a receipt is only what the platform has received"


def test_a_number_to_call_stays_beside_its_verb() -> None:
    for length in (21, 23, 25):  # where the line would end between the two
        lines = lines_of(typeset("receipt-kept", sample("receipt-kept", news_from="镇" * length)))
        assert any("请拨12345" in line for line in lines)
        assert not any(line.endswith("请拨") for line in lines)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_paper_with_only_what_it_needs_is_a_paper(template: str) -> None:
    needed = {
        "receipt-received": ("service", "applicant", "number"),
        "receipt-kept": ("service", "applicant", "local_number", "kept_at", "clock_synced"),
        "query-result": ("service", "title", "at", "records"),
        "booking-slip": ("matter", "office", "number", "day", "begins", "ends"),
        "bundle-receipt": ("service", "applicant", "items", "at"),
        "report-receipt": ("at",),
        "record-certificate": ("person", "opening", "as_of", "certificate"),
        "social-insurance-certificate": tuple(
            name for name in sample("social-insurance-certificate") if name not in sample("report-receipt")
        ),
    }[template]
    full = sample(template)
    assert page_count(typeset(template, {name: full[name] for name in needed})) == 1


def test_a_title_that_names_the_province_already_is_not_made_to_say_it_twice() -> None:
    certificate = sample_dict("social-insurance-certificate", "certificate") | {"title": "广东省社会保险个人参保证明"}
    text = text_of(
        typeset("social-insurance-certificate", sample("social-insurance-certificate", certificate=certificate))
    )
    assert text.count("广东省社会保险个人参保证明") == 1
    assert "广东省广东省" not in text


@pytest.mark.parametrize("template", ["receipt-received", "receipt-kept"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_what_was_paid_stands_on_the_receipt(template: str, language: str) -> None:
    pdf = typeset(template, sample(template, paid=PAID, materials=[], note="", language=language))
    said = "".join(text_of(pdf).split())
    assert all(each in said for each in ("200.05元", "JF202611240007", "东莞市公安局交通警察支队", "09:12"))
    assert page_count(pdf) == 1
