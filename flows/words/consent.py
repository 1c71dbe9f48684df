"""Words of notice and consent, by what is asked for. Own drafts: legal staff clear them before they go live.

Plain words in place of the law's: who, what, what for, how long, and what happens after a no. Nothing here depends on
the terminal, because the words that somebody agreed to are kept as their SHA-256.
"""

from flows.model.text import NOTHING, text

CALLED = text("看告知、表同意", "notice and consent")

TITLES = {
    "notice": text("办这件事，要用您的资料", "Your data in this matter"),
    "general": text("同意用您的资料办这件事吗？", "May your data be used for this?"),
    "face": text("同意看脸，确认是您本人吗？", "May your face be checked?"),
    "sensitive": text("同意交这些敏感的资料吗？", "May this sensitive data be used?"),
    "check-means": text("同意查您家的收入和财产吗？", "May your household's means be checked?"),
    "share": text("同意把资料转给别的单位吗？", "May your data be passed on?"),
    "minor": text("同意用孩子的资料吗？", "May the child's data be used?"),
}
HINT = text("同意不同意，都由您定。", "It is for you to decide.")
NOTICE_HINT = text("请先看一看，不明白就按“求助”。", "Please read this first. Press Help if it is not clear.")

LABELS = {
    "general": text("用您的资料", "Use of your data"),
    "face": text("看脸确认本人", "Face check"),
    "sensitive": text("敏感的资料", "Sensitive data"),
    "check-means": text("查收入和财产", "Check of means"),
    "share": text("转给别的单位", "Passing data on"),
    "minor": text("用孩子的资料", "The child's data"),
}
AGREED = text("同意", "Agreed")
DECLINED = text("不同意", "Not agreed")

# labels of what is said
WHO = text("谁来用", "Who")
WHAT = text("用什么", "What")
USE = text("做什么", "What for")
WEIGHT = text("要留意", "Note")
KEPT = text("留多久", "Kept")
NO = text("不同意", "If not")
MAY = text("您可以", "You may")
ASKS = text("谁来查", "Who")
ASKED = text("查什么", "What")
ASKED_OF = text("向谁查", "Where")
VALID = text("管多久", "Until")
TO = text("转给谁", "To whom")
GIVEN = text("转什么", "What")
WHY = text("为什么", "Why")

FOR_MATTER = text("只用来办“{service}”，同有关部门核对。", "For {service} alone, checked with the offices concerned.")
FOR_DECISION = text("只用来审核“{service}”。", "Only to decide on: {service}.")
FOR_IDENTITY = text("确认办“{service}”的是您本人。", "To be sure that it is you who asks for this: {service}.")
FACE_DATA = text("看一次您的脸，和证件上的照片对一对。", "Your face, set beside your card's photo.")
FACE_WEIGHT = text("人脸是敏感信息，传出去会影响您的安全。", "Sensitive data: misuse can harm you.")
FACE_KEPT = text("对完就删，不留照片，不作别用。", "Deleted at once; no picture is kept.")
FACE_NO = text("改用短信验证码或人工窗口，结果一样。", "A text message or the counter will do.")
KEPT_MATTER = text(
    "交上去以后，这台机器就删；部门按规定存档。", "Erased here once sent; the office files it by its rules."
)
KEPT_REVIEW = text("只有审核的人能看，部门按规定存档。", "Only those who decide see it; filed by the office's rules.")
KEPT_THERE = text("对方按规定存，用完就删。", "By their rules, then erased.")
NO_COUNTER = text("可以到人工窗口，商量别的办法。", "Ask at the counter instead.")
NO_SKIP = text("这一项不用，其余照办。", "The rest goes on without it.")
RIGHTS = text(
    "查看、改正、反悔，到窗口或打热线都行。", "See it, correct it or change your mind: at the counter or by phone."
)
RIGHTS_LATER = text("以后随时反悔，办过的事不受影响。", "Change your mind at any time.")
WHY_NEEDED = text("不交这些，就没法定能不能办。", "Without it nobody can tell whether you qualify.")
NOTICE_DATA = text("姓名、证件号、电话和办事的材料。", "Name, ID number, telephone and your papers.")
MINOR_DATA = text("孩子的姓名、证件号和办事的材料。", "The child's name, ID number and papers.")
MEANS_DATA = text("家里人的收入、存款、房子和车子。", "Income, savings, homes and cars.")
MEANS_OF = text("公安、人社、税务、银行等部门和单位。", "Police, tax, banks and others.")
MEANS_UNTIL = text("只管这一次审核，审完为止。", "This decision alone.")
MINOR_WEIGHT = text("孩子不满 14 周岁，要由监护人同意。", "Under 14, a guardian has to agree.")

