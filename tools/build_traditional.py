"""Builds `flows/reference/traditional.tsv`, by which 简体 becomes 繁體, from OpenCC's word lists (Apache-2.0).

Runs by hand when the lists change, never on a terminal: ``pip install --target DIR OpenCC``, then
``PYTHONPATH=DIR python -m tools.build_traditional DIR``. Phrases and characters come from OpenCC; the words of an
office and the names of Dongguan's towns and villages are this project's own and go before them.

A line is ``SIMPLIFIED<TAB>TRADITIONAL``, lines sorted. A phrase stands there only where the characters alone would come
out otherwise, or where it keeps another phrase from being found across its end.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from flows.model.traditional import Table, converted
from flows.reference import short_name

REFERENCE = Path(__file__).parent.parent / "flows" / "reference"
OUT = REFERENCE / "traditional.tsv"
LONGEST = 4  # characters of a phrase; longer ones are proverbs and titles of books
# Forms that readers in Hong Kong and in Taiwan both take for their own, where OpenCC's general list has neither's.
FORMS = dict(
    zip("爲裏麪衆祕啓羣峯牀臺竈鍼脣溼喫覈粧僞癡纔蔘", "為裡麵眾秘啟群峰床台灶針唇濕吃核妝偽痴才參", strict=True)
)
# What an office says, where word lists of books and the web go wrong or say what is said nowhere south of it.
OWN = """
发卡=發卡 发证=發證 发放=發放 发到=發到 发给=發給 签注=簽注 注销=註銷 注册=註冊 备注=備註 打印=列印 屏幕=螢幕
柜台=櫃檯 台面=檯面 台湾=臺灣 台胞=臺胞 台港澳=臺港澳 港澳台=港澳臺 平台=平台 后台=後台 头发=頭髮 理发=理髮 发票=發票
皇后=皇后 以后=以後 然后=然後 最后=最後 之后=之後 里面=裡面 家里=家裡 这里=這裡 那里=那裡 哪里=哪裡 手里=手裡 村里=村裡
镇里=鎮裡 公里=公里 面条=麵條 面包=麵包 方面=方面 页面=頁面 上面=上面 下面=下面 表面=表面 干部=幹部 干净=乾淨
只要=只要 只有=只有 只能=只能 只是=只是 只读=只讀 只向=只向 只打=只打 一只=一隻 准予=准予 批准=批准 核准=核准
标准=標準 准备=準備 征收=徵收 征地=徵地 象征=象徵 征兵=徵兵 应征=應徵 余额=餘額 其余=其餘 日历=日曆 学历=學歷
历史=歷史 合并=合併 一并=一併 并且=並且 复印=影印 复印件=影印本 回复=回覆 答复=答覆 恢复=恢復 重复=重複 复核=覆核
复审=覆審 系统=系統 联系=聯繫 关系=關係 制作=製作 制度=制度 制卡=製卡 补制=補製 采集=採集 干事=幹事 借款=借款
身份证=身份證 尽量=儘量 尽快=儘快 当场=當場 当面=當面 凭证=憑證 凭据=憑據 托管=託管 委托=委託 家具=家具 里程=里程
周末=週末 一周=一週 周岁=周歲 周期=週期 每周=每週 下周=下週 升级=升級 社区=社區 社会=社會 党群=黨群 志愿=志願
范围=範圍 示范=示範 规范=規範 模范=模範 表格=表格 手表=手錶 电表=電錶 水表=水錶 气表=氣錶 抄表=抄錶 才能=才能
刚才=剛才 人才=人才 丰收=豐收 咨询=諮詢 松手=鬆手 放松=放鬆 出生=出生 生产=生產 划拨=劃撥 计划=計劃 策划=策劃
规划=規劃 划款=劃款 占用=佔用 占地=佔地 公布=公布 发布=發布 布置=布置 分布=分布 账户=賬戶 账号=賬號 记账=記賬
台账=台賬 于是=於是 由于=由於 关于=關於 属于=屬於 用于=用於 低于=低於 高于=高於 几个=幾個 几位=幾位 几年=幾年
写几个=寫幾個 丑化=醜化 谷物=穀物 粮谷=糧穀 干果=乾果 饼干=餅乾 若干=若干 干活=幹活 能干=能幹 冲洗=沖洗 缓冲=緩衝
冲突=衝突 折扣=折扣 存折=存摺 存折号=存摺號 台阶=台階 电台=電台 一台=一台 台账本=台賬本 板块=板塊 老板=老闆
面积=面積 面签=面簽 胡同=胡同 胡须=鬍鬚 云端=雲端 松树=松樹 姜=姜 生姜=生薑 郁闷=鬱悶 致谢=致謝 精致=精緻
别人=別人 向导=嚮導 方向=方向
系紧=繫緊 御寒=禦寒 愿意=願意 自愿=自願 辟谣=闢謠 签字=簽字 签名=簽名 签收=簽收 抽签=抽籤 求签=求籤 牙签=牙籤
书签=書籤 标签=標籤 赞成=贊成
点赞=點讚 致电=致電 占比=佔比 丧葬=喪葬 骨灰=骨灰 奖=獎 扎实=紮實 挂失=掛失 挂号=掛號 拐杖=拐杖
金发=金發 卡里=卡裡 不准=不准 不准予=不准予 方便签=方便簽 来台湾=來臺灣 缴费=繳費 姓余=姓余 姓范=姓范 姓于=姓于
"""
# Characters that stay, or change otherwise, in the names of Dongguan's towns and villages.
PLACE = dict(zip("涌冲余吓咸斗溪里后", "涌沖余吓咸斗溪里后", strict=True))


def opencc_rows(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield the rows of one of OpenCC's dictionaries, its first choice where it has several."""
    library = folder / "opencc" / "clib"
    with tempfile.NamedTemporaryFile() as made:
        source = library / "share" / "opencc" / f"{name}.ocd2"
        tool = library / "bin" / "opencc_dict"
        tool.chmod(0o755)
        subprocess.run(
            [tool, "-i", source, "-o", made.name, "-f", "ocd2", "-t", "text"], check=True, capture_output=True
        )
        for line in Path(made.name).read_text("utf-8").splitlines():
            simplified, _, traditional = line.partition("\t")
            yield simplified, traditional.split(" ")[0]


