"""The sheets over a page: idle, end, help, reading aloud."""

from flows.model.text import text

IDLE_TITLE = text("您还在吗？", "Are you still there?")
IDLE_LINES = text(
    "时间到了，这次办理会结束，您填的内容会清除，\n不让后面的人看见。",
    "When the time is up, this session ends and what you\nentered is erased, so that nobody else sees it.",
)
IDLE_LINES_SENT = text(
    "时间到了，这一页会关掉，\n您交上来的申请不受影响。",
    "When the time is up, this page closes.\nWhat you have sent is not affected.",
)
IDLE_LINES_SOME = text(
    "时间到了，没交成的不会保留，下次要从头办。\n已经交上来的不受影响。",
    "When the time is up, what is not handed in is erased.\nWhat you have sent is not affected.",
)
IDLE_ASIDE = text("要慢慢看，加几次时间都可以。", "Take your time: you can ask for more as often as you like.")
IDLE_UNIT = text("秒", "s")
IDLE_STOP = text("不办了", "Stop")
IDLE_MORE = text("我还在，加时间", "I'm here, more time")

END_TITLE = text("要结束吗？", "End now?")
END_LINES = text(
    "还没有办完。结束以后，您填的内容会清除，\n下次要从头办。",
    "This is not finished. If you end now, what you\nentered is erased and you start again next time.",
)
END_LINES_SENT = text(
    "您交上来的申请不受影响，\n这一页会关掉。",
    "What you have sent is not affected.\nThis page closes.",
)
END_LINES_SOME = text(
    "还有没交成的。结束以后，那些下次要从头办，\n已经交上来的不受影响。",
    "Some of it is not handed in. If you end now, you start\nthat again next time. What you have sent is not affected.",
)
END_STAY = text("接着办", "Go on")
END_CONFIRM = text("不办了", "Stop")

HELP_TITLE = text("找人帮忙", "Ask a person")
HELP_COUNTER = text("去{name}，当面问。", "Go to: {name}.")
HELP_PHONE = text("或者打 {hotline}，报机器编号 {terminal}。", "Or call {hotline} and say terminal {terminal}.")
HELP_REPORT = text("办不成事，说给我们听", "Tell us what did not work")
HELP_REPORT_DETAIL = text("没办成、不满意，都可以说", "Anything that failed or annoyed you")
HELP_BACK = text("知道了，接着办", "Got it, go on")

READ_TITLE = text("这台机器还不会读出来", "This terminal cannot read aloud yet")
READ_LINES = text(
    "要人念给您听，可以去人工窗口，\n或者打 {hotline}。",
    "To have it read to you, go to the counter\nor call {hotline}.",
)
