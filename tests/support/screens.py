"""Sample screens for the gallery and the tests of `ui`: every page, in Chinese and English.

All people, numbers, places and opening times are fictional. The words are samples; the product's come from flows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flows.model.screen import (
    Action,
    Actions,
    AnswerRow,
    AttractBody,
    Body,
    CheckBody,
    HomeBody,
    IdentifyBody,
    Line,
    ListBody,
    NextStep,
    NoticeBody,
    NumberCard,
    OutOfServiceBody,
    Panel,
    Place,
    ProgressBody,
    ReceiptBody,
    Screen,
    Sheet,
    StepLine,
    TopBar,
)
from flows.model.text import text
from flows.model.values import Language

ZH, ZH_HANT, EN = "zh-Hans", "zh-Hant", "en"
Say = Callable[[str, str], str]  # the Chinese words and the English ones: those of the screen's language


def _say(language: str) -> Say:
    return lambda zh, en: text(zh, en).of(Language(language))


def tools(t: Say, *, care: bool, contrast: bool) -> tuple[Action, ...]:
    return (
        Action(label=t("繁 · EN", "中文"), act="languages", icon="globe"),
        Action(label=t("大字版", "Large"), act="care", icon="care", chosen=care),
        Action(label=t("高对比", "Contrast"), act="contrast", icon="contrast", chosen=contrast),
        Action(label=t("听读", "Listen"), act="read_aloud", icon="listen"),
        Action(label=t("求助", "Help"), act="help", icon="help"),
    )


def screen(
    language: str,
    body: Body,
    *,
    key: str,
    title: str = "",
    hint: str = "",
    step: int = 0,
    steps: int = 8,
    actions: Actions | None = None,
    sheet: Sheet | None = None,
    care: bool = False,
    contrast: bool = False,
) -> Screen:
    t = _say(language)
    return Screen(
        key=key,
        language=language,
        care=care,
        contrast=contrast,
        top=TopBar(
            brand=t("莞家自助服务", "Guanjia self-service"),
            place=t("厚街镇·溪头村便民服务站", "Xitou Village, Houjie Town"),
            time="09:07",
            date=t("星期二" if care else "11 月 24 日 星期二", "Tue" if care else "Tue 24 Nov"),
        ),
        tools=tools(t, care=care, contrast=contrast),
        title=title,
        hint=hint,
        body=body,
        steps=StepLine(
            service=t("老人津贴申请", "Old-age allowance"),
            text=t(f"第 {step} 步，共 {steps} 步", f"Step {step} of {steps}"),
            done=step,
            total=steps,
        )
        if step
        else None,
        actions=actions or Actions(),
        sheet=sheet,
    )


def back(t: Say) -> Action:
    return Action(label=t("返回", "Back"), act="back", icon="back")


def end(t: Say) -> Action:
    return Action(label=t("结束", "End"), act="end", icon="end")


def go_on(t: Say, zh: str = "继续", en: str = "Continue", icon: str = "next") -> Action:
    return Action(label=t(zh, en), act="continue", icon=icon)


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


def identify(language: str, notice: Panel | None = None) -> Screen:
    t = _say(language)
    return screen(
        language,
        IdentifyBody(
            picture="id_card",
            notice=notice,
            ways_heading=t("没带身份证？也可以用", "No ID card? You can also use"),
            ways=(
                Action(
                    label=t("社会保障卡", "Social card"),
                    act="way",
                    arg="social_card",
                    icon="sscard",
                    detail=t("插在左边的口里", "In the slot on the left"),
                ),
                Action(
                    label=t("手机出示码", "Phone code"),
                    act="way",
                    arg="phone_code",
                    icon="phoneqr",
                    warning=t("在修，不能用", "In repair"),
                ),
                Action(
                    label=t("都没带", "None with me"),
                    act="help",
                    icon="helper",
                    detail=t("找人帮忙", "Ask a person"),
                ),
            ),
            privacy=(
                t("只读姓名、号码、住址和照片，只用来办这件事。", "Only name, number, address and photo are read,"),
                t("送到平台以后，本机不留。", "for this matter only. Nothing stays here."),
            ),
        ),
        key="identify",
        title=t("请把身份证平放在读卡区", "Place your ID card here"),
        hint=t("放好不要拿开，听到“嘀”一声再收起来。", "Leave it there until you hear a beep."),
        step=1,
        actions=Actions(left=(back(t), end(t)), awaited=t("等您放卡", "Waiting for a card")),
    )


def identify_lifted(language: str) -> Screen:
    t = _say(language)
    return identify(
        language,
        Panel(
            kind="info",
            title=t("拿早了，再放一次", "Lifted too soon: once more"),
            lines=(t("放好以后，数三下再拿。", "Count to three before you take it."),),
        ),
    )


def identify_social(language: str) -> Screen:
    t = _say(language)
    first = identify(language)
    body = first.body
    assert isinstance(body, IdentifyBody)
    return replace(
        first,
        key="identify:social",
        title=t("请把社保卡插到卡口里", "Insert your social card"),
        hint=t("芯片朝上，推到底，先不要拔。", "Chip up, push it all the way in."),
        body=replace(body, picture="social_card", ways=body.ways[1:]),
    )


def check(language: str) -> Screen:
    t = _say(language)
    from_card = {"source": t("来自身份证", "from the card"), "source_icon": "idcard"}

    def change(step: str, zh: str = "更改", en: str = "Change", icon: str = "pen") -> Action:
        return Action(label=t(zh, en), act="change", arg=step, icon=icon)

    return screen(
        language,
        CheckBody(
            rows=(
                AnswerRow(label=t("姓名", "Name"), value="张*", **from_card),
                AnswerRow(label=t("身份证号", "ID number"), value="4419**********1237", **from_card),
                AnswerRow(label=t("手机", "Phone"), value="138****5620", change=change("phone")),
                AnswerRow(
                    label=t("领钱的银行卡", "Bank card"),
                    value=t("东莞银行　尾号 6608", "Bank of Dongguan, ends 6608"),
                    change=change("bank"),
                ),
                AnswerRow(label=t("联系人", "Contact"), value="张*", change=change("contact")),
                AnswerRow(
                    label=t("住的村", "Village"),
                    value=t("厚街镇 溪头村", "Xitou, Houjie Town"),
                    change=change("village"),
                ),
                AnswerRow(
                    label=t("户口本", "Household register"),
                    value=t("已拍 1 张", "1 picture"),
                    change=change("book", "重拍", "Retake", "camera"),
                ),
                AnswerRow(
                    label=t("签名", "Signature"), value=t("已签", "Signed"), change=change("sign", "重签", "Redo")
                ),
            ),
            reveal=Action(label=t("显示 10 秒", "Show 10 s"), act="reveal", icon="eye"),
            note=(
                t("点“提交”才会送出。送出以后，", "Nothing is sent before Submit. Then"),
                t("15 个工作日内有结果，发短信告诉您。", "you hear by text within 15 working days."),
            ),
        ),
        key="check",
        title=t("请看一遍，对不对？", "Is everything right?"),
        hint=t("怕旁人看见，姓名和号码遮了几位。", "Names and numbers are masked."),
        step=8,
        actions=Actions(left=(back(t), end(t)), primary=go_on(t, "提交", "Submit", "check")),
    )


def check_paged(language: str) -> Screen:
    t = _say(language)
    whole = check(language)
    body = whole.body
    assert isinstance(body, CheckBody)
    return replace(
        whole,
        body=replace(
            body,
            rows=body.rows[:6],
            page_text=t("第 1 页，共 2 页", "Page 1 of 2"),
            previous=Action(label=t("已是第一页", "First page"), act="page", arg="-1", icon="chevleft", enabled=False),
            next=Action(label=t("下一页", "Next page"), act="page", arg="+1", icon="chev"),
        ),
    )


def progress(language: str) -> Screen:
    t = _say(language)
    return screen(
        language,
        ProgressBody(
            asking=t("正在问社保局，平时 3 秒", "Asking the social insurance bureau, usually 3 s"),
            usual_s=3,
            steps=(
                Line(text=t("身份证已读", "ID card read"), mark="done"),
                Line(text=t("正在查参保记录", "Looking up your record"), mark="wait"),
                Line(text=t("排好证明，打印", "Set and print the proof")),
            ),
            reassurance=t("您填的都在，不会丢。", "Everything you entered is kept."),
            waited=t("已等 {} 秒", "Waited {} s"),
            leave=t("可以先返回", "you may go back"),
        ),
        key="progress",
        title=t("正在查，请等一下", "Looking it up"),
        step=3,
        steps=5,
        actions=Actions(left=(back(t), end(t)), awaited=t("等社保局回答", "Waiting for the bureau")),
    )


def _paper(t: Say) -> Panel:
    return Panel(
        kind="quiet",
        title=t("回执打好了，请从下面出纸口拿走", "Your receipt is printed: take it below"),
        lines=(t("别忘了身份证和随身东西。", "Don't forget your ID card and your things."),),
        icon="printer",
    )


def _end_of_service(t: Say) -> Actions:
    return Actions(
        left=(Action(label=t("再打一张", "Print again"), act="way", arg="print_again", icon="printer"),),
        primary=go_on(t, "办完了", "Finish", "check"),
    )


def receipt_done(language: str) -> Screen:
    t = _say(language)
    return screen(
        language,
        ReceiptBody(
            kind="done",
            headline=t("交好了，平台已收到", "Sent: the platform has it"),
            lines=(
                t("老人津贴申请已在 11 月 24 日 09:12", "Your application arrived on 24 Nov, 09:12"),
                t("送到东莞市政务服务平台。", "at the city's service platform."),
            ),
            card=NumberCard(
                label=t("办件编号", "Case number"),
                number="DG 2026 1124 0418",
                lines=(
                    t("短信也发到了 138****5620。", "A text went to 138****5620."),
                    t("手机扫码，随时看进度。", "Scan to see how it goes."),
                ),
                qr="https://example.invalid/p/DG202611240418",
            ),
            next_heading=t("接下来", "What happens next"),
            next=(
                NextStep(
                    when=t("15 个工作日内", "Within 15 working days"),
                    what=t("溪头村和厚街镇审核，结果发短信。", "Village and town decide; you get a text."),
                ),
                NextStep(
                    when=t("批准后", "Once approved"),
                    what=t("每月 15 日前发到尾号 6608 的卡。", "Paid by the 15th to the card ending 6608."),
                ),
                NextStep(
                    when=t("没收到结果", "No news"),
                    what=t("打 12345，报办件编号。", "Call 12345 with the case number."),
                ),
            ),
            paper=_paper(t),
        ),
        key="receipt",
        title=t("交好了，平台已收到", "Sent: the platform has it"),
        actions=_end_of_service(t),
    )


def receipt_wait(language: str) -> Screen:
    t = _say(language)
    return screen(
        language,
        ReceiptBody(
            kind="wait",
            headline=t("本机已收下，平台还没收到", "Kept here, not yet at the platform"),
            lines=(
                t("网络断了。您填的内容已锁好，存在本机。", "No network. Your answers are locked away here"),
                t("网络一通就自动送出，您不用再来。", "and go out by themselves. No need to return."),
            ),
            card=NumberCard(
                label=t("本机编号", "Local number"),
                number="XT07-1124-0031",
                lines=(
                    t("送到以后，正式编号会用短信", "Your case number comes by text"),
                    t("发到 138****5620。", "to 138****5620."),
                    t("手机扫码，看送到没有。", "Scan to see if it arrived."),
                ),
                qr="https://example.invalid/l/XT07-1124-0031",
            ),
            next_heading=t("接下来", "What happens next"),
            next=(
                NextStep(
                    when=t("现在", "Now"),
                    what=t("拿好收件凭证，上面有本机编号。", "Keep the slip with the local number."),
                ),
                NextStep(
                    when=t("网络恢复后", "Once the network is back"),
                    what=t("自动送到平台，您会收到短信。", "It is sent by itself; you get a text."),
                ),
                NextStep(
                    when=t("11 月 27 日前没短信", "No text by 27 Nov"),
                    what=t("打 12345，报本机编号，有人查。", "Call 12345 with the local number."),
                ),
            ),
            paper=Panel(
                kind="quiet",
                title=t("收件凭证打好了，请从下面出纸口拿走", "Your slip is printed: take it below"),
                lines=(t("纸上写明：尚未受理。别忘了身份证。", "It says: not yet accepted. Take your ID card."),),
                icon="printer",
            ),
        ),
        key="receipt",
        title=t("本机已收下，平台还没收到", "Kept here, not yet at the platform"),
        actions=_end_of_service(t),
    )


def receipt_print(language: str) -> Screen:
    t = _say(language)
    return screen(
        language,
        ReceiptBody(
            kind="done",
            headline=t("证明打好了", "Your proof is printed"),
            lines=(t("一共 1 页，请从下面出纸口拿走。", "One page: take it from the slot below."),),
            card=NumberCard(
                label=t("验证码", "Verification code"),
                number="8H2K 4407",
                lines=(
                    t("用证明的单位扫码，", "Whoever receives it scans the code"),
                    t("可以查真假。", "to see that it is genuine."),
                ),
                qr="https://example.invalid/v/8H2K4407",
            ),
            paper=_paper(t),
        ),
        key="receipt",
        title=t("证明打好了", "Your proof is printed"),
        actions=_end_of_service(t),
    )


def notice_paper(language: str) -> Screen:
    t = _say(language)
    return screen(
        language,
        NoticeBody(
            icon="printer",
            tone="attention",
            matter=Panel(
                kind="done",
                title=t("您的申请已经交好，不受影响", "Your application is safe"),
                lines=(
                    t("平台 09:12 收到，编号 DG 2026 1124 0418。", "Received 09:12, number DG 2026 1124 0418."),
                    t("不用再办一次。", "No need to do it again."),
                ),
            ),
            ways_heading=t("回执可以这样拿", "How to get your receipt"),
            card=NumberCard(
                label="",
                number=t("手机扫码，存电子回执", "Scan for the e-receipt"),
                lines=(
                    t("微信、支付宝都能扫。", "Any scanner app will do."),
                    t("和纸的一样有用。", "It counts like the paper one."),
                ),
                qr="https://example.invalid/r/DG202611240418",
            ),
            ways=(
                Action(
                    label=t("等加纸再打", "Print it later"),
                    act="way",
                    arg="later",
                    icon="clock",
                    detail=t("大约 20 分钟，凭身份证补打", "In about 20 min, with your ID card"),
                ),
                Action(
                    label=t("反映问题", "Tell us what failed"),
                    act="report",
                    icon="cannot",
                    detail=t("没办成、不满意，都可以说", "Not done, not content: say so"),
                ),
            ),
            fault_line=t("要打电话问时，报这个号：PRN-003", "If you call, give this number: PRN-003"),
        ),
        key="notice:PRN-003",
        title=t("打印机没纸了", "The printer is out of paper"),
        hint=t("回执还没打出来。09:13 已通知村里来加纸。", "No receipt yet. The village knows since 09:13."),
        actions=Actions(
            left=(Action(label=t("找人帮忙", "Get help"), act="help", icon="help"),),
            primary=go_on(t, "不要纸，办完了", "Finish without paper", "check"),
        ),
    )


def notice_refused(language: str) -> Screen:
    t = _say(language)
    return screen(
        language,
        NoticeBody(
            icon="apply",
            tone="failed",
            matter=Panel(
                kind="failed",
                title=t("还没交，您填的都在", "Not sent; your answers are kept"),
                lines=(t("平台说：银行卡号和姓名对不上。", "The platform says: card and name do not match."),),
            ),
            ways_heading=t("可以这样办", "What you can do"),
            ways=(
                Action(
                    label=t("改银行卡号", "Change the card number"),
                    act="change",
                    arg="bank",
                    icon="pen",
                    detail=t("改好再交一次", "Then send it again"),
                ),
                Action(
                    label=t("反映问题", "Tell us what failed"),
                    act="report",
                    icon="cannot",
                    detail=t("没办成、不满意，都可以说", "Not done, not content: say so"),
                ),
            ),
            fault_line=t("要打电话问时，报这个号：NET-010", "If you call, give this number: NET-010"),
        ),
        key="notice:NET-010",
        title=t("没有送成：平台说号码对不上", "Not sent: the numbers do not match"),
        hint=t("这台机器没有坏，是内容要改一处。", "The terminal is fine; one answer needs a change."),
        actions=Actions(left=(back(t), end(t)), primary=go_on(t, "去改号码", "Change it")),
    )


def notice_info(language: str) -> Screen:
    t = _say(language)
    return screen(
        language,
        NoticeBody(
            icon="elder",
            tone="info",
            matter=Panel(
                kind="info",
                title=t("没有送出任何内容", "Nothing was sent"),
                lines=(t("满 70 岁那个月起，就可以来申请。", "Come back from the month you turn 70."),),
            ),
            ways_heading=t("现在可以办", "What you can do now"),
            ways=(
                Action(
                    label=t("打印参保证明", "Print an insurance proof"),
                    act="service",
                    arg="proof",
                    icon="paper",
                    detail=t("约 1 分钟", "1 min"),
                ),
                Action(
                    label=t("找人问", "Ask a person"),
                    act="help",
                    icon="helper",
                    detail=t("窗口或者 12345", "The counter, or 12345"),
                ),
                Action(
                    label=t("觉得不对，反映", "I think this is wrong"),
                    act="report",
                    icon="cannot",
                    detail=t("有人给您回电话", "Somebody calls you back"),
                ),
            ),
        ),
        key="notice:age",
        title=t("还不到 70 岁，暂时不能领", "Not yet 70: too early"),
        hint=t("按身份证上的出生日期算的。", "By the date of birth on your card."),
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
