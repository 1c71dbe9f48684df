"""Makes catalogues of invented services, as many as a whole province offers, for tests and benchmarks.

``python -m tools.generate_catalogue COUNT FOLDER [--seed N]`` writes service files that lint clean. The titles are made
as departments make them: a matter, what is done with it, for whom. Every one says that it is an example. The same seed
gives the same catalogue.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.finding import Document

# Of each department: its icon, and its matters in Chinese, in English, and as people call them.
MATTERS = """
rsj sscard
社会保险参保 social insurance|社保 交社保
社会保险个人权益 social insurance rights|社保流水
养老保险待遇 pension|退休金
企业职工养老保险关系 staff pension account|养老保险
灵活就业人员参保 self-employed insurance|个人社保
失业保险金 unemployment pay|失业金
就业困难人员 hardship workers|找工作
职业技能提升补贴 skills allowance|技能补贴
社会保障卡 social security card|社保卡
工伤认定 work injury|上班受伤
劳动人事争议 labour dispute|劳动仲裁
工资支付 payment of wages|讨薪 欠薪
专业技术资格 professional title|职称
ybj medical
医疗保险参保凭证 medical insurance proof|医保证明
医保个人账户 medical account|医保余额
异地就医 treatment elsewhere|外地看病
医疗费用零星报销 medical costs|看病报销
生育津贴 maternity pay|产假钱
门诊特定病种待遇 listed illness|慢性病
家庭共济 family sharing|亲情账户
gjj fund
住房公积金缴存 housing fund deposit|公积金
住房公积金提取 housing fund withdrawal|取公积金
公积金贷款 housing fund loan|公积金买房
公积金账户转移 housing fund transfer|转公积金
公积金贷款结清 settled housing loan|还清
mzj elder
老人津贴 allowance for the elderly|长寿金 老人钱
敬老优待卡 senior citizen card|老人卡
最低生活保障 subsistence allowance|低保
特困人员救助供养 support of the destitute|五保
临时救助 emergency relief|急难
困难残疾人生活补贴 disability allowance|残疾补助
孤儿基本生活保障 support of orphans|孤儿
婚姻登记 marriage registration|领证
收养登记 adoption|领养
社会组织 social organisation|社团
殡葬服务 funeral service|丧葬
养老机构 care home|养老院
地名 place name|门牌
gaj idcard
居住登记 residence registration|暂住
居住证 residence permit|暂住证 绿本
居民身份证 resident ID card|身份证
户口簿 household book|户口本
户口迁移 household transfer|迁户口
出生登记 birth registration|上户口
无犯罪记录 criminal record|良民证
往来港澳通行证 Hong Kong and Macao permit|签注
普通护照 passport|护照
机动车驾驶证 driving licence|驾照
机动车行驶证 vehicle licence|行车证
机动车检验标志 inspection mark|年检
交通违法 traffic offence|罚单 违章
电动自行车 electric bicycle|电动车上牌
养犬 dog keeping|狗证
临时居民身份证 temporary ID card|临时身份证
swj paper
城乡居民保险费 residents' premiums|农保
个人所得税纳税记录 income tax record|个税流水
税收完税 tax payment|完税
发票代开 invoice|开发票
车辆购置税 vehicle purchase tax|买车税
契税 deed tax|买房税
房产税 property tax|租金税
zjj house
个人住房信息 housing record|无房证明
公共租赁住房 public rental housing|公租房
住房租赁合同 tenancy contract|租房合同
物业专项维修资金 maintenance fund|维修基金
建筑施工许可 building permit|施工证
商品房预售 presale of homes|买楼
燃气设施 gas installation|煤气
zrzy pin
不动产登记资料 property register|查档
不动产权证书 title deed|房产证 房本
抵押权 mortgage|抵押
建设用地 building land|用地
林木采伐 felling of trees|砍树
jtj redo
道路运输从业资格 transport qualification|从业资格证
网约车驾驶员 ride-hailing driver|网约车
巡游出租汽车驾驶员 taxi driver|的士
道路货运经营 road haulage|货运
船舶 vessel|船
超限运输 oversize transport|大件运输
公共交通卡 transit card|公交卡
scjg okc
营业执照 business licence|执照
个体工商户 sole trader|个体户
食品经营许可 food licence|餐饮证
消费投诉 consumer complaint|买到假货
特种设备 special equipment|电梯
药品零售 pharmacy|药店
计量器具 measuring device|秤
商标 trade mark|商标
jyj school
自学考试 self-study examination|自考
成人高考 adult college entrance|成考
积分制入学 school place by points|积分入学
教师资格 teacher's licence|教师证
学生资助 student grant|助学金
中小学转学 change of school|转学
民办学校 private school|私立学校
wjj baby
生育登记 registration of a pregnancy|准生证
育儿补贴 child allowance|奶粉钱
出生医学证明 birth certificate|出生证
预防接种 vaccination|疫苗本
医师执业 medical practitioner|医生证
护士执业 nurse|护士证
公共场所卫生许可 hygiene permit|卫生许可证
预约挂号 doctor's appointment|挂号
tyjr work
退役军人优待证 veteran's card|退伍卡
义务兵家庭优待金 conscript's family|当兵补贴
退役军人 veteran|退伍
烈士褒扬 honour of martyrs|烈属
cl helper
残疾人证 disability card|残疾证
残疾人辅助器具 assistive device|轮椅
残疾儿童康复 rehabilitation of children|康复
残疾人就业 work for the disabled|残疾人找工作
nyncj leaf
惠农补贴 farm subsidy|种地补贴
农机购置补贴 farm machinery|农机
农村宅基地 rural homestead|宅基地
土地承包经营权 land contract|承包地
动物防疫 animal health|打猪针
渔业捕捞 fishing|打鱼
种子经营 seed trade|卖种子
gysy light
居民用电 household electricity|电费
居民用水 household water|水费
管道燃气 piped gas|煤气 气费
二手房水电气 utilities of a home|过户
sfj pen
法律援助 legal aid|免费律师
公证 notary|公证书
律师执业 lawyer|律师证
人民调解 mediation|调解
fy infoc
民事立案 civil action|打官司
诉讼费 court fee|诉讼费
案件执行 enforcement|老赖
zgh rings
工会会员 union member|入会
职工医疗互助 mutual aid|互助金
困难职工 workers in hardship|困难帮扶
zsj help
办事指南 service guide|指南
办件进度 progress of an application|办到哪了
政务大厅预约 hall appointment|取号
电子证照 electronic licence|电子证
政务服务评价 rating|好差评
"""
DEEDS = (
    ("申领", "apply for"),
    ("查询", "look up"),
    ("证明打印", "print a proof of"),
    ("信息变更", "change details of"),
    ("补办", "replace"),
    ("注销", "cancel"),
    ("延续", "extend"),
    ("预约", "book"),
    ("缴费", "pay for"),
    ("资格认证", "certify"),
    ("备案", "put on record"),
    ("转移接续", "transfer"),
    ("进度查询", "progress of"),
    ("材料补正", "add papers to"),
    ("投诉举报", "complain about"),
    ("核定", "assess"),
)
PEOPLE = (
    ("", ""),
    ("（个人）", "in person"),
    ("（单位）", "for an employer"),
    ("（代办）", "for somebody else"),
    ("（60周岁以上）", "over 60"),
    ("（未成年人）", "for a minor"),
    ("（港澳台居民）", "for Hong Kong, Macao and Taiwan residents"),
    ("（外国人）", "for foreigners"),
    ("（退役军人）", "for veterans"),
    ("（残疾人）", "for the disabled"),
    ("（高校毕业生）", "for graduates"),
    ("（新业态从业人员）", "for platform workers"),
    ("（个体工商户）", "for sole traders"),
    ("（村集体成员）", "for village members"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One invented service."""

    id: str
    department: str
    icon: str
    zh: str
    en: str
    keywords: tuple[str, ...]
    code: str

    def document(self) -> Document:
        """Return it as the search box lists it."""
        titles = {"zh-Hans": self.zh, "en": self.en}
        return Document(id=self.id, kind="service", title=titles, keywords=self.keywords)

    def head(self) -> dict[str, Any]:
        """Return what its service file says before the steps."""
        return {
            "id": self.id,
            "department": self.department,
            "section": "apply",
            "icon": self.icon,
            "title": {"zh-Hans": self.zh, "en": self.en},
            "detail": {"zh-Hans": "约 3 分钟", "en": "3 min"},
            "codes": [self.code],
            "keywords": list(self.keywords),
            "example": True,
            "about": {
                "who": {"zh-Hans": "样例：需要办这件事的人", "en": "Example: whoever needs it"},
                "materials": [{"name": {"zh-Hans": "身份证", "en": "ID card"}}],
                "fee": {"zh-Hans": "不收费", "en": "Free"},
                "limit": {"zh-Hans": "以办事指南为准", "en": "As the guide says"},
                "basis": {"zh-Hans": "样例，没有依据", "en": "Example, without basis"},
                "result": {"zh-Hans": "受理结果", "en": "A decision"},
            },
        }

    def text(self, steps: str) -> str:
        """Return its service file; `steps` is the text of its steps, with their key. What is JSON is YAML, too."""
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in self.head().items()]
        return "".join(["# An invented service of a generated catalogue.\n", *lines, steps])


