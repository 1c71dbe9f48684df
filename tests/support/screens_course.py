"""Sample screens of a service under way: identify, check, progress."""

from __future__ import annotations

from dataclasses import replace

from flows.model.screen import (
    Action,
    Actions,
    AnswerRow,
    CheckBody,
    IdentifyBody,
    Line,
    Panel,
    ProgressBody,
    Screen,
)
from tests.support.screen_frame import _say, back, end, go_on, screen


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
