"""Words of going on by phone: what happens there, and what happens with the session here."""

from flows.model.text import text

CALLED_HANDOFF = text("转到手机上办", "going on by phone")
CAPTION = text("用手机扫这个码", "Scan with your phone")
HOLDS = text("这个码只能用一次，{minutes} 分钟里有用。", "The code works once, for {minutes} min.")
STAYS = text("手机上弄好，这里自己往下走，您先别走。", "Done on the phone, this page goes on. Stay here.")
ENDS = text("手机上打开以后，就在手机上接着办。", "Once open on your phone, go on there.")
ENDS_HERE = text("这里点“办完了”，填的内容会清掉。", "Press I'm done here: what you entered is erased.")
WAITING = text("等您扫码", "Waiting for your phone")
OPENED = text("手机上打开了，等您弄好", "Open on your phone, waiting")
NOT_HEARD = text("这会儿问不到，正在再问", "Not known just now, asking again")
NEW_CODE = text("换一个码", "New code")
OPENING = text("正在做手机上用的码", "Making a code for your phone")
OPENING_ASKING = text("马上就好", "Just a moment")
AWAITED = text("等您的手机", "Waiting for your phone")
GONE_TITLE = text("刚才的码过时间了", "The code ran out")
GONE_HINT = text("换一个码再扫，先前填的都在。", "Take a new code; your answers are kept.")
REFUSED_TITLE = text("手机上现在办不了", "Not possible by phone now")
RECEIVED = text("手机上传来了", "Received from your phone")
NOT_RECEIVED = text("没有用手机传", "Not sent by phone")
