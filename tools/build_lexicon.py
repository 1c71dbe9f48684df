"""Builds `ui/keyboard/lexicon.tsv`, what the pinyin keyboard knows, from word lists under the MIT licence.

Runs by hand when the words change, never on a terminal: ``pip install --target DIR jieba pypinyin``, then
``PYTHONPATH=DIR python -m tools.build_lexicon DIVISIONS.json``. Words and their frequencies come from jieba's
dictionary (MIT, Sun Junyi), readings from pypinyin (MIT, Huang Huang), towns and villages from the reference list of
divisions. No list of what people typed goes in.

A line is ``KIND KEY<TAB>READING=WORD COST WORD COST|READING=...``, lines sorted by their bytes. KIND is the number of
syllables, or ``s`` for surnames and ``g`` for characters of given names. KEY is the reading as the ear has it
(`ui.keyboard.syllables.heard`); READING is empty where it equals KEY. COST is in hundredths of a nat: less is likelier.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from ui.keyboard.syllables import SYLLABLES, heard

OUT = Path(__file__).parent.parent / "ui" / "keyboard" / "lexicon.tsv"
LEAST = {1: 1, 2: 5, 3: 14, 4: 20, 5: 40, 6: 40}  # how often a word of n characters stands in jieba's corpus at least
HEAVY = 4_000  # the weight of a word that the terminal itself uses
OWN = """
莞 东莞市 便民服务站 办不成事 老人津贴 高龄津贴 社保 社保卡 医保 户口簿 户口本 参保 补办
代办 党群服务中心 网格员 村委会 居委会 身份证 身份证号 读卡器 读不出 读不出来 打印机 没有纸
没纸 没墨 卡纸 吞卡 扫码 人脸识别 签名 签字 拍照 户籍 养老金 退休 低保 残疾证 居住证
银行卡 存折 手机号 联系人 老伴 儿子 女儿 孙子 孙女 邻居 办理 窗口 补贴 缴费 报销 新农合
残联 民政
"""
# The commonest surnames of China, and those common in Guangdong; jieba's list of people holds much that is none.
SURNAMES = """
王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭
陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔
伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙
鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞
姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘
满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜
羊阎欧阳香祥叶
"""
# Characters of given names that are common in China now, the commonest first; jieba's names come from older texts.
GIVEN = """
英华明伟芳敏秀丽军文静强磊杰娟勇艳涛超霞平刚桂玉兰金国春红海志荣建珍梅燕辉鹏玲香凤莲婷雪慧洁莉云龙林波斌宇浩凯健
俊帆佳豪嘉家子梓晓小欣怡雨思琪诗涵轩泽然宏永成德福贵忠义仁生添潮标炳锡锦棠坤培焕灿润耀宁媛琳倩颖萍琴菊花美月秋丹
彩爱淑惠素洪新民学东庆祥光亮阳峰松树山江河川瑞清爽晨旭博睿达利发财旺兴隆昌盛权威胜武元良善孝礼智信才富胤权
"""
UNITS = ("社区居民委员会", "村民委员会", "居民委员会", "村委会", "社区")


def jieba_words() -> Iterator[tuple[str, int, str]]:
    """Yield (word, occurrences, part of speech) of jieba's dictionary."""
    import jieba  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  # a tool's own need

    with jieba.get_dict_file() as file:
        for line in file:
            word, count, *tag = line.decode().split()
            yield word, int(count), tag[0] if tag else ""


def own_words(divisions: Path) -> Iterator[str]:
    """Yield what people of Dongguan write here: towns, villages with and without their unit, the terminal's words."""
    yield from OWN.split()
    for town in json.loads(divisions.read_text("utf-8"))["towns"]:
        name = town["name"]
        yield name
        yield name.removesuffix("街道").removesuffix("镇")
        for village in town["villages"]:
            full = village["name"]
            for unit in UNITS:
                full = full.removesuffix(unit)
            yield full
            yield full + ("村" if "村民" in village["name"] else "社区")