def formed(words: str) -> str:
    """Return traditional words in the forms that Hong Kong and Taiwan share."""
    return "".join(FORMS.get(each, each) for each in words)


def places(characters: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the names of towns and villages, as on record and as people say them."""
    divisions = json.loads((REFERENCE / "dongguan-divisions.json").read_text("utf-8"))
    for town in divisions["towns"]:
        for each in (town, *town["villages"]):
            short = short_name(str(each["name"]))
            for name in {str(each["name"]), short, short.removesuffix("村")}:
                yield name, "".join(PLACE.get(letter, characters.get(letter, letter)) for letter in name)


def built(folder: Path) -> dict[str, str]:
    """Return the whole table: what differs from its characters, and what shields from a wrong match."""
    characters = {simplified: formed(found) for simplified, found in opencc_rows(folder, "STCharacters")}
    characters |= {"涌": "涌", "溪": "溪", "吓": "嚇", "签": "簽"}
    characters |= dict(zip("“”‘’", "「」『』", strict=True))
    own = dict(pair.split("=") for pair in OWN.split())
    characters |= {key: value for key, value in own.items() if len(key) == 1}
    phrases = {
        simplified: formed(found)
        for simplified, found in opencc_rows(folder, "STPhrases")
        if 1 < len(simplified) <= LONGEST
    }
    phrases |= {key: value for key, value in (*places(characters), *own.items()) if len(key) > 1}
    alone = Table.of(characters)
    differing = {key: value for key, value in phrases.items() if converted(key, alone) != value}
    ambiguous = {
        key[at]
        for key, value in differing.items()
        for at in range(len(key))
        if value[at] != characters.get(key[at], key[at])
    }
    beginnings = {key[:count] for key in differing for count in range(1, len(key) + 1)}
    shields = {
        key: value
        for key, value in phrases.items()
        if key not in differing
        and any(key[start:] in beginnings and ambiguous & set(key[start:]) for start in range(1, len(key)))
    }
    changed = {key: value for key, value in characters.items() if key != value}
    return changed | differing | shields | {key: value for key, value in own.items() if len(key) > 1}


def main() -> None:
    """Write the table."""
    table = built(Path(sys.argv[1]))
    OUT.write_text("".join(f"{key}\t{table[key]}\n" for key in sorted(table)), "utf-8")
    print(f"{len(table)} rows")


if __name__ == "__main__":
    main()
