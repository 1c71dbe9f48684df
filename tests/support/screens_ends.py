"""Sample screens of how a service ends: receipts and notices."""

from __future__ import annotations

from flows.model.screen import (
    Action,
    Actions,
    NextStep,
    NoticeBody,
    NumberCard,
    Panel,
    ReceiptBody,
    Screen,
)
from tests.support.screen_frame import Say, _say, back, end, go_on, screen


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
