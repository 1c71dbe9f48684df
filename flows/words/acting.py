"""Words of doing something for another, and of being helped with it."""

from flows.model.text import text

CALLED = text("选给谁办", "for whom it is")

TITLE = text("您给谁办？", "Who is it for?")
HINT = text("替人办，要放对方的证件。", "For another person, their card is needed too.")
WHO = {
    "self": text("给我自己办", "For myself"),
    "family": text("给家里人办", "For my family"),
    "other": text("受别人委托来办", "I was asked to, by another"),
    "assisted": text("有帮办员帮我办", "A village helper is with me"),
}

RELATION_TITLE = text("对方是您的什么人？", "Who are they to you?")
RELATION_HINT = text("照实选，会写在申请里。", "It is written into the application.")
RELATIONS = {
    "parent": text("父亲或母亲", "Father or mother"),
    "spouse": text("丈夫或妻子", "Husband or wife"),
    "child": text("儿子或女儿", "Son or daughter"),
    "grandparent": text("祖父母、外祖父母", "Grandparent"),
    "grandchild": text("孙辈", "Grandchild"),
    "sibling": text("兄弟姐妹", "Brother or sister"),
    "relative": text("别的亲属", "Another relative"),
}

CARD_TITLES = {
    "id_card": text("请放对方的身份证", "Now their ID card"),
    "residence_card": text("请放对方的证件", "Now their card"),
    "social_card": text("请插对方的社保卡", "Now their social card"),
}
HELPER_TITLES = {
    "id_card": text("请帮办员放自己的身份证", "Helper: your own ID card"),
    "residence_card": text("请帮办员放自己的证件", "Helper: your own card"),
    "social_card": text("请帮办员插自己的社保卡", "Helper: your social card"),
}
WAYS = text("没带这张？也可以用", "Not with you? You can also use")
SAME = text("这是刚才那张证件", "This is the card from before")
SAME_LINE = text("先收起来，再放对方的证件。", "Put it away, and use the other person's.")

AGREE_TITLE = text("请看看，是不是这样？", "Is this so?")
AGREE_HINT = text("看清楚再选。", "Please read before you choose.")
FOR_WHOM = text("替谁办", "For")
RELATED = text("是您的", "Your")
SAID = text("您确认", "You say")
SAID_FAMILY = text("对方知道这件事，填的都属实。", "They know of it, and all I enter is true.")
SAID_OTHER = text("我受对方委托，填的都属实。", "They asked me to, and all I enter is true.")
NOTED = text("会记下", "Noted")
NOTED_AGENT = text("您的姓名和证件号，一起交给办事部门。", "Your name and ID number, handed in with it.")
WEIGHT = text("要留意", "Note")
WEIGHT_LINE = text("说得不实，要依法负责任。", "An untrue statement has legal consequences.")
CONFIRM = text("是这样", "That is so")
DENY = text("不是这样", "That is not so")

HELPED_TITLE = text("同意帮办员帮您办吗？", "May the helper help you?")
HELPED_HINT = text("这一页请本人来看、本人来选。", "This page is for the resident, not the helper.")
HELPER = text("谁帮您", "Helper")
HELPS = text("做什么", "Does")
HELPS_LINE = text("只帮您操作。办什么、填什么，由您定。", "Works the screen alone. You decide what is entered.")
NOTED_HELPER = text("帮办员的姓名和证件号，一起交给办事部门。", "The helper's name and ID number, handed in with it.")
NO = text("不同意", "If not")
NO_HELP = text("您可以自己办，也可以到人工窗口。", "Do it yourself, or go to the counter.")

DENIED_TITLE = text("好的，先不替人办", "All right, not for another")
DENIED_HINT = text("没有交任何东西，可以换一种办法。", "Nothing was sent. There are other ways.")
WAY_SELF = text("给我自己办", "For myself")
WAY_SELF_DETAIL = text("用您刚才的证件", "With your own card")
WAY_AGAIN = text("重新选", "Choose again")
WAY_AGAIN_DETAIL = text("换一个人，或者换一张证件", "Another person, or another card")

# on "check your answers"
ROW_FOR = text("给谁办", "For")
ROW_SELF = text("本人", "Myself")
ROW_NAME = text("替谁办", "For")
ROW_NUMBER = text("对方的证件号", "Their ID number")
ROW_RELATION = text("对方是您的", "They are your")
ROW_AUTHORISED = text("委托人", "Asked me to")
ROW_HELPER = text("帮办员", "Helper")
