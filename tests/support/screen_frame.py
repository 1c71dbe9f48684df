"""What all sample screens share: the bars around a page, and the words in the language that is asked for."""

from __future__ import annotations

from collections.abc import Callable

from flows.model.screen import (
    Action,
    Actions,
    Body,
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
