"""Sample screens of the pages where something is entered: forms, choices, the document camera, the signature.

All people, numbers and places are fictional, but for the names of Houjie's villages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flows.model.screen import (
    Action,
    Actions,
    Body,
    CameraBody,
    ChooseBody,
    Field,
    FormBody,
    Line,
    PageTaken,
    Screen,
    SignatureBody,
)
from kiosk.core.devices import PageQuality
from tests.support.screens import EN, ZH, ZH_HANT, _say, back, end, go_on, screen, tools

CORNERS = ((0.165, 0.197), (0.855, 0.172), (0.872, 0.866), (0.188, 0.891))  # of tests.support.household_page


def _form(language: str, *fields: Field, title: tuple[str, str], hint: tuple[str, str], **more: object) -> Screen:
    t = _say(language)
    missing = more.pop("missing", None)
    primary = go_on(t) if missing is None else replace(go_on(t, *missing), enabled=False, icon="")  # type: ignore[misc]
    return screen(
        language,
        FormBody(fields=fields, clear_label=t("清空", "Clear"), **more),  # type: ignore[arg-type]
        key="form:" + fields[0].name,
        title=t(*title),
        hint=t(*hint),
        step=4,
        actions=Actions(left=(back(t), end(t)), primary=primary),
    )


def form_name(language: str, text: str = "") -> Screen:
    t = _say(language)
    return _form(
        language,
        Field(name="contact", label=t("联系人姓名", "Contact's name"), text=text, entry="text", max_length=30),
        title=("有急事时，我们联系谁？", "Whom should we call?"),
        hint=("写一位家人或邻居的姓名，和身份证上一样。", "A relative's or neighbour's full name."),
        **({} if text else {"missing": ("先写姓名", "Write a name first")}),
    )


def form_phone(language: str, text: str = "1380001", error: str = "") -> Screen:
    t = _say(language)
    return _form(
        language,
        Field(
            name="phone",
            label=t("手机号码", "Mobile number"),
            text=text,
            entry="digits",
            hint=t("手机号有 11 位数字", "11 figures"),
            error=error,
            max_length=11,
            group="3-4-4",
        ),
        title=("有结果时，发短信到哪个号码？", "Where may we text you?"),
        hint=("办完以后，这台机器不留号码。", "The number is not kept on this terminal."),
    )


def form_error(language: str) -> Screen:
    return form_phone(language, "138000138", _say(language)("还差 2 位数字", "2 figures are missing"))


def form_bank(language: str) -> Screen:
    t = _say(language)
    return _form(
        language,
        Field(
            name="holder",
            label=t("开户人", "Account holder"),
            text="张*",
            entry="text",
            source=t("来自身份证", "from the card"),
        ),
        Field(name="bank", label=t("开户银行", "Bank"), text=t("东莞银行", "Bank of Dongguan"), entry="text"),
        Field(
            name="account",
            label=t("银行卡号", "Card number"),
            text="6230333100",
            entry="digits",
            max_length=19,
            group="4",
        ),
        title=("津贴发到哪张卡？", "Which card is it paid to?"),
        hint=("要用您本人的银行卡。", "It must be your own card."),
    )


def form_report(language: str) -> Screen:
    t = _say(language)
    return _form(
        language,
        Field(
            name="what",
            label=t("哪件事没办成？", "What could not be done?"),
            text=t("读卡器读不出我的身份证，试了三次。", "The reader could not read my card, three times."),
            entry="long_text",
            max_length=200,
        ),
        title=("说说哪里没办成", "What went wrong?"),
        hint=("写几个字就行，有人给您回电话。", "A few words will do. Somebody calls you back."),
        choices=tuple(
            Action(label=t(*words), act="choose", arg=f"kind={value}", chosen=value == "reader")
            for value, words in (
                ("reader", ("读不了卡", "Card not read")),
                ("paper", ("没打出纸", "No paper")),
                ("person", ("没人帮忙", "No help")),
            )
        ),
    )


_VILLAGES = ("白濠", "宝屯", "宝塘", "陈屋", "赤岭", "大迳", "东溪", "河田", "厚街", "环冈", "寮厦", "南五")
_TOWNS = (
    "大朗镇",
    "黄江镇",
    "清溪镇",
    "塘厦镇",
    "凤岗镇",
    "樟木头镇",
    "长安镇",
    "虎门镇",
    "沙田镇",
    "松山湖",
    "东莞港",
    "东莞生态园",
)


def _choose(language: str, body: ChooseBody, *, title: tuple[str, str], hint: tuple[str, str], picked: bool) -> Screen:
    t = _say(language)
    primary = go_on(t) if picked else replace(go_on(t, "先选一个", "Choose one first"), enabled=False, icon="")
    return screen(
        language,
        body,
        key="choose:village",
        title=t(*title),
        hint=t(*hint),
        step=5,
        actions=Actions(left=(back(t), end(t)), primary=primary),
    )


def choose_village(language: str) -> Screen:
    t = _say(language)
    return _choose(
        language,
        ChooseBody(
            context=t("东莞市·厚街镇", "Houjie Town, Dongguan"),
            change=Action(label=t("换一个镇", "Other town"), act="change", arg="town"),
            suggestion_heading=t("本站所在的村", "The village of this terminal"),
            suggestion=Action(label=t("溪头村", "溪头村 Xitou"), act="choose", arg="village=xitou", chosen=True),
            suggestion_chosen=t("已选", "Chosen"),
            heading=t("厚街镇的其他村和社区", "Other villages of Houjie"),
            page_text=t("第 1 页，共 2 页", "Page 1 of 2"),
            options=tuple(Action(label=name, act="choose", arg=f"village={name}") for name in _VILLAGES),
            previous=Action(label=t("已是第一页", "First page"), act="page", arg="-1", icon="chevleft", enabled=False),
            next=Action(label=t("下一页", "Next page"), act="page", arg="+1", icon="chev"),
        ),
        title=("您现在住在哪个村（社区）？", "Which village do you live in?"),
        hint=("津贴由住的地方审核，不看户口在哪里。", "The village where you live decides."),
        picked=True,
    )


def choose_town(language: str) -> Screen:
    t = _say(language)
    return _choose(
        language,
        ChooseBody(
            suggestion_heading=t("本站所在的镇", "The town of this terminal"),
            suggestion=Action(label=t("厚街镇", "厚街镇 Houjie"), act="choose", arg="town=houjie"),
            suggestion_chosen=t("已选", "Chosen"),
            heading=t("其他镇和街道", "Other towns"),
            page_text=t("第 2 页，共 3 页", "Page 2 of 3"),
            options=tuple(
                Action(label=name, act="choose", arg=f"town={name}", chosen=name == "樟木头镇") for name in _TOWNS
            ),
            previous=Action(label=t("上一页", "Previous"), act="page", arg="-1", icon="chevleft"),
            next=Action(label=t("下一页", "Next page"), act="page", arg="+1", icon="chev"),
        ),
        title=("您现在住在哪个镇（街道）？", "Which town do you live in?"),
        hint=("先选镇，再选村。", "The town first, then the village."),
        picked=True,
    )


def choose_few(language: str) -> Screen:
    t = _say(language)
    return _choose(
        language,
        ChooseBody(
            columns=1,
            options=(
                Action(label=t("发到银行卡", "To my bank card"), act="choose", arg="pay=bank"),
                Action(label=t("发到社保卡", "To my social security card"), act="choose", arg="pay=social"),
                Action(
                    label=t("发到村里代领", "Collected by the village"),
                    act="choose",
                    arg="pay=village",
                    warning=t("今天不能选", "Not today"),
                ),
            ),
        ),
        title=("津贴怎么发给您？", "How should it be paid?"),
        hint=("两种都不收手续费。", "Both are free of charge."),
        picked=False,
    )


def _camera(language: str, body: CameraBody, *, primary: Action) -> Screen:
    t = _say(language)
    return screen(
        language,
        body,
        key="camera:book",
        title=t("拍户口本上您的那一页", "Photograph your page"),
        hint=t("翻到有您名字的一页，平放在台面上。", "Lay the page with your name flat on the table."),
        step=6,
        actions=Actions(left=(back(t), end(t)), primary=primary),
    )


def camera_live(language: str) -> Screen:
    t = _say(language)
    return _camera(
        language,
        CameraBody(
            caption=t("镜头正在看台面，还没有拍", "Looking at the table, no picture yet"),
            live=True,
            quality=PageQuality(corners=True, bright=True, sharp=True, glare=True, outline=CORNERS),
            checks=(
                Line(text=t("四个角都在", "All corners"), mark="done"),
                Line(text=t("光线够亮", "Bright"), mark="done"),
                Line(text=t("有一点反光", "Some glare"), mark="attention"),
            ),
            advice=t("把本子转一点，避开反光，会更清楚。", "Turn the page a little, away from the light."),
            other=(
                Action(
                    label=t("没带户口本？先继续，7 天内补交", "Not with you? Hand it in within 7 days"),
                    act="way",
                    arg="later",
                ),
            ),
        ),
        primary=go_on(t, "拍照", "Take picture", "camera"),
    )


def camera_waiting(language: str) -> Screen:
    t = _say(language)
    live = camera_live(language)
    body = live.body
    assert isinstance(body, CameraBody)
    return replace(
        live,
        body=replace(
            body,
            caption=t("镜头正在打开", "The camera is starting"),
            quality=None,
            checks=(
                Line(text=t("找四个角", "Corners"), mark=""),
                Line(text=t("看光线", "Light"), mark=""),
                Line(text=t("看清楚没有", "Sharpness"), mark=""),
            ),
            advice="",
        ),
    )


def camera_still(language: str) -> Screen:
    t = _say(language)
    return _camera(
        language,
        CameraBody(
            caption=t("拍好了，看看清不清楚", "Taken: can you read it?"),
            live=False,
            blob="0" * 64,
            quality=PageQuality(corners=True, bright=True, sharp=True, glare=False),
            checks=(
                Line(text=t("四个角都在", "All corners"), mark="done"),
                Line(text=t("光线够亮", "Bright"), mark="done"),
                Line(text=t("看得清字", "Sharp"), mark="done"),
            ),
            other=(Action(label=t("重新拍一张", "Take it again"), act="way", arg="retake", icon="redo"),),
        ),
        primary=go_on(t, "就用这张", "Use this one"),
    )


def _pages(t: Callable[[str, str], str], count: int, chosen: int) -> tuple[PageTaken, ...]:
    return tuple(
        PageTaken(
            number=str(page),
            blob=f"{page}" * 64,
            look=Action(label=t(f"第 {page} 页", f"Page {page}"), act="way", arg=f"page:{page}", chosen=page == chosen),
        )
        for page in range(1, count + 1)
    )


def camera_pages(language: str) -> Screen:
    """Of several pages one is looked at, and there may be more."""
    t = _say(language)
    still = camera_still(language)
    assert isinstance(still.body, CameraBody)
    body = replace(
        still.body,
        caption=t("第 3 页，共 3 页", "Page 3 of 3"),
        pages=_pages(t, 3, 3),
        other=(
            Action(label=t("再拍一页", "Add a page"), act="way", arg="more", icon="plus"),
            Action(label=t("重拍这一页", "Retake"), act="way", arg="retake", icon="redo"),
            Action(label=t("不要这一页", "Remove"), act="way", arg="remove", icon="trash"),
        ),
    )
    hint = t("还有就再拍一页，最多 8 页。", "More? Add a page, 8 at most.")
    return replace(
        still,
        key="camera:pages",
        title=t("拍租房合同", "Photograph the lease"),
        hint=hint,
        body=body,
        actions=replace(still.actions, primary=go_on(t, "拍好了，共 3 页", "Done, 3 in all")),
    )


def camera_pages_next(language: str) -> Screen:
    """As many pages as there can be but one, and the live picture for the last."""
    t = _say(language)
    live = camera_live(language)
    assert isinstance(live.body, CameraBody)
    see = Action(label=t("不拍了，看已拍的 7 页", "See the pages (7)"), act="way", arg="taken")
    return replace(
        live,
        key="camera:pages-next",
        title=t("拍租房合同", "Photograph the lease"),
        hint=t("换上下一页，平放在台面上。", "Put the next page flat on the desk."),
        body=replace(live.body, pages=_pages(t, 7, 0), other=(see,)),
        actions=replace(live.actions, primary=go_on(t, "拍第 8 页", "Take page 8", "camera")),
    )


def signature(language: str, *, signed: bool = True) -> Screen:
    t = _say(language)
    primary = go_on(t, "签好了", "Signed", "check")
    if not signed:
        primary = replace(go_on(t, "先签名", "Sign first"), enabled=False, icon="")
    return screen(
        language,
        SignatureBody(
            heading=t("签名表示您确认", "With your signature you confirm"),
            statements=(
                t("填的内容是真的", "what you wrote is true"),
                t("同意用这些内容审核老人津贴", "it may be used to decide on the allowance"),
            ),
            baseline=t("在线的上方写", "Sign above the line"),
            signed=signed,
            clear=Action(label=t("擦掉重写", "Wipe, sign again"), act="clear_signature", icon="redo"),
            decline=Action(label=t("不方便签名", "I cannot sign"), act="way", arg="decline", icon="help"),
        ),
        key="sign",
        title=t("请签上您的名字", "Please sign your name"),
        hint=t("用手指写在框里。写得慢、写得大都没关系。", "With a finger, in the box. Slow and large is fine."),
        step=7,
        actions=Actions(left=(back(t), end(t)), primary=primary),
    )


def signature_empty(language: str) -> Screen:
    return signature(language, signed=False)


ENTRY_SCREENS: dict[str, Callable[[str], Screen]] = {
    "form-name": form_name,
    "form-phone": form_phone,
    "form-error": form_error,
    "form-bank": form_bank,
    "form-report": form_report,
    "choose-village": choose_village,
    "choose-town": choose_town,
    "choose-few": choose_few,
    "camera-live": camera_live,
    "camera-waiting": camera_waiting,
    "camera-still": camera_still,
    "camera-pages": camera_pages,
    "camera-pages-next": camera_pages_next,
    "signature": signature,
    "signature-empty": signature_empty,
}
LANGUAGES = (ZH, ZH_HANT, EN)


def entry_sample(name: str, language: str = ZH, *, care: bool = False, contrast: bool = False) -> Screen:
    """Return the named sample in a language, with care mode and high contrast as asked."""
    made = ENTRY_SCREENS[name](language)
    body: Body = made.body
    return replace(
        made,
        care=care,
        contrast=contrast,
        tools=tools(_say(language), care=care, contrast=contrast),
        top=screen(language, body, key="", care=care).top,
    )
