"""What booking a time says."""

from flows.model.text import text

CALLED = text("预约时间", "booking a time")

ASKING = text("正在看哪些时间有空", "Looking for free times")
DAYS_TITLE = text("哪一天去？", "Which day?")
DAYS_HINT = text("点一天，再选时间。", "Touch a day, then choose a time.")
DAYS_HEADING = text("可以约的日子", "Days with free times")
TIMES_TITLE = text("几点去？", "What time?")
TIMES_HINT = text("点一个有空的时间。", "Touch a free time.")
TIMES_HEADING = text("这一天的时间", "Times of that day")
FREE = text("还有 {count} 个", "{count} free")
FULL = text("约满了", "Full")
CHOOSE_DAY = text("先选一天", "Choose a day")
CHOOSE_TIME = text("先选时间", "Choose a time")
OTHER_DAY = text("换一天", "Another day")

CONFIRM_TITLE = text("约这个时间，对不对？", "Book this time?")
CONFIRM_HINT = text("点“约这个时间”才算约。", "It is booked only once you press the button.")
MATTER = text("办什么", "What for")
OFFICE = text("去哪里", "Where")
DAY = text("哪一天", "Day")
TIME = text("几点", "Time")
CHANGE = text("换", "Change")
BOOK = text("约这个时间", "Book it")
BOOKING = text("正在约", "Booking")
BOOKING_LINE = text("平时 {seconds} 秒，先别走开", "Usually {seconds} s, please stay")
ONCE = text("同一个时间，只会约一次", "It is booked once only")

DONE_TITLE = text("约好了", "Booked")
DONE_LINE = text("{day} {time}\n到{office}", "{day}, {time}\nat {office}")
NUMBER = text("预约编号", "Booking number")
NUMBER_LINE = text("可以用手机拍下来。", "You may take a photo of it.")
NEXT_GO = text("到那天", "On the day")
NEXT_GO_WHAT = text("提前 10 分钟到，报预约编号。", "Come 10 minutes early with the number.")
NEXT_BRING = text("要带的", "Bring")
NEXT_BRING_CARD = text("身份证，还有办事要的材料。", "Your ID card and the papers it needs.")
NEXT_AWAY = text("去不了", "If you cannot come")
NEXT_AWAY_WHAT = text("在这里退掉，或者打 {hotline}。", "Give it back here, or call {hotline}.")
GIVE_BACK = text("退掉这个预约", "Give it back")
GIVE_BACK_TITLE = text("不去了，退掉预约？", "Give this booking back?")
GIVE_BACK_HINT = text("退掉以后，这个时间给别人。", "The time then goes to somebody else.")
GIVE_BACK_PANEL = text("现在还约着", "It is still booked")
KEEP = text("留着，不退", "Keep it")
GIVING_BACK = text("正在退", "Giving it back")

TAKEN_TITLE = text("刚刚被别人约走了", "Somebody was just quicker")
TAKEN_HINT = text("还没约上。这几个时间离得最近，有空。", "Not booked. These are the nearest free times.")
TAKEN_HEADING = text("离得最近的", "The nearest")
ALL_DAYS = text("看所有日子", "All days")
NONE_TITLE = text("现在没有能约的时间", "No time is free now")
NONE_HINT = text("过几天再来看，或者问人。", "Come again in some days, or ask a person.")
NONE_PANEL = text("还没约", "Nothing is booked")
NONE_LINE = text("没有占别人的时间，也没有送出什么。", "No time was taken and nothing was sent.")
REFUSED = text("没有约上", "It was not booked")
REFUSED_HINT = text("平台说：{reason}", "The platform says: {reason}")
LOOK_AGAIN = text("再看时间", "Look again")

UNKNOWN_TITLE = text("还不知道约上没有", "It is not known yet whether it is booked")
UNKNOWN_HINT = text(
    "平台没有回答。再问一次就知道，不会约成两个。", "No answer. Asking again tells, and never books twice."
)
UNKNOWN_PANEL = text("也许约上了，也许没有", "It may be booked, or not")
UNKNOWN_LINE = text("要先走，就打 {hotline} 问。", "If you have to go, call {hotline}.")
BACK_UNKNOWN_TITLE = text("还不知道退掉没有", "It is not known yet whether it was given back")
BACK_UNKNOWN_HINT = text(
    "平台没有回答。再问一次就知道，多问不碍事。", "No answer. Asking again tells, and does no harm."
)
BACK_UNKNOWN_PANEL = text("也许退掉了，也许还约着", "It may be given back, or still booked")
ASK_AGAIN = text("再问一次", "Ask again")

SLIP_GO_WHAT = text(
    "提前 10 分钟到，给窗口看这张纸，或者报编号。", "Come 10 minutes early. Show the slip or say its number."
)
SLIP_AWAY_WHAT = text("到自助终端退掉，或者打 {hotline}。", "Give it back at a terminal, or call {hotline}.")
SLIP_MATTER = text("约好了，不受影响", "It is booked all the same")
SLIP_MATTER_LINE = text(
    "没有纸也行，到那天报预约编号 {number}。", "No paper is needed: say the booking number {number}."
)
