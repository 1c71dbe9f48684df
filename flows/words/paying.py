"""Words of paying by phone. Whether money has moved is said only when the platform has said so."""

from flows.model.text import text

CALLED_PAY = text("付钱", "paying")
TITLE = text("用手机扫码付钱", "Pay with your phone")
PAYEE = text("收款单位：{payee}", "To: {payee}")
CAPTION = text("打开微信、支付宝\n或者银行，扫这个码", "Scan with WeChat,\nAlipay or your bank")
TOTAL = text("一共", "Total")
SUM = text("要付的钱", "To pay")
PAID_VALUE = text("{sum}（已付）", "{sum} (paid)")
WAITING = text("等您付钱，付好了这里会变", "Waiting: this page changes once you have paid")
NOT_HEARD = text("这会儿问不到付好没有，正在再问", "Not known just now, asking again")
HOLDS = text("这个码 {minutes} 分钟里有用，过了再换一个。", "The code holds for {minutes} min; then you get a new one.")
ORDER_LINE = text("缴费单号 {order}", "Order {order}")
I_PAID = text("我付好了", "I have paid")
NOT_PAYING = text("不付了", "Don't pay")

OPENING = text("正在开缴费单", "Opening the order")
OPENING_ASKING = text("马上就好，还没有收钱", "A moment; nothing is charged yet")
ASKING = text("正在问付好没有", "Asking about your payment")
ASKING_ASKING = text("先不要再付", "Do not pay again yet")
CLOSING = text("正在关掉这张缴费单", "Closing the order")
CLOSING_ASKING = text("关好以后，这个码就付不了了", "After that, the code can no longer be paid")
AWAITED = text("正在问", "Asking")

NOT_CHARGED = text("没有收您的钱", "You have not been charged")
NOT_CHARGED_LINE = text("您填的都在，可以再付，也可以返回。", "Your answers are kept. Pay again or go back.")
EXPIRED_TITLE = text("刚才的码过时间了", "The code ran out")
EXPIRED_HINT = text("那张缴费单已经关掉，要付就换一个新的码。", "That order is closed. To pay, take a new code.")
REFUSED_TITLE = text("钱没有付成", "The payment did not go through")
REFUSED_HINT = text("那张缴费单已经关掉，可以换一张卡再付。", "That order is closed. You can try another card.")
NOT_OPENED_HINT = text("平台说：{reason}", "The platform says: {reason}")
PAY_ANEW = text("换新码再付", "Pay with a new code")

# Leaving closes the order. Money for which nothing was handed in goes back after 24 hours, and so does that of what was
# refused and not corrected: docs/platform-api.yaml.
LEAVING_OPENING = text("没有收您的钱。", "You have not been charged.")
LEAVING_OPEN = text(
    "缴费码也作废，不要再付。\n要是已经付了，一天后原路退给您。",
    "The payment code ends too: do not pay it any more.\nIf you have paid, the money is sent back after a day.",
)
LEAVING_UNSURE = text(
    "要是没交成，钱一天后原路退给您。", "If it was not handed in, your money is sent back after a day."
)
LEAVING_REFUSED = text(
    "您付的 {sum}，单号 {order}。\n没办成会退；要接着办，一天内打 {hotline} 报单号。",
    "You have paid {sum}, order {order}.\nIt is paid back if nothing comes of it. To go on,\n"
    "call {hotline} within a day and give this number.",
)
LEAVING_PAID = text(
    "您付的 {sum}，一天后原路退给您。", "The {sum} that you have paid are sent back to you after a day."
)

UNSURE_TITLE = text("还不知道付好没有", "It is not known if you have paid")
UNSURE_HINT = text("{cause}。先不要再付一次。", "{cause}. Do not pay a second time.")
UNSURE_PANEL = text("要是付了，钱不会丢", "If you have paid, it is not lost")
UNSURE_LINE = text(
    "凭缴费单号能查到，没办成会退给您。", "The order number finds it; it is paid back if nothing comes of it."
)
UNSURE_CARD = text("缴费单号", "Order number")
UNSURE_KEEP = text("记下来，问的时候要用。", "Write it down to ask about it.")
UNSURE_SCAN = text("也可以拍下来。", "Or take a photo.")
ASK_AGAIN = text("再问一次", "Ask again")
NOT_PAID_PANEL = text("还没付钱，您填的都在", "Nothing is paid; your answers are kept")
NOT_PAID_LINE = text("码还没有出来，没有收钱。", "No code was shown, so nothing was charged.")
