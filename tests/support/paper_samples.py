"""One filled-in example of each bundled paper. People, numbers and employers are invented; ID numbers check."""

from __future__ import annotations

from copy import deepcopy

from kiosk.documents.papers import Json

STATIONERY: dict[str, Json] = {
    "specimen": True,
    "brand": {"zh": "莞家自助服务", "en": "Guanjia self-service"},
    "place": {"zh": "厚街镇·溪头村便民服务站", "en": "Xitou, Houjie"},
    "terminal": "XT07",
    "printed_at": "2026-11-24T09:13:20+08:00",
}

_MATERIALS: list[Json] = [
    {"name": {"zh": "居民身份证", "en": "ID card"}, "form": {"zh": "读卡", "en": "Read from the card"}},
    {"name": {"zh": "户口本上您的那一页", "en": "Your page of the household register"}, "form": "现场拍照", "pages": 1},
    {"name": {"zh": "手写签名", "en": "Signature"}, "form": {"zh": "屏幕手写", "en": "Written on the screen"}},
]
_APPLICATION: dict[str, Json] = {
    "service": {"zh": "老人津贴申请", "en": "Old-age allowance"},
    "applicant": "张*",
    "id_number": "4419**********1237",
    "phone": "138****5620",
    "materials": _MATERIALS,
}
PAID: list[Json] = [
    {
        "payee": {"zh": "东莞市公安局交通警察支队（演示）", "en": "Dongguan Traffic Police (demo)"},
        "amount_fen": 20_005,
        "order": "JF202611240007",
        "paid_at": "2026-11-24T09:12:00+08:00",
    }
]
_SAMPLES: dict[str, dict[str, Json]] = {
    "receipt-received": {
        **_APPLICATION,
        "number": "DG202611240418",
        "local_number": "XT07-1124-0031",
        "received_at": "2026-11-24T01:12:00.120+00:00",
        "progress_url": "https://guanjia.example/p/DG202611240418",
        "next": [
            {"when": {"zh": "先审核", "en": "Review"}, "what": "民政部门核对户口和年龄，有事打您电话。"},
            {"when": {"zh": "没收到结果", "en": "No result"}, "what": "打 12345，报办件编号。"},
        ],
    },
    "receipt-kept": {
        **_APPLICATION,
        "local_number": "XT07-1124-0031",
        "kept_at": "2026-11-24T09:13:00+08:00",
        "clock_synced": True,
        "cause": "网络断了",
        "news_by": "2026-11-27",
        "news_from": {"zh": "厚街镇政务服务中心", "en": "Houjie service centre"},
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "note": {"zh": "能不能领，等平台核对户口后定。", "en": "It is decided after your household is checked."},
    },
    "bundle-receipt": {
        **_APPLICATION,
        "service": {"zh": "搬新家一件事", "en": "Moving house"},
        "at": "2026-11-24T09:13:00+08:00",
        "items": [
            {"title": {"zh": "水费改户名", "en": "Water account"}, "state": "received", "number": "DG202611240418"},
            {"title": {"zh": "电费改户名", "en": "Power account"}, "state": "kept", "number": "XT07-1124-0032"},
            {
                "title": {"zh": "煤气改户名", "en": "Gas account"},
                "state": "refused",
                "number": "XT07-1124-0033",
                "reason": {"zh": "户号对不上。", "en": "The account number is not known."},
            },
        ],
    },
    "report-receipt": {
        "number": "DG202611240419",
        "local_number": "XT07-1124-0032",
        "at": "2026-11-24T09:20:00+08:00",
        "service": {"zh": "老人津贴申请", "en": "Old-age allowance"},
        "step": {"zh": "打印回执", "en": "Printing"},
        "fault": "PRN-003",
        "fault_meaning": {"zh": "打印机没纸了", "en": "The printer is out of paper"},
        "words": "等了二十分钟，打印机一直没纸，站里也没有人。",
        "phone": "138****5620",
        "calls_back": {"zh": "东莞市政务服务和数据管理局", "en": "The service administration"},
        "within": {"zh": " 1 个工作日内", "en": "within 1 working day"},
    },
    "query-result": {
        "service": {"zh": "住房公积金缴存查询", "en": "Housing fund"},
        "title": {"zh": "最近的缴存", "en": "Latest payments"},
        "at": "2026-11-24T09:07:00+08:00",
        "records": [
            [
                {"label": {"zh": "月份", "en": "Month"}, "value": month},
                {"label": {"zh": "金额", "en": "Amount"}, "value": "560.00 元"},
                {"label": {"zh": "单位", "en": "Employer"}, "value": "东莞市示范玩具有限公司"},
            ]
            for month in ("2026 年 10 月", "2026 年 9 月")
        ],
    },
    "booking-slip": {
        "matter": {"zh": "不动产登记", "en": "Real estate registration"},
        "office": {"zh": "厚街镇不动产登记窗口", "en": "Houjie registration counter"},
        "number": "YY202611240007",
        "day": "2026-11-25",
        "begins": "09:30",
        "ends": "10:00",
        "bring": {"zh": "身份证，还有合同。", "en": "ID card and the contract."},
    },
    "social-insurance-certificate": {
        "person": {"name": "张伟", "number": "441900195103071237", "sex": "男"},
        "city": "东莞市",
        "as_of": "2026-11-24",
        "records": [
            {"kind": kind, "employer": "东莞市厚街示范制鞋厂", "first": first, "last": "2011-03", "months": months}
            for kind, first, months in (
                ("养老保险", "1998-07", 153),
                ("工伤保险", "1998-07", 153),
                ("失业保险", "2001-01", 123),
            )
        ],
        "totals": [
            {"kind": "养老保险", "months": 153},
            {"kind": "工伤保险", "months": 153},
            {"kind": "失业保险", "months": 123},
        ],
        "paid_months": 153,
        "deferred_months": 0,
        "certificate": {
            "number": "SB202611240007",
            "title": "社会保险个人参保证明",
            "issuer": "东莞市社会保险基金管理中心",
            "issued_at": "2026-11-24T09:12:00+08:00",
            "valid_until": "2027-02-22",
            "verification_code": "7KQ4-M2XD",
            "verification_url": "https://guanjia.example/v/SB202611240007?code=7KQ4-M2XD",
            "signature": "e30.e30.c2lnbmF0dXJl",
        },
    },
    "record-certificate": {
        "person": {"name": "张伟", "number": "441900195103071237", "sex": "男"},
        "opening": {"zh": "经查询，住房公积金缴存情况如下：", "en": "The housing provident fund was paid as follows."},
        "facts": [{"label": {"zh": "缴存单位", "en": "Employer"}, "value": "东莞市厚街示范制鞋厂（虚构）"}],
        "columns": [{"zh": "月份", "en": "Month"}, {"zh": "缴存额", "en": "Paid"}],
        "rows": [["2026-09", "560.00 元"], ["2026-10", "560.00 元"]],
        "as_of": "2026-11-24",
        "certificate": {
            "number": "DZ202611240003",
            "title": "住房公积金缴存证明",
            "issuer": "东莞市住房公积金管理中心（演示）",
            "issued_at": "2026-11-24T09:12:00+08:00",
            "valid_until": "2027-02-22",
            "verification_code": "4MPX-93QA",
            "verification_url": "https://guanjia.example/v/DZ202611240003?code=4MPX-93QA",
        },
    },
}

TEMPLATES = tuple(_SAMPLES)


def sample(template: str, **changes: Json) -> dict[str, Json]:
    """Return the data of a filled-in paper, with `changes` at its top."""
    return {**STATIONERY, **deepcopy(_SAMPLES[template]), **changes}


def sample_dict(template: str, field: str) -> dict[str, Json]:
    """Return a copy of one group of fields of a sample."""
    group = sample(template)[field]
    assert isinstance(group, dict)
    return group
