"""Words of several matters handed in together (一件事): each has its own fate, and none borrows another's."""

from flows.model.text import text

CALLED_RECEIPT = text("看每件事办到哪", "seeing how each stands")
SENDING_ASKING = text("一共 {count} 件，平时 {seconds} 秒", "{count} matters, usually {seconds} s")
ALL_RECEIVED = text("{count} 件都交好了", "All {count} are handed in")
ALL_RECEIVED_LINE = text("平台都收到了，各有各的办件编号。", "The platform has them all; each has its own number.")
SOME_WAIT = text("{count} 件都收下了", "All {count} are kept")
SOME_WAIT_LINE = text("有 {waiting} 件还没送到，会自动送出。", "{waiting} not yet sent; it goes by itself.")
SOME_REFUSED = text("有 {refused} 件没有送成", "{refused} not accepted")
SOME_REFUSED_LINE = text(
    "别的 {others} 件不受影响。改好这件就行。", "The other {others} are not affected. Just mend this one."
)
RECEIVED = text("平台已收到", "Received by the platform")
KEPT = text("本机已收下，平台还没收到", "Kept here, not yet at the platform")
REFUSED = text("没有送成：{reason}", "Not accepted: {reason}")
CASE = text("办件编号 {number}", "Case number {number}")
LOCAL = text("本机编号 {number}", "Local number {number}")
MEND = text("改这件", "Mend it")
KEEP = text("每个编号都能单独查。打 {hotline}，报编号。", "Each number stands for itself. Call {hotline} with it.")
MATTER = text("{count} 件里 {safe} 件已收下", "{safe} of {count} are safe")
MATTER_LINE = text("收下的不受影响，不用再办一次。", "Those are not affected; no need to apply again.")
