"""The bars that every page has: top bar, step line, action line, tool bar."""

from flows.model.text import Text, text
from flows.model.values import Language

BACK = text("返回", "Back")
END = text("结束", "End")
CONTINUE = text("继续", "Continue")
SUBMIT = text("提交", "Send")
FINISH = text("办完了", "I'm done")
RETRY = text("再试一次", "Try again")

STEP = text("第 {done} 步，共 {total} 步", "Step {done} of {total}")
PAGE = text("第 {page} 页，共 {pages} 页", "Page {page} of {pages}")
NEXT_PAGE = text("下一页", "Next page")
PREVIOUS_PAGE = text("上一页", "Previous")
FIRST_PAGE = text("已是第一页", "First page")
LAST_PAGE = text("已是末页", "Last page")

# The button names what the others read: whoever cannot read this page knows it by the globe and by these.
LANGUAGE = Text({Language.ZH: "繁 · EN", Language.ZH_HANT: "简 · EN", Language.EN: "中文"})
LANGUAGES = {Language.ZH: "简体中文", Language.ZH_HANT: "繁體中文", Language.EN: "English"}
LANGUAGE_TITLE = text("看哪种文字？", "Which language?")
LANGUAGE_NOW = text("现在用的", "In use now")
LANGUAGE_KEEP = text("不换，接着办", "Keep this one")
CARE = text("大字版", "Large")
CONTRAST = text("高对比", "Contrast")
READ_ALOUD = text("听读", "Listen")
HELP = text("求助", "Help")

DATE = text("{month} 月 {day} 日 {weekday}", "{weekday} {day} {month}")
WEEKDAYS = (
    text("星期一", "Mon"),
    text("星期二", "Tue"),
    text("星期三", "Wed"),
    text("星期四", "Thu"),
    text("星期五", "Fri"),
    text("星期六", "Sat"),
    text("星期日", "Sun"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS = tuple(text(str(number), name) for number, name in enumerate(_MONTHS, start=1))
DAY = text("{month} 月 {day} 日", "{day} {month}")
YEAR = text("{year} 年 {day}", "{day} {year}")