def han(word: str) -> bool:
    """Tell whether a word is all common Han characters (those of GB 2312)."""
    try:
        return len(word.encode("gb2312")) == 2 * len(word) and all("\u4e00" <= c <= "\u9fff" for c in word)
    except UnicodeEncodeError:
        return False


def readings(words: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each word with its reading, one syllable a character; words that cannot be read so are left out."""
    from pypinyin import lazy_pinyin  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    for word in words:
        reading = tuple(lazy_pinyin(word, v_to_u=False))
        if len(reading) == len(word) and all(syllable in SYLLABLES for syllable in reading):
            yield word, reading


def all_readings(character: str) -> list[str]:
    """Return every reading of one character."""
    from pypinyin import Style, pinyin  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    return [r for r in pinyin(character, style=Style.NORMAL, heteronym=True)[0] if r in SYLLABLES]


def main(divisions: Path) -> None:
    """Write the lexicon."""
    counts: Counter[str] = Counter()
    surnames: Counter[str] = Counter()
    given: Counter[str] = Counter()
    people: list[str] = []
    for word, count, tag in jieba_words():
        if not han(word):
            continue
        if tag == "nr" and 2 <= len(word) <= 3:
            people.append(word)
        if len(word) in LEAST and (count >= LEAST[len(word)] and (tag != "nr" or count >= 20)):
            counts[word] += count
    for word in own_words(divisions):
        if han(word) and 1 < len(word) <= 6:
            counts[word] = max(counts[word], HEAVY)
    for word in people:
        surnames[word[0]] += 1
    common = set("".join(SURNAMES.split()))
    for word in people:
        if word[0] in common:
            given.update(word[1:])
    modern = "".join(GIVEN.split())
    most = max(given.values())
    for place, character in enumerate(modern):
        given[character] += round(most * (1 - place / len(modern)))

    table: dict[str, dict[str, list[tuple[float, str]]]] = defaultdict(lambda: defaultdict(list))
    total = sum(counts.values())

    def add(kind: str, reading: tuple[str, ...], word: str, likelihood: float) -> None:
        cost = round(-100 * math.log(likelihood))
        table[f"{kind} {' '.join(map(heard, reading))}"][" ".join(reading)].append((cost, word))

    seen: dict[str, Counter[str]] = defaultdict(Counter)  # how often a character is read how
    everywhere: Counter[str] = Counter()
    for word, reading in readings(w for w in counts if len(w) > 1):
        add(str(len(word)), reading, word, counts[word] / total)
        for character, syllable in zip(word, reading, strict=True):
            seen[character][syllable] += counts[word]
            everywhere[character] += counts[word]
    characters = {w for w in counts if len(w) == 1} | set(everywhere)
    for character in characters:
        alone = max(counts[character], 1) + 0.05 * everywhere[character]
        options = all_readings(character)
        # a reading that no word uses is an old one, unless it is the only one
        shares = {r: seen[character][r] + 1 for r in options if seen[character][r] or r == options[0]}
        for syllable, share in shares.items():
            add("1", (syllable,), character, alone / total * share / sum(shares.values()))
            for kind, names in (("s", surnames), ("g", given)):
                if names[character] and (kind == "g" or character in common) and share * 5 > sum(shares.values()):
                    add(kind, (syllable,), character, names[character] / sum(names.values()))

    lines = []
    for key, by_reading in table.items():
        heard_key = key.split(" ", 1)[1]
        parts = []
        for spelled, words in sorted(by_reading.items()):
            best = sorted(words)[: 250 if key[0] == "1" else 40]
            entries = " ".join(f"{word} {cost}" for cost, word in best)
            parts.append(f"{'' if spelled == heard_key else spelled}={entries}")
        lines.append(f"{key}\t{'|'.join(parts)}")
    OUT.write_bytes("".join(line + "\n" for line in sorted(lines)).encode())
    print(f"{OUT.name}: {len(lines)} readings, {sum(counts.values())} occurrences, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