def generate(count: int, seed: int = 20261124) -> tuple[Item, ...]:
    """Return `count` items, each with its own title, the same for the same seed. Raises ValueError above 30,000."""
    every = [(matter, deed, people) for matter in _matters() for deed in DEEDS for people in PEOPLE]
    chosen = random.Random(seed).sample(every, count)  # noqa: S311 - nothing secret
    return tuple(
        Item(
            id=f"generated-{number:05}",
            department=department,
            icon=icon,
            zh=f"{zh}{deed}{people}",
            en=f"{deed_en} {en} {people_en}".strip().capitalize(),
            keywords=keywords,
            code=f"EX-{department.upper()}-{number:05}",
        )
        for number, ((department, icon, zh, en, keywords), (deed, deed_en), (people, people_en)) in enumerate(chosen)
    )


def _matters() -> Iterator[tuple[str, str, str, str, tuple[str, ...]]]:
    department = icon = ""
    for line in MATTERS.strip().splitlines():
        if line.isascii():
            department, icon = line.split()
            continue
        names, _, keywords = line.partition("|")
        zh, _, en = names.partition(" ")
        yield department, icon, zh, en, tuple(keywords.split())


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(prog="python -m tools.generate_catalogue", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=20261124)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    model = Path(__file__).parent.parent / "flows" / "services" / "mzj" / "elder-allowance.yaml"
    steps = steps_of(model.read_text("utf-8"))
    for item in generate(options.count, options.seed):
        (options.folder / f"{item.id}.yaml").write_text(item.text(steps), encoding="utf-8")
    print(f"{options.count} service files in {options.folder}")


def steps_of(text: str) -> str:
    """Return the steps of a service file, with their key, as they stand there."""
    return text[text.index("\nsteps:\n") + 1 :]


if __name__ == "__main__":
    main()
