"""What 办件进度 says: asking for the number, the stages of a matter, and what the resident must do."""

from flows.model.text import text

CALLED = text("查办件进度", "looking up a matter")

NUMBER_TITLE = text("查哪一件事？", "Which matter?")
NUMBER_HINT = text("编号在回执上。只写数字，字母和横线不用写。", "The number is on your receipt: its figures only.")
NUMBER = text("编号里的数字", "Figures of the number")
NUMBER_SHORT = text("编号还差几位", "The number is too short")
NUMBER_FIRST = text("先写编号", "The number?")
TAIL = text("手机号的最后四位", "Last four of your mobile")
TAIL_HINT = text("办的时候没留手机号，就不写。", "Leave it empty if you gave none.")
TAIL_SHORT = text("手机号还差 {count} 位", "{count} more digits of your mobile")
LOOK = text("查进度", "Look it up")
ASKING = text("正在查办到哪一步", "Looking up how far it is")
LOCAL_ASKING = text("先看本机收下的", "Looking on this terminal first")

LIST_TITLE = text("您办过的事", "Your matters")
LIST_HINT = text("点一件，看办到哪一步。", "Touch one to see how far it is.")
TITLE_OPEN = text("正在办", "In progress")
TITLE_CLOSED = text("这件事办完了", "Closed")
TITLE_WAITS = text("还没送到平台", "Not sent yet")
TITLE_REFUSED = text("平台没有收", "Not accepted")
TITLE_TODO = text("等您做一件事", "Waiting for you")
OTHER = text("查另一件", "Look up another")
ALL = text("看全部", "See all")

NONE = text("没有查到这件事", "No such matter")
NONE_HINT = text(
    "编号和手机号，可能有一个不对。没留手机号的，用身份证查。",
    "One of the two may be wrong. You gave no mobile? Use your ID card.",
)
NONE_CARD = text("没有查到您在办的事", "You have no matter in progress")
NONE_CARD_HINT = text("别处办的事，这里可能查不到。", "What was begun elsewhere may not show here.")
NONE_PANEL = text("没有查到，不等于没有收到", "Not found does not mean not received")
NONE_LINE = text("拿着回执打 {hotline}，有人帮着查。", "Call {hotline} with your receipt; somebody will look.")
AGAIN = text("改一下再查", "Change and look again")
BY_NUMBER = text("用编号查", "Look up by number")

STAGE_KEPT = text("本机已收下", "Kept on this terminal")
STAGE_SENT = text("送到平台", "At the platform")
STAGE_SENT_NOT = text("平台还没收到", "The platform does not have it yet")
WAITS = text("本机已收下，平台还没收到", "Kept here, not yet at the platform")
WAITS_LINE = text("能送了就自动送，您不用再来。", "It is sent by itself; you need not come again.")
REFUSED = text("平台没有收这一件", "The platform did not take this one")
REFUSED_LINE = text("平台说：{reason}", "The platform says: {reason}")
NOT_ASKED = text("后面的步骤现在问不到", "The further steps cannot be asked for now")
NOT_ASKED_LINE = text("{cause}。等通了再来查。", "{cause}. Look again later.")
TODO = text("现在要您做的", "What you have to do")
NOTHING_TODO = text("现在不用您做什么", "Nothing for you to do now")
NOTHING_LINE = text("有事会打您留的电话。", "You will be called if there is a question.")
CLOSED = text("这件事办完了", "This matter is closed")
