"""Fixed words of what residents type and choose: what is wrong with it, how it is read back, lists, one-time codes."""

from flows.model.text import text

# what is wrong, and what to do
CHOOSE = text("先选一个", "Choose one first")
NUMBER_WRONG = text("只写数字", "Figures only, please")
NUMBER_POINT = text("小数点后最多 {count} 位", "At most {count} decimals")
NUMBER_LOW = text("不能少于 {least}", "No less than {least}")
NUMBER_HIGH = text("不能多于 {most}", "No more than {most}")
MONEY_WRONG = text("只写几元几角，像 1200.5", "A sum in yuan, such as 1200.50")
DATE_SHORT = text("年月日一共 8 位，还差 {count} 位", "8 figures: year, month, day; {count} to go")
DATE_WRONG = text("没有这一天，再看一遍月和日", "There is no such day: look at month and day")
DATE_EARLY = text("不能早于 {day}", "No earlier than {day}")
DATE_LATE = text("不能晚于 {day}", "No later than {day}")
ID_SHORT = text("还差 {count} 位", "{count} more to go")
ID_WRONG = text("号码不对，请对着证件再看一遍", "Not right: compare it with the card")
TEXT_SHORT = text("至少写 {count} 个字", "At least {count} characters")

CORRECT = text("先改对", "Put it right first")

# read back
READ = text("读作 {words}", "Read: {words}")
YUAN = text("元", "yuan")
SUM = text("{sum} 元", "{sum} yuan")
WITH_UNIT = text("{number} {unit}", "{number} {unit}")
YES = text("是", "Yes")
NO = text("不是", "No")

# days chosen part by part
WHICH_YEARS = text("先选哪十年", "Which ten years?")
WHICH_YEAR = text("再选哪一年", "Which year?")
WHICH_MONTH = text("哪个月", "Which month?")
WHICH_DAY = text("哪一天", "Which day?")
YEARS = text("{first}–{last}", "{first}–{last}")
YEAR = text("{year} 年", "{year}")
MONTH = text("{month} 月", "{month}")
MONTH_YEAR = text("{year} 年 {month} 月", "{month} {year}")
EARLIER = text("往回选", "Go back one")

# lists
FIND = text("打字找", "Find it")
FIND_LABEL = text("打一两个字", "Type some of it")
FIND_HINT = text("打字或拼音都行，再点下面的。", "Type, then touch it below.")
FIND_NOTHING = text("没有找到，换个字试试", "Nothing found: try another word")
FIND_MORE = text("还有别的，多打一个字", "There are more: type on")
NOTHING_LISTED = text("现在没有可以选的", "There is nothing to choose now")

# addresses
FIND_VILLAGE = text("打村名找", "Find a village")
DETAIL_HINT = text("写到街道、门牌号就行。不写也可以。", "Street and number. You may leave it out.")
DETAIL_HINT_REQUIRED = text("写到街道、门牌号就行。", "Street and number will do.")
DETAIL_LABEL = text("街道、门牌号", "Street and number")
IN_PLACE = text("{town} {village}", "{village}, {town}")

# several of a kind
MEMBERS_NONE = text("还没有加。", "Nobody added yet.")
MEMBERS_NONE_MAY = text("没有就直接继续。", "If there is none, just continue.")
MEMBERS_SOME = text("都加好了，就继续。", "Continue when all are there.")
MEMBERS_LEAST = text("还要加 {count} 位", "{count} more to add")
MEMBERS_FULL = text("最多 {count} 位", "{count} at most")
MEMBER = text("第 {count} 位", "No. {count}")
MEMBER_FIELD = text("{member} {count}·{label}", "{member} {count}: {label}")
MEMBER_CHANGE = text("更改", "Change")
MEMBER_REMOVE = text("去掉", "Remove")
REMOVE_TITLE = text("要去掉这一位吗？", "Remove this one?")
REMOVE_MATTER = text("去掉以后，填的就没有了", "What you entered here will be gone")
REMOVE_MATTER_LINE = text("别的几位都还在，随时能再加。", "The others stay. You can add again at any time.")
REMOVE_KEEP = text("留着，不去掉", "Keep it")
REMOVE_WAYS = text("不要了，就点这里", "If it is to go, touch here")
REMOVE_GO = text("去掉这一位", "Remove it")
REMOVE_GO_DETAIL = text("填的会清掉", "Its answers are erased")
NOBODY = text("没有", "None")

# one-time codes
CODE_TITLE = text("短信里的 6 位数字是多少？", "What is the 6-figure code?")
CODE_HINT = text("发到 {phone} 了，{minutes} 分钟内有效。", "Texted to {phone}, good for {minutes} minutes.")
CODE_LABEL = text("短信验证码", "Code from the text message")
CODE_FIRST = text("先填验证码", "Enter the code")
CODE_SENDING = text("正在发短信", "Sending the code")
CODE_CHECKING = text("正在核对", "Checking")
CODE_WAIT = text("没收到？{seconds} 秒后再发", "No text? Again in {seconds} s")
CODE_AGAIN = text("没收到，再发一次", "No text: send it again")
CODE_WRONG = text("不对，看着短信再写。还能试 {count} 次", "Not right: look at the text. {count} tries left")
CODE_SPENT = text("错了 3 次，请再发一次短信", "Wrong 3 times: have a new code sent")
CODE_LATE = text("过了时间，请再发一次短信", "This code is too old: have a new one sent")
CODE_RESEND_FIRST = text("先再发一次", "Have it sent again")
CODE_NOT_CHECKED = text("没有网，没有用短信核对", "Not confirmed by text: no network")
