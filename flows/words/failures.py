"""What is said when things are not well: three sentences, the true cause, and a way that works without this machine."""

from flows.model.text import text

MATTER_NOT_BEGUN = text("您的事还没开始", "Nothing has begun")
MATTER_NOT_BEGUN_LINE = text("没有读、也没有送出任何内容。", "Nothing was read and nothing was sent.")
MATTER_ASKED = text("什么都没有少，随时可以再来", "Nothing is lost: come any time")
MATTER_ASKED_LINE = text("不收费。", "It is free.")
MATTER_NOT_SENT = text("申请还没交", "Your application is not sent")
MATTER_NOT_APPLIED = text("没有提交任何申请", "Nothing was applied for")
MATTER_FILLED = text("还没交，您填的都在", "Not sent yet; your answers are kept")
MATTER_FILLED_LINE = text("点“提交”才算交，可以接着办。", "It counts once you press Send. You can go on.")
MATTER_KEPT = text("本机已收下，不受影响", "Kept on this terminal, not affected")
MATTER_KEPT_LINE = text(
    "本机编号 {number}。会自动送出，不用再办一次。",
    "Local number {number}. It is sent by itself; no need to apply again.",
)
MATTER_RECEIVED = text("您的申请已经交好，不受影响", "Your application is safe")
MATTER_RECEIVED_LINE = text(
    "平台已收到，办件编号 {number}。不用再办一次。",
    "The platform has received it, case number {number}. No need to apply again.",
)

WAYS = text("您可以", "What you can do")
WAY_HELP = text("找人帮忙", "Ask a person")
WAY_HELP_DETAIL = text("人工窗口，或者打 {hotline}", "The counter, or call {hotline}")
WAY_REPORT = text("反映问题", "Report a problem")
WAY_REPORT_DETAIL = text("没办成、不满意，都可以说", "Anything that failed or annoyed you")
TO_START = text("回首页", "Home")
FAULT_LINE = text("要打电话问时，报这个号：{fault}", "When you call, give this number: {fault}")

UNKNOWN_TITLE = text("这一步没有走通", "This step did not work")
UNAVAILABLE_TITLE = text("这项服务暂时不能办", "This service is not available now")
BEFORE_PRINTER_TITLE = text("现在打不了纸", "No printing just now")
BEFORE_PRINTER_HINT = text("{cause}。这件事不用纸也能办。", "{cause}. You can do this without paper.")
BEFORE_PRINTER_GO = text("不要纸，接着办", "No paper, go on")
BEFORE_PRINTER_NEEDED = text("{cause}。打证明要等修好。", "{cause}. A certificate has to wait for it.")
OFFLINE_HINT = text("这件事要问平台，网络通了才能办。", "This has to ask the platform, which needs the network.")
CANNOT_KEEP_TITLE = text("这台机器现在收不了申请", "This terminal cannot take applications now")
CANNOT_KEEP_HINT = text("{cause}。不用交申请的事，照样能办。", "{cause}. What needs no application still works.")
MATTER_CARD_READ_LINE = text("卡读过了，没有存下，也没有送出。", "Your card was read; nothing was kept or sent.")
LATER_HINT = text("过一会儿再试，或者找人帮忙。", "Try again later, or ask a person.")
DEVICE_HINT = text("这件事要用到它，修好才能办。", "This service needs it.")

WARN_OFFLINE = text("网络断了，暂时不能办", "Needs the network")
WARN_DEVICE = text("{cause}，暂时不能办", "Not just now")
PAPERLESS = text("{detail}，暂时打不了纸", "{detail}, no paper")