AGREE = text("我同意", "I agree")
DECLINE = text("我不同意", "I do not agree")
AWAIT = text("等您选", "Your choice")
UNDERSTOOD = text("知道了", "Got it")

# after a no
NO_TITLE = text("好的，这一项不用", "All right, without it")
NO_HINT = text("您说了不同意，这一项就没有用。", "You said no: it is not used.")
NO_TITLE_OTHER = text("好的，还有别的办法", "All right, there are other ways")
NO_HINT_OTHER = text("您说了不同意，这台机器就不往下办了。", "You said no, so this terminal goes no further with it.")
GO_ON = text("换一种方式", "Another way")
SKIP = text("接着办", "Go on")
AGAIN = text("再看一遍", "Read it again")
AGAIN_DETAIL = text("看过以后，还可以改", "You can still change your mind")

# what is said for each purpose, in order: the label, the key of the service file that may say it, the usual words
SAID = {
    "notice": (
        (WHO, "who", NOTHING),
        (WHAT, "what", NOTICE_DATA),
        (USE, "use", FOR_MATTER),
        (KEPT, "", KEPT_MATTER),
        (MAY, "", RIGHTS),
    ),
    "general": (
        (WHO, "who", NOTHING),
        (WHAT, "what", NOTICE_DATA),
        (USE, "use", FOR_MATTER),
        (KEPT, "", KEPT_MATTER),
        (MAY, "", RIGHTS),
    ),
    "face": (
        (WHO, "who", NOTHING),
        (USE, "use", FOR_IDENTITY),
        (WHAT, "", FACE_DATA),
        (WEIGHT, "", FACE_WEIGHT),
        (KEPT, "", FACE_KEPT),
    ),
    "sensitive": (
        (WHO, "who", NOTHING),
        (WHAT, "what", NOTHING),
        (USE, "use", FOR_DECISION),
        (WHY, "why", WHY_NEEDED),
        (KEPT, "", KEPT_REVIEW),
    ),
    "check-means": (
        (ASKS, "who", NOTHING),
        (ASKED, "what", MEANS_DATA),
        (ASKED_OF, "to", MEANS_OF),
        (USE, "use", FOR_DECISION),
        (VALID, "until", MEANS_UNTIL),
    ),
    "share": (
        (TO, "to", NOTHING),
        (GIVEN, "what", NOTHING),
        (USE, "use", FOR_MATTER),
        (KEPT, "", KEPT_THERE),
        (MAY, "", RIGHTS_LATER),
    ),
    "minor": (
        (WHO, "who", NOTHING),
        (WHAT, "what", MINOR_DATA),
        (USE, "use", FOR_MATTER),
        (WEIGHT, "", MINOR_WEIGHT),
        (KEPT, "", KEPT_MATTER),
    ),
}
AFTER_NO = {
    "general": NO_COUNTER,
    "face": FACE_NO,
    "sensitive": NO_COUNTER,
    "check-means": NO_COUNTER,
    "share": NO_COUNTER,
    "minor": NO_COUNTER,
}
MUST_SAY = {"sensitive": ("what",), "share": ("what", "to")}  # no usual words can say these
