"""What 好差评 says: the five levels of the national scheme, in its words, and what was not good."""

from flows.model.text import text

CALLED = text("评价", "rating")

GO = text("评一评", "Rate it")
TITLE = text("这次办得怎么样？", "How did it go?")
HINT = text("点一个。不想评就点“不评了”。", "Touch one, or skip it.")
# the five levels are fixed nationally (国办发〔2019〕51 号, 政务服务“好差评”)
VERY_GOOD = text("非常满意", "Very good")
GOOD = text("满意", "Good")
FAIR = text("基本满意", "Fair")
BAD = text("不满意", "Poor")
VERY_BAD = text("非常不满意", "Very poor")
FIRST = text("先点一个", "Choose one")
SEND = text("交评价", "Send it")
SKIP = text("不评了", "Skip")
NOTE = text("评价不影响您办的事。", "It changes nothing about your matter.")

TAGS = text("哪里不好？可以点几个，不点也行", "What was not good? As many as you like, or none")
SLOW = text("等太久", "Too slow")
HARD = text("看不懂", "Unclear")
MACHINE = text("机器不好用", "The machine")
PAPERS = text("要的材料多", "Too many papers")
NOT_DONE = text("没办成", "Not done")
PEOPLE = text("人不耐烦", "Unfriendly")
WORDS = text("再说几句", "Say more")
WORDS_KEPT = text("改写的话", "Change what you wrote")
WORDS_TITLE = text("哪里不好，说几句", "What was not good?")
WORDS_HINT = text("写几个字就行，别写名字和号码。", "A few words; no names or numbers.")
WORDS_LABEL = text("您的话", "In your words")
WORDS_DONE = text("写好了", "Done")
