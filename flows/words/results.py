"""What the pages of a query's results say."""

from flows.model.text import text

COUNT = text("一共 {count} 条", "{count} in all")
OPEN_HINT = text("点一条，看全部内容。", "Touch one to see all of it.")
ONE_TITLE = text("查到的内容", "What was found")
NONE = text("没有查到", "Nothing was found")
NONE_HINT = text("{who}那里没有您要查的记录。", "There is no such record at {who}.")
NONE_MATTER = text("只是查一查，不影响别的事", "This was only a look; nothing changes")
NONE_MATTER_LINE = text(
    "觉得不对，可以问人，或者打 {hotline}。", "If that seems wrong, ask a person or call {hotline}."
)
PRINT = text("打印这一页的内容", "Print this")
PRINT_ALL = text("打印这些", "Print these")
MASKED_NOTE = text("怕旁人看见，姓名和号码遮了几位。", "Names and numbers are partly hidden.")
YES = text("是", "Yes")
NO = text("不是", "No")

# an answer that was kept
KEPT_AGO = text("网络断了。这是{ago}查到的（{when}）", "No network. Found {ago} ({when})")
AGO_NOW = text("刚才", "just now")
AGO_MINUTES = text(" {count} 分钟前", "{count} min ago")
AGO_HOURS = text(" {count} 小时前", "{count} h ago")
AGO_DAYS = text(" {count} 天前", "{count} d ago")
