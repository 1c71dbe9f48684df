"""What the agencies have on record of the fictional residents: lists, bills, and certificates over them. Loop thread.

Every record, sum, number and employer is made up. Somebody of whom nothing is on record is told so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from sandbox.platform.certificates import new_code
from sandbox.platform.desk import Clerk, Desk
from sandbox.platform.messages import instant
from sandbox.platform.problems import Problem, ProblemError, Reason
from sandbox.platform.queries import find_person
from sandbox.platform.store import KeptCertificate
from sandbox.residents import Resident

VALID = timedelta(days=90)
NOBODY_KNOWN = "450100195401010034"  # 陈家豪: no agency of the city has anything on record of him
UNKNOWN_ACCOUNT = "000000"  # a bill's account that does not exist

LISTS: Mapping[str, list[dict[str, Any]]] = {
    "pension-payments": [
        {
            "month": "2026-11",
            "amount_fen": 286500,
            "bank": "样例银行",
            "paid_on": "2026-11-15",
            "account": "6200000000000006608",
        },
        {
            "month": "2026-10",
            "amount_fen": 286500,
            "bank": "样例银行",
            "paid_on": "2026-10-15",
            "account": "6200000000000006608",
        },
        {
            "month": "2026-09",
            "amount_fen": 286500,
            "bank": "样例银行",
            "paid_on": "2026-09-15",
            "account": "6200000000000006608",
        },
        {
            "month": "2026-08",
            "amount_fen": 286500,
            "bank": "样例银行",
            "paid_on": "2026-08-15",
            "account": "6200000000000006608",
        },
        {
            "month": "2026-07",
            "amount_fen": 286500,
            "bank": "样例银行",
            "paid_on": "2026-07-15",
            "account": "6200000000000006608",
        },
        {
            "month": "2026-06",
            "amount_fen": 286500,
            "bank": "样例银行",
            "paid_on": "2026-06-15",
            "account": "6200000000000006608",
        },
    ],
    "insurance-payments": [
        {
            "month": "2011-03",
            "kind": "养老保险",
            "employer": "东莞市厚街示范制鞋厂（虚构）",
            "base_fen": 350000,
            "paid_fen": 28000,
        },
        {
            "month": "2011-02",
            "kind": "养老保险",
            "employer": "东莞市厚街示范制鞋厂（虚构）",
            "base_fen": 350000,
            "paid_fen": 28000,
        },
        {
            "month": "2011-01",
            "kind": "养老保险",
            "employer": "东莞市厚街示范制鞋厂（虚构）",
            "base_fen": 350000,
            "paid_fen": 28000,
        },
    ],
    "social-card-status": [
        {"bank": "样例银行", "state": "正常", "card": "6200000000000006608", "issued_on": "2022-01-05"}
    ],
    "medical-account": [
        {"place": "溪头社区卫生服务站（演示）", "amount_fen": 3650, "day": "2026-11-18", "balance_fen": 182350},
        {"place": "厚街示范药店（演示）", "amount_fen": 5200, "day": "2026-11-02", "balance_fen": 186000},
    ],
    "fund-entries": [
        {
            "month": "2026-10",
            "amount_fen": 112000,
            "employer": {"name": "东莞市厚街示范制鞋厂（虚构）"},
            "paid_on": "2026-10-15",
        }
    ],
    "repair-fund": [
        {"home": "厚街镇示范花园 2 座 301（虚构）", "balance_fen": 583000, "paid_fen": 620000, "as_of": "2026-10-31"}
    ],
    "self-study-scores": [
        {"subject": "大学语文", "score": 78, "month": "2026-04"},
        {"subject": "思想道德修养", "score": 85, "month": "2025-10"},
    ],
    "farm-subsidies": [
        {"name": "耕地地力保护补贴", "amount_fen": 25600, "paid_on": "2026-06-20", "account": "6200000000000006608"}
    ],
    "court-cases": [
        {
            "matter": "劳务合同纠纷",
            "stage": "等开庭",
            "number": "（2026）粤 0000 民初 0000 号（虚构）",
            "hearing": "2026-12-08T09:30:00+08:00",
        }
    ],
}

BILLS: Mapping[str, dict[str, Any]] = {
    "electricity-bill": {"name": "张伟", "period": "2026-10", "items": [{"name": "电费 2026 年 10 月", "fen": 13240}]},
    "water-bill": {
        "name": "张伟",
        "period": "2026-10",
        "items": [{"name": "水费 2026 年 10 月", "fen": 3580}, {"name": "污水处理费", "fen": 1420}],
    },
    "gas-bill": {"name": "张伟", "period": "2026-10", "items": [{"name": "燃气费 2026 年 10 月", "fen": 4860}]},
    "residents-premium": {
        "name": "张伟",
        "period": "2027",
        "items": [{"name": "城乡居民基本医疗保险费 2027 年度", "fen": 47800}],
    },
    "traffic-fine": {"name": "张伟", "period": "2026-11-02", "items": [{"name": "交通违法罚款", "fen": 20000}]},
}

# title, issuer, prefix of the number, opening, facts, columns, rows
CERTIFICATES: Mapping[str, dict[str, Any]] = {
    "fund-certificate": {
        "title": "住房公积金缴存证明",
        "issuer": "东莞市住房公积金管理中心（演示）",
        "prefix": "GJ",
        "opening": ("经查询，住房公积金缴存情况如下：", "The housing provident fund was paid as follows."),
        "facts": [(("缴存单位", "Employer"), "东莞市厚街示范制鞋厂（虚构）"), (("缴存状态", "State"), "正常")],
        "columns": [("月份", "Month"), ("月缴存额", "A month")],
        "rows": [["2026-09", "1120.00 元"], ["2026-10", "1120.00 元"]],
    },
    "medical-certificate": {
        "title": "基本医疗保险参保凭证",
        "issuer": "东莞市医疗保障局（演示）",
        "prefix": "YB",
        "opening": ("经查询，参加基本医疗保险情况如下：", "The person is insured as follows."),
        "facts": [(("参保地", "City"), "东莞市"), (("参保状态", "State"), "正常参保")],
        "columns": [("险种", "Insurance"), ("起止时间", "From - to"), ("月数", "Months")],
        "rows": [["城乡居民基本医疗保险", "2014-01 – 2026-12", "156"]],
    },
    "marriage-record": {
        "title": "婚姻登记记录证明",
        "issuer": "东莞市民政局（演示）",
        "prefix": "HY",
        "opening": ("经查询，婚姻登记记录如下：", "The register says as follows."),
        "facts": [(("登记机关", "Registry"), "东莞市厚街镇婚姻登记处（演示）")],
        "columns": [("登记日期", "Date"), ("登记类型", "Kind")],
        "rows": [["1976-10-01", "结婚登记"]],
    },
    "household-proof": {
        "title": "户籍证明",
        "issuer": "东莞市公安局（演示）",
        "prefix": "HJ",
        "opening": ("经查询，户籍登记情况如下：", "The household register says as follows."),
        "facts": [
            (("户籍地址", "Address"), "广东省东莞市厚街镇溪头社区（虚构）"),
            (("与户主关系", "Relation"), "户主"),
        ],
        "columns": [],
        "rows": [],
    },
    "entry-exit-record": {
        "title": "出入境记录查询结果",
        "issuer": "东莞市公安局出入境管理支队（演示）",
        "prefix": "CJ",
        "opening": ("经查询，近两年出入境记录如下：", "Crossings of the last two years:"),
        "facts": [(("查询期间", "Period"), "近两年")],
        "columns": [("日期", "Date"), ("出境或入境", "Direction"), ("口岸", "Port")],
        "rows": [["2026-05-01", "出境", "深圳湾口岸"], ["2026-05-04", "入境", "深圳湾口岸"]],
    },
    "income-tax-record": {
        "title": "个人所得税纳税记录",
        "issuer": "国家税务总局东莞市税务局（演示）",
        "prefix": "SW",
        "opening": ("经查询，个人所得税纳税情况如下：", "Income tax was paid as follows."),
        "facts": [(("查询期间", "Period"), "2025 年 1 月至 2025 年 12 月")],
        "columns": [("申报月份", "Month"), ("所得项目", "Income"), ("税额", "Tax")],
        "rows": [["2025-06", "工资薪金", "126.50 元"], ["2025-12", "工资薪金", "158.00 元"]],
    },
    "insurance-fee-proof": {
        "title": "社会保险费缴费证明",
        "issuer": "国家税务总局东莞市税务局（演示）",
        "prefix": "JF",
        "opening": ("经查询，社会保险费缴费情况如下：", "Social insurance fees were paid as follows."),
        "facts": [(("缴费人", "Payer"), "本人")],
        "columns": [("费款所属期", "Period"), ("险种", "Insurance"), ("金额", "Sum")],
        "rows": [["2026-01 – 2026-12", "城乡居民基本医疗保险", "478.00 元"]],
    },
    "no-home-proof": {
        "title": "个人住房信息查询结果",
        "issuer": "东莞市不动产登记中心（演示）",
        "prefix": "ZF",
        "opening": ("经查询，个人住房登记情况如下：", "Homes on record:"),
        "facts": [(("查询范围", "Scope"), "东莞市"), (("住房数量", "Homes"), "0 套")],
        "columns": [],
        "rows": [],
    },
    "title-search": {
        "title": "不动产登记资料查询结果",
        "issuer": "东莞市不动产登记中心（演示）",
        "prefix": "BD",
        "opening": ("经查询，名下不动产登记情况如下：", "Real estate on record:"),
        "facts": [(("查询范围", "Scope"), "东莞市")],
        "columns": [("坐落", "Place"), ("用途", "Use"), ("登记日期", "Date")],
        "rows": [["厚街镇示范花园 2 座 301（虚构）", "住宅", "2012-05-18"]],
    },
    "vaccination-record": {
        "title": "预防接种记录",
        "issuer": "东莞市疾病预防控制中心（演示）",
        "prefix": "YM",
        "opening": ("经查询，预防接种情况如下：", "Vaccinations on record:"),
        "facts": [(("接种单位", "Clinic"), "溪头社区卫生服务站（演示）")],
        "columns": [("日期", "Date"), ("疫苗", "Vaccine"), ("第几针", "Dose")],
        "rows": [["2021-04-12", "新冠疫苗", "1"], ["2024-10-20", "流感疫苗", "1"]],
    },
    "relief-proof": {
        "title": "社会救助对象证明",
        "issuer": "东莞市民政局（演示）",
        "prefix": "JZ",
        "opening": ("经查询，社会救助情况如下：", "Social assistance on record:"),
        "facts": [(("救助类别", "Kind"), "最低生活保障"), (("开始时间", "Since"), "2024-03")],
        "columns": [],
        "rows": [],
    },
    "business-licence": {
        "title": "营业执照（副本内容）",
        "issuer": "东莞市市场监督管理局（演示）",
        "prefix": "YZ",
        "opening": ("经查询，登记情况如下：", "The register says as follows."),
        "facts": [
            (("名称", "Name"), "厚街镇示范早餐店（虚构）"),
            (("经营范围", "Business"), "餐饮服务"),
            (("登记状态", "State"), "存续"),
        ],
        "columns": [],
        "rows": [],
    },
}


def records(kind: str, desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - the same every day
    """The records of this kind about the person. Raises `ProblemError` nothing-on-record, or refused."""
    _on_record(parameters)
    return {"records": LISTS[kind]}


def bill(kind: str, desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - the same every day
    """What is to be paid: ``{name, period, items: [{name, fen}]}``. Raises `ProblemError` nothing-on-record."""
    if "number" in parameters:
        _on_record(parameters)
    account = str(parameters.get("account", parameters.get("ticket", "")))
    if account.startswith(UNKNOWN_ACCOUNT):
        raise _nothing()
    return dict(BILLS[kind])


def certificate(kind: str, desk: Desk, parameters: dict[str, Any]) -> dict[str, Any]:
    """A certificate that anybody can verify at the platform. Raises `ProblemError` nothing-on-record, or refused."""
    person = _on_record(parameters)
    form = CERTIFICATES[kind]
    record: dict[str, Any] = {
        "person": {"name": person.name, "number": person.number, "sex": "男" if person.sex == "1" else "女"},
        "opening": _both(form["opening"]),
        "facts": [{"label": _both(label), "value": value} for label, value in form["facts"]],
        "columns": [_both(column) for column in form["columns"]],
        "rows": form["rows"],
        "as_of": desk.now.date().isoformat(),
    }
    code = new_code()
    with desk.store.transaction():
        number = desk.store.next_number(form["prefix"], desk.now)
        record["certificate"] = {
            "number": number,
            "title": form["title"],
            "issuer": form["issuer"],
            "issued_at": instant(desk.now),
            "valid_until": (desk.now + VALID).date().isoformat(),
            "verification_code": code,
            "verification_url": f"{desk.base_url}/verify/{number}?code={code}",
        }
        record["certificate"]["signature"] = desk.signer.sign(record)
        kept = KeptCertificate(number=number, code=code, issued_at=instant(desk.now), record=record)
        desk.store.keep_certificate(kept)
    return record


def _on_record(parameters: dict[str, Any]) -> Resident:
    person = find_person({name: parameters[name] for name in ("number", "name") if name in parameters})
    if person is None or person.number == NOBODY_KNOWN:
        raise _nothing()
    return person


def _nothing() -> ProblemError:
    zh, en = "没有查到相关的记录。", "Nothing was found on record."
    return ProblemError(Problem(name="nothing-on-record", reason=Reason(zh=zh, en=en)))


def _both(words: tuple[str, str]) -> dict[str, str]:
    return {"zh": words[0], "en": words[1]}


CLERKS: Mapping[str, Clerk] = {
    **{kind: partial(records, kind) for kind in LISTS},
    **{kind: partial(bill, kind) for kind in BILLS},
    **{kind: partial(certificate, kind) for kind in CERTIFICATES},
}
