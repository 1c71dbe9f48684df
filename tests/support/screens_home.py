"""Sample screens of what stands outside any service: home, search, what is read before beginning, where else to go.

All people, numbers, places and opening times are fictional.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flows.model.screen import (
    AboutBody,
    Action,
    Actions,
    AnswerBody,
    Fact,
    Field,
    HomeBody,
    ListBody,
    Panel,
    Place,
    PlacesBody,
    Screen,
    SearchBody,
)
from tests.support.screens import ZH, Say, _say, back, end, home, screen, tools

LIFE = (
    ("出生", "Birth", "baby"),
    ("上学", "School", "school"),
    ("就业", "Work", "work"),
    ("退休", "Retirement", "elder"),
    ("安家", "Home", "house"),
    ("结婚", "Marriage", "rings"),
)


def _row(label: str, detail: str, icon: str, warning: str = "", act: str = "about") -> Action:
    return Action(label=label, act=act, arg="sample", icon=icon, detail=detail, warning=warning)


def _rows(t: Say) -> tuple[Action, ...]:
    return (
        _row(t("老人津贴申请", "Old-age allowance"), t("约 6 分钟", "6 min"), "elder"),
        _row(t("敬老优待卡办理", "Senior citizen card"), t("约 4 分钟", "4 min"), "sscard"),
        _row(
            t("领取养老金资格认证", "Pension confirmation"), "", "okc", t("网络断了，暂时不能办", "Needs the network")
        ),
        _row(t("老人卡怎么办？", "How do I get a senior card?"), t("常见问题", "Question"), "ask", act="answer"),
    )


def home_whole(language: str) -> Screen:
    """Home with everything that it can have."""
    t = _say(language)
    made = home(language)
    body = made.body
    assert isinstance(body, HomeBody)
    more = (
        _row(t("公积金明细查询", "Housing fund record"), t("当场打印", "Printed here"), "fund"),
        _row(t("居住证续签", "Residence permit renewal"), t("约 4 分钟", "4 min"), "residence"),
    )
    whole = replace(
        body,
        search=Action(label=t("写两个字找，如“老人”", "Type a word, e.g. card"), act="search", icon="search"),
        tiles=(
            Action(label=t("打 12345 问", "Call 12345"), act="help", icon="ask"),
            Action(label=t("按部门找", "By office"), act="list", arg="departments", icon="house"),
            Action(label=t("办不成事", "Couldn't do it"), act="report", icon="cannot"),
        ),
        all=Action(label=t("全部 126 项", "All 126"), act="list", arg="all", icon="chev"),
        common=(*body.common, *more),
        life_heading=t("人生大事", "Life events"),
        life_all=Action(label=t("全部 11 件", "All 11"), act="list", arg="life_events", icon="chev"),
        life=tuple(
            Action(label=t(zh, en), act="list", arg=f"life_event:{icon}", icon=icon, tint=at)
            for at, (zh, en, icon) in enumerate(LIFE)
        ),
    )
    return replace(made, body=whole)


def _search(language: str, body: SearchBody, *, primary: Action | None = None, awaited: str = "") -> Screen:
    t = _say(language)
    return screen(
        language,
        body,
        key=f"search:{body.field.text}:{len(body.rows)}",  # each as if the page were opened with it
        title=t("您要办什么事？", "Find a service"),
        actions=Actions(
            left=(Action(label=t("回首页", "Home"), act="home", icon="back"), end(t)), primary=primary, awaited=awaited
        ),
    )


def _field(t: Say, typed: str = "") -> Field:
    return Field(
        name="search",
        label=t("要找的事", "What to look for"),
        text=typed,
        entry="text",
        placeholder=t("写两个字就行，如“老人”", "Two letters will do"),
        max_length=30,
    )


def search_empty(language: str) -> Screen:
    t = _say(language)
    return _search(
        language,
        SearchBody(
            field=_field(t),
            clear_label=t("清空", "Clear"),
            heading=t("大家在这里常办", "Often done here"),
            rows=_rows(t)[:3],
        ),
        awaited=t("等您写字", "Waiting for a word"),
    )


def search_found(language: str) -> Screen:
    t = _say(language)
    rows = _rows(t)
    marked = (replace(rows[0], marked=((0, 2),)), *rows[1:3], replace(rows[3], marked=((0, 2),)))
    return _search(
        language,
        SearchBody(
            field=_field(t, t("老人", "senior")),
            clear_label=t("清空", "Clear"),
            heading=t("找到 12 个", "12 found"),
            rows=marked,
        ),
        primary=Action(label=t("看全部", "See all"), act="list", arg="found", icon="next"),
    )


def search_nothing(language: str) -> Screen:
    t = _say(language)
    return _search(
        language,
        SearchBody(
            field=_field(t, t("飞机驾照", "pilot")),
            clear_label=t("清空", "Clear"),
            nothing=Panel(
                kind="info",
                title=t("没找到“飞机驾照”", 'Nothing for "pilot"'),
                lines=(t("换个说法，或者少写几个字。", "Try another word, or fewer letters."),),
            ),
            ways=(
                Action(label=t("按部门找", "By office"), act="list", arg="departments", icon="house"),
                Action(label=t("全部能办的事", "Everything here"), act="list", arg="all", icon="apply"),
            ),
        ),
        primary=Action(label=t("问 12345", "Call 12345"), act="help", icon="ask"),
    )


def departments(language: str) -> Screen:
    t = _say(language)
    names = (
        ("东莞市人力资源和社会保障局", "Human Resources and Social Security", "sscard"),
        ("东莞市医疗保障局", "Healthcare Security", "medical"),
        ("东莞市住房公积金管理中心", "Housing Provident Fund Centre", "fund"),
        ("东莞市民政局", "Civil Affairs", "elder"),
        ("东莞市公安局", "Public Security", "idcard"),
        ("东莞市税务局", "Tax Service", "paper"),
        ("东莞市教育局", "Education", "school"),
        ("东莞市住房和城乡建设局", "Housing and Urban-Rural Development", "house"),
    )
    return screen(
        language,
        ListBody(
            rows=tuple(
                Action(label=t(zh, en), detail=t("12 项", "12 items"), act="list", arg=f"department:{icon}", icon=icon)
                for zh, en, icon in names
            ),
            page_text=t("第 1 页，共 2 页", "Page 1 of 2"),
            previous=Action(label=t("已是第一页", "First page"), act="page", arg="-1", enabled=False),
            next=Action(label=t("下一页", "Next page"), act="page", arg="+1", icon="chev"),
        ),
        key="list",
        title=t("哪个部门的事？", "Which office?"),
        actions=Actions(
            left=(Action(label=t("回首页", "Home"), act="home", icon="back"), end(t)),
            primary=Action(label=t("写两个字找", "Search"), act="search", icon="search"),
        ),
    )


def _facts(t: Say) -> tuple[Fact, ...]:
    written = (
        (
            t("谁能办", "Who"),
            t(
                "户口在东莞、满 70 岁的老人，生日前一个月就可以申请",
                "People aged 70 and over with a Dongguan household, from one month before the birthday",
            ),
        ),
        (
            t("要带什么", "Bring"),
            t("身份证或社保卡", "ID card or social security card"),
            t("本人银行卡号", "Number of your own bank card"),
            t("户口本（有就带）", "Household book (if you have it)"),
        ),
        (t("收费", "Fee"), t("不收费", "Free")),
        (t("多久办好", "When"), t("15 个工作日内", "Within 15 working days")),
        (
            t("办完得到", "Result"),
            t("批准以后，按月发到银行卡", "Once approved, it is paid monthly to the card"),
        ),
        (
            t("依据", "Legal basis"),
            t(
                "《老年人权益保障法》第三十三条；《广东省老年人权益保障条例》",
                "Law on the Rights of the Elderly, art. 33; Guangdong Regulations on the Rights of the Elderly",
            ),
        ),
        (t("事项编号", "Item code"), "SAMPLE-4419-0001"),
    )
    return tuple(Fact(label=label, lines=tuple(lines)) for label, *lines in written)


def _about(language: str, state: Panel, primary: Action) -> Screen:
    t = _say(language)
    return screen(
        language,
        AboutBody(
            state=state,
            facts=_facts(t),
            more_label=t("往下看", "Read on"),
            less_label=t("往上看", "Back up"),
        ),
        key="about",
        title=t("老人津贴申请", "Old-age allowance"),
        hint=t("东莞市民政局", "Dongguan Civil Affairs Bureau"),
        actions=Actions(left=(back(t), end(t)), primary=primary),
    )


def about(language: str) -> Screen:
    t = _say(language)
    return _about(
        language,
        Panel(kind="done", title=t("现在就能在这里办", "You can do this here now"), lines=(t("约 6 分钟", "6 min"),)),
        Action(label=t("开始办", "Begin"), act="service", arg="allowance", icon="next"),
    )


def about_not_here(language: str) -> Screen:
    t = _say(language)
    return _about(
        language,
        Panel(
            kind="wait",
            title=t("读卡器没有反应，暂时不能办", "Not just now: the card reader"),
            lines=(t("最近能办的：厚街镇便民服务中心，约 2 公里", "Nearest: Houjie Town Service Centre, about 2 km"),),
        ),
        Action(label=t("看看别处", "Where else"), act="places", arg="allowance", icon="pin"),
    )


def answer(language: str) -> Screen:
    t = _say(language)
    return screen(
        language,
        AnswerBody(
            facts=(
                Fact(
                    label="",
                    lines=(
                        t(
                            "叫敬老优待卡：东莞户籍男满 60 岁、女满 55 岁，带身份证就能办。",
                            "It is called the senior citizen card: from 60 for men, 55 for women.",
                        ),
                    ),
                ),
                Fact(
                    label="",
                    lines=(
                        t(
                            "可以在网上、窗口或者这台机器办，首次不收工本费。",
                            "Apply online, at a counter or here. The first card is free.",
                        ),
                    ),
                ),
                Fact(
                    label=t("出处", "Source"),
                    lines=(t("12345 热线常见问题，东莞市民政局", "From the questions put to 12345, Civil Affairs"),),
                ),
            ),
            related_heading=t("这件事在这里办", "Do it here"),
            related=_rows(t)[1:3],
            more_label=t("往下看", "Read on"),
            less_label=t("往上看", "Back up"),
        ),
        key="answer",
        title=t("老人卡怎么办？", "How do I get a senior card?"),
        actions=Actions(
            left=(back(t), end(t)), primary=Action(label=t("问 12345", "Call 12345"), act="help", icon="ask")
        ),
    )


def places(language: str) -> Screen:
    t = _say(language)
    return screen(
        language,
        PlacesBody(
            places=(
                Place(
                    name=t("厚街镇便民服务中心", "Houjie Town Service Centre"),
                    detail=t("厚街镇便民路 27 号", "27 Bianmin Road, Houjie"),
                    aside=t("约 2 公里", "2 km"),
                    open_now=t("现在开着，到 12:00", "Open now, until 12:00"),
                    first=True,
                ),
                Place(
                    name=t("厚街图书馆自助终端", "Terminal at Houjie Library"),
                    detail=t("厚街镇书香路 30 号，一楼大厅", "30 Shuxiang Road, ground floor"),
                    aside=t("约 3 公里", "3 km"),
                    open_now=t("现在开着，到 21:00", "Open now, until 21:00"),
                ),
                Place(
                    name=t("莞香银行厚街支行", "Guanxiang Bank, Houjie"),
                    detail=t("厚街镇莞香街 66 号", "66 Guanxiang Street, Houjie"),
                    aside=t("约 3 公里", "3 km"),
                    closed=t("今天 09:30 开", "Opens today at 09:30"),
                ),
                Place(
                    name=t("道滘镇便民服务中心", "Daojiao Town Service Centre"),
                    detail=t("道滘镇便民路 29 号", "29 Bianmin Road, Daojiao"),
                    aside=t("约 7 公里", "7 km"),
                    closed=t("明天 08:30 开", "Opens tomorrow at 08:30"),
                ),
            ),
            note=(
                t("路程是直线。去之前，打 12345 问一问。", "Distances are straight lines. Call 12345 before you go."),
                t("这些地方是示例。", "These places are examples."),
            ),
        ),
        key="places",
        title=t("别处哪里能办", "Where else it can be done"),
        hint=t("老人津贴申请", "Old-age allowance"),
        actions=Actions(
            left=(back(t), end(t)), primary=Action(label=t("问 12345", "Call 12345"), act="help", icon="ask")
        ),
    )


HOME_SCREENS: dict[str, Callable[[str], Screen]] = {
    "home-whole": home_whole,
    "search-empty": search_empty,
    "search-found": search_found,
    "search-nothing": search_nothing,
    "departments": departments,
    "about": about,
    "about-not-here": about_not_here,
    "answer": answer,
    "places": places,
}


def home_sample(name: str, language: str = ZH, *, care: bool = False, contrast: bool = False) -> Screen:
    """Return the named sample in a language, with care mode and high contrast as asked."""
    made = HOME_SCREENS[name](language)
    t = _say(language)
    body = made.body
    if care and isinstance(body, HomeBody):  # as the view has it in large text: life events are a tile
        life = Action(label=t("人生大事", "Life events"), act="list", arg="life_events", icon="baby")
        body = replace(body, tiles=(life, body.tiles[0], body.tiles[2]), life=(), life_heading="")
    if care and isinstance(body, ListBody):
        body = replace(body, rows=body.rows[:4])
    if care and isinstance(body, SearchBody):
        body = replace(body, rows=body.rows[:3])
    return replace(
        made,
        body=body,
        care=care,
        contrast=contrast,
        tools=tools(t, care=care, contrast=contrast),
        top=screen(language, made.body, key="", care=care).top,
    )
