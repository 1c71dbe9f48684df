"""Sample screens for the gallery and the tests of `ui`: every page, in Chinese and English.

All people, numbers, places and opening times are fictional. The words are samples; the product's come from flows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flows.model.screen import (
    Action,
    Actions,
    AttractBody,
    HomeBody,
    Line,
    ListBody,
    OutOfServiceBody,
    Place,
    Screen,
    Sheet,
)
from tests.support.screen_frame import EN, ZH, ZH_HANT, Say, _say, back, end, go_on, screen, tools
from tests.support.screens_course import check, check_paged, identify, identify_lifted, identify_social, progress
from tests.support.screens_ends import (
    notice_info,
    notice_paper,
    notice_refused,
    receipt_done,
    receipt_print,
    receipt_wait,
)

__all__ = ["EN", "SCREENS", "ZH", "ZH_HANT", "Say", "_say", "back", "end", "go_on", "home", "sample", "screen", "tools"]


def attract(language: str) -> Screen:
    t = _say(language)
    able = (
        ("老人津贴申请", "Old-age allowance"),
        ("社保参保证明", "Social insurance proof"),
        ("办不成事反映", "Tell us what failed"),
        ("打 12345 问", "Ask 12345"),
    )
    return screen(
        language,
        AttractBody(
            start=Action(label=t("摸一下屏幕，开始", "Touch to start"), act="start", icon="hand"),
            start_aside=t("Touch to start", "摸一下屏幕，开始"),
            able_heading=t("这台机器现在能办", "What you can do here now"),
            able=tuple(Line(text=t(*words), mark="done") for words in able),
            notices=(
                Line(
                    text=t(
                        "社保卡读卡器在修，明天修好。请带身份证。", "Social card reader in repair: bring your ID card"
                    ),
                    mark="attention",
                ),
            ),
        ),
        key="attract",
        title=t("家门口，把事办好", "Done close to home"),
        hint=t("不用排队，不会用也有人教", "No queue, and help is near"),
    )


def home(language: str) -> Screen:
    t = _say(language)
    return screen(
        language,
        HomeBody(
            entries=(
                Action(
                    label=t("办事", "Apply"),
                    act="list",
                    arg="apply",
                    icon="apply",
                    detail=t("申请、登记、报销", "Forms, sign-ups"),
                ),
                Action(
                    label=t("查询打印", "Records"),
                    act="list",
                    arg="print",
                    icon="printer",
                    detail=t("证明、缴费、进度", "Check or print"),
                ),
            ),
            tiles=(
                Action(label=t("打 12345 问", "Ask 12345"), act="help", icon="phone"),
                Action(label=t("办不成事", "Couldn't do it"), act="report", icon="cannot"),
                Action(label=t("找人帮忙", "Get a helper"), act="help", icon="helper"),
            ),
            common_heading=t("大家在这里常办", "Often done here"),
            all=Action(label=t("全部 3 项", "All 3"), act="list", arg="all", icon="chev"),
            common=(
                Action(
                    label=t("老人津贴申请", "Old-age allowance"),
                    act="service",
                    arg="allowance",
                    icon="elder",
                    detail=t("约 6 分钟", "6 min"),
                ),
                Action(
                    label=t("社保参保证明", "Social insurance proof"),
                    act="service",
                    arg="proof",
                    icon="paper",
                    detail=t("约 1 分钟，当场打印", "1 min, printed here"),
                ),
                Action(
                    label=t("城乡医保参保", "Join health insurance"),
                    act="service",
                    arg="medical",
                    icon="medical",
                    detail=t("约 5 分钟", "5 min"),
                ),
                Action(
                    label=t("社保卡改密码", "Social card password"),
                    act="service",
                    arg="password",
                    icon="sscard",
                    warning=t("今天不能办", "Not today"),
                ),
            ),
            state_heading=t("这台机器现在", "This terminal now"),
            works=tuple(
                Line(text=t(zh, en), mark="done")
                for zh, en in (
                    ("网络正常", "Online"),
                    ("能读身份证", "ID card"),
                    ("能读社保卡", "Social card"),
                    ("能拍照", "Camera"),
                    ("能打印", "Printer"),
                )
            ),
            notices=(
                Line(
                    text=t(
                        "社保卡读卡器在修，明天修好。请先用身份证。",
                        "Social card reader in repair: use your ID card",
                    ),
                    mark="attention",
                ),
            ),
        ),
        key="home",
        title=t("您好，今天想办什么事？", "What do you need today?"),
    )


def home_offline(language: str) -> Screen:
    t = _say(language)
    well = home(language)
    body = well.body
    assert isinstance(body, HomeBody)
    return replace(
        well,
        body=replace(
            body,
            works=tuple(
                Line(text=t(zh, en), mark="done") for zh, en in (("能读身份证", "ID card"), ("能拍照", "Camera"))
            ),
            notices=(
                Line(
                    text=t("网络断了，照样能办，通了自动送", "No network: you can go on, it is sent later"), mark="wait"
                ),
                Line(
                    text=t("打印机没纸了，已通知村里来加", "Printer out of paper: the village knows"), mark="attention"
                ),
            ),
        ),
    )


def service_list(language: str) -> Screen:
    t = _say(language)
    rows = (
        ("老人津贴申请", "Old-age allowance", "elder", "约 6 分钟", "6 min"),
        ("城乡医保参保", "Join health insurance", "medical", "约 5 分钟", "5 min"),
        ("居住证续签", "Residence permit renewal", "residence", "约 4 分钟", "4 min"),
        ("公积金明细", "Housing fund statement", "fund", "当场打印", "printed here"),
        ("社保参保证明", "Social insurance proof", "paper", "约 1 分钟，当场打印", "1 min, printed here"),
        ("办不成事反映", "Tell us what failed", "cannot", "约 3 分钟", "3 min"),
    )
    return screen(
        language,
        ListBody(
            rows=(
                *(
                    Action(label=t(zh, en), act="service", arg=icon, icon=icon, detail=t(zh2, en2))
                    for zh, en, icon, zh2, en2 in rows
                ),
                Action(
                    label=t("社保卡改密码", "Social card password"),
                    act="service",
                    arg="password",
                    icon="sscard",
                    warning=t("今天不能办", "Not today"),
                ),
            ),
            page_text=t("第 1 页，共 2 页", "Page 1 of 2"),
            previous=Action(label=t("已是第一页", "First page"), act="page", arg="-1", icon="chevleft", enabled=False),
            next=Action(label=t("下一页", "Next page"), act="page", arg="+1", icon="chev"),
        ),
        key="list:all",
        title=t("要办哪一件？", "Which one?"),
        hint=t("点一下就开始，随时可以返回。", "Touch one to begin. You can always go back."),
        actions=Actions(left=(Action(label=t("回首页", "Home"), act="home", icon="back"), end(t))),
    )


def out_of_service(language: str) -> Screen:
    t = _say(language)
    return screen(
        language,
        OutOfServiceBody(
            lines=(
                t("散热风扇坏了，正在修，预计 10:30 修好。", "A fan broke. Back at about 10:30."),
                t("已经交上来的申请都在，不会丢。", "Everything handed in is kept."),
            ),
            places_heading=t("现在可以去", "Where to go now"),
            places=(
                Place(
                    name=t("本站人工窗口，往左 10 米", "The counter, 10 m to the left"),
                    detail=t("今天 8:30–12:00，14:00–17:30", "Today 8:30–12:00, 14:00–17:30"),
                    open_now=t("现在开着", "Open now"),
                    first=True,
                ),
                Place(
                    name=t("三屯社区服务站", "Santun station"),
                    detail=t("走路约 12 分钟，机器正常", "12 min on foot, working"),
                    aside=t("900 米", "900 m"),
                ),
                Place(
                    name=t("厚街镇政务服务中心", "Houjie Town service hall"),
                    detail=t("坐 8 路车 3 站，机器正常", "Bus 8, 3 stops, working"),
                    aside=t("2.1 公里", "2.1 km"),
                ),
            ),
            phone_label=t("打电话也能办、能问", "Or call and ask"),
            phone="12345",
            phone_detail=t("24 小时有人接，可以说粤语", "24 hours a day"),
            qr="https://example.invalid/s/XT07",
            fault_line=t("机器编号 XT07　故障号 SYS-001", "Terminal XT07, fault SYS-001"),
        ),
        key="out_of_service",
        title=t("这台机器暂时不能用", "This terminal is not available"),
    )


def _with_sheet(below: Screen, sheet: Sheet) -> Screen:
    return replace(below, sheet=sheet)


def idle(language: str) -> Screen:
    t = _say(language)
    return _with_sheet(
        check(language),
        Sheet(
            kind="idle",
            title=t("您还在吗？", "Are you still there?"),
            lines=(
                t("时间到了，这次办理会结束，您填的内容会清除，", "When time is up this session ends and everything"),
                t("不让后面的人看见。", "you entered is erased, so that nobody sees it."),
            ),
            aside=t("要慢慢看，加几次时间都可以。", "Take your time: you may add more, again and again."),
            seconds=38,
            total=60,
            unit=t("秒", "s"),
            left=Action(label=t("不办了", "End"), act="end_confirm", icon="end"),
            primary=Action(label=t("我还在，加时间", "I'm here, more time"), act="more_time", icon="check"),
        ),
    )


def end_sheet(language: str) -> Screen:
    t = _say(language)
    return _with_sheet(
        check(language),
        Sheet(
            kind="end",
            title=t("真的不办了吗？", "End this now?"),
            lines=(
                t("您填的内容会清除，没有送出任何东西。", "What you entered is erased. Nothing was sent."),
                t("想接着办，点右边。", "To go on, touch the right button."),
            ),
            left=Action(label=t("不办了", "End"), act="end_confirm", icon="end"),
            primary=Action(label=t("接着办", "Go on"), act="dismiss", icon="check"),
        ),
    )


def help_sheet(language: str) -> Screen:
    t = _say(language)
    return _with_sheet(
        home(language),
        Sheet(
            kind="help",
            title=t("找人帮忙", "Get help"),
            lines=(t("可以这样找到人：", "You can reach a person like this:"),),
            rows=(
                Action(
                    label=t("本站人工窗口，往左 10 米", "The counter, 10 m to the left"),
                    act="",
                    icon="helper",
                    detail=t("今天 8:30–12:00，14:00–17:30", "Today 8:30–12:00, 14:00–17:30"),
                ),
                Action(
                    label=t("打 12345", "Call 12345"),
                    act="",
                    icon="phone",
                    detail=t("24 小时有人接，可以说粤语", "24 hours a day"),
                ),
                Action(
                    label=t("反映问题", "Tell us what failed"),
                    act="report",
                    icon="cannot",
                    detail=t("没办成、不满意，都可以说", "Not done, not content: say so"),
                ),
            ),
            primary=Action(label=t("知道了，接着办", "Go on"), act="dismiss", icon="check"),
        ),
    )


def read_aloud_sheet(language: str) -> Screen:
    t = _say(language)
    return _with_sheet(
        identify(language),
        Sheet(
            kind="read_aloud",
            title=t("这台机器还不会读出声", "This terminal cannot read aloud yet"),
            lines=(t("看不清楚，可以点“大字版”，或者找人帮忙。", "Try Large, or ask a person for help."),),
            primary=Action(label=t("知道了，接着办", "Go on"), act="dismiss", icon="check"),
        ),
    )


SCREENS: dict[str, Callable[[str], Screen]] = {
    "attract": attract,
    "home": home,
    "home-offline": home_offline,
    "list": service_list,
    "identify": identify,
    "identify-lifted": identify_lifted,
    "identify-social": identify_social,
    "check": check,
    "check-paged": check_paged,
    "progress": progress,
    "receipt-done": receipt_done,
    "receipt-wait": receipt_wait,
    "receipt-print": receipt_print,
    "notice-paper": notice_paper,
    "notice-refused": notice_refused,
    "notice-info": notice_info,
    "out-of-service": out_of_service,
    "sheet-idle": idle,
    "sheet-end": end_sheet,
    "sheet-help": help_sheet,
    "sheet-read-aloud": read_aloud_sheet,
}


def sample(name: str, language: str = ZH, *, care: bool = False, contrast: bool = False) -> Screen:
    """Return the named sample in a language, with care mode and high contrast as asked."""
    made = SCREENS[name](language)
    t = _say(language)
    return replace(
        made,
        care=care,
        contrast=contrast,
        tools=tools(t, care=care, contrast=contrast),
        top=screen(language, made.body, key="", care=care).top,
    )
