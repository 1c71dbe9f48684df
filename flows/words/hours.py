"""When a service can be begun, and what to do until then."""

from flows.model.text import text

TODAY = text("今天 {time}", "today at {time}")
TOMORROW = text("明天 {time}", "tomorrow at {time}")
ON_DAY = text("{day} {time}", "{day} at {time}")
WARN_CLOSED = text("现在没开，{when} 开始办", "Opens {when}")
WARN_FULL = text("今天的名额用完了", "None left today")
WARN_FULL_UNTIL = text("今天的名额用完了，{when} 再有", "None left until {when}")
CLOSED_TITLE = text("这会儿还没开始办", "Not open just now")
CLOSED_HINT = text("{when} 开始办，到时再来。", "It opens {when}.")
FULL_TITLE = text("今天的名额用完了", "No places left today")
FULL_HINT = text("{when} 再有，到时再来。", "There are more {when}.")
FULL_UNKNOWN_HINT = text("还不知道什么时候再有，可以打电话问。", "It is not known when there are more: call and ask.")
ASKING_TITLE = text("看看今天还有没有名额", "Are there any left today?")
OTHER = text("看看别的事", "Other services")
OPEN_AGAIN = text("现在可以办了", "It is open now")
