"""Words of telling who somebody is without a resident's card, and that it is really them."""

from flows.model.text import text

# the documents that the reader reads besides the resident's own card, and those that it does not
RESIDENCE_TITLE = text("请把证件平放在读卡区", "Put your card on the reader")
RESIDENCE_HINT = text(
    "港澳台居民居住证、外国人永久居留身份证都行。", "A residence permit or a permanent residence card."
)
WAY_RESIDENCE = text("居住证、永居证", "Residence card")
WAY_RESIDENCE_DETAIL = text("港澳台、外国人", "HK, Macao, Taiwan; foreigners")
RESIDENCE_NOTE = text("来往内地的通行证，这里读不了", "Travel permits cannot be read here")
RESIDENCE_NOTE_LINE = text(
    "要用港澳居民居住证、台湾居民居住证，或外国人永久居留身份证。",
    "Use a residence permit or a permanent resident card.",
)

# a code on the phone
QR_TITLE = text("请把手机上的身份码对准镜头", "Hold your phone's ID code under the camera")
QR_HINT = text("屏幕调亮，平放在台面上，等一两秒。", "Screen bright, flat on the desk, for a second or two.")
WAY_QR = text("手机身份码", "Phone ID code")
WAY_QR_DETAIL = text("小程序里打开", "From the city's app")
AWAIT_QR = text("等您出示码", "Waiting for the code")
AWAIT_PLATFORM = text("正在问平台", "Asking the platform")
NOT_OFFLINE = text("网络断了，不能用", "Needs the network")
CODE_REFUSED = text("这个码用不了", "This code will not do")
CODE_REFUSED_LINE = text("在手机上刷新一下，再出示一次。", "Refresh it on your phone and show it again.")
CODE_UNASKED_LINE = text("码没有用掉，可以再试，也可以用证件。", "The code is not used up. Try again, or use a card.")

# typed
TYPED_TITLE = text("写一下姓名和身份证号", "Your name and ID number")
TYPED_HINT = text(
    "和证件上一样。填了一半离开，不会替您留着。", "As on your card. A half-filled form is not kept for you."
)
WAY_TYPED = text("自己写号码", "Type the number")
WAY_TYPED_DETAIL = text("写姓名和身份证号", "Name and ID number")
TYPED_NAME = text("姓名", "Name")
TYPED_NUMBER = text("身份证号", "ID number")
TYPED_AGAIN = text("号码不对", "Not right yet")
TYPED_OTHER = text("这种号码请用证件来读", "For this kind of number, use the card itself")

FROM_QR = text("来自手机身份码", "From the phone's code")
FORM_QR = text("扫码", "code scanned")

# the face
CALLED_FACE = text("看脸确认本人", "checking the face")
FACE_TITLE = text("请看着屏幕上方的镜头", "Look at the camera above the screen")
FACE_HINT = text("站近一点，脸对正，不用摘眼镜。", "Come closer and face it. Glasses may stay on.")
FACE_AWAIT = text("正在看", "Looking")
FACE_AGAIN_TITLE = text("还没认出来，再来一次", "Not yet: once more")
FACE_LEFT = text("还可以再试 {count} 次", "{count} more tries")
FACE_REASONS = {
    "no_face": text("没有看到脸，请站到机器正前面。", "No face was seen. Stand right in front."),
    "several_faces": text("看到了几个人，请旁边的人让一让。", "There were several people. One at a time, please."),
    "poor_picture": text("光线不好，或者动得快了。", "The light was poor, or you moved."),
    "different": text("和证件上的照片没有对上。", "It did not fit the photo on the card."),
    "not_live": text("请摘下口罩和帽子，看着镜头。", "Take off mask and hat, and look at the camera."),
}
LOOK_AGAIN = text("再看一次", "Look again")
AWAIT_WAY = text("等您选", "Your choice")
FACE_OTHER_TITLE = text("换一种方式确认是您", "Another way to be sure it is you")
FACE_OTHER_HINT = text("不看脸也一样能办。", "Without the face it works just as well.")
FACE_THRICE = text("试了三次都没对上，不要紧", "Three tries did not fit; never mind")
FACE_DECLINED = text("按您说的，不看脸", "As you wished, no face check")
NOT_YET_SURE = text("还没确认是您本人", "It is not yet sure that it is you")
NOT_YET_SURE_LINE = text("您填的都在，确认以后接着办。", "Your answers are kept. Go on once that is done.")
WAY_CODE = text("短信验证码", "Code by text message")
WAY_CODE_DETAIL = text("发到您留过的手机号", "To the phone number on record")
WAY_COUNTER_DETAIL = text("到人工窗口核实", "Be confirmed at the counter")
WAY_FACE = text("再看一次脸", "Try the face again")
WAY_FACE_DETAIL = text("光线好、脸对正就行", "In good light, face on")
WAY_LATER = text("由工作人员核实", "Staff will confirm")
WAY_LATER_DETAIL = text("先接着办，他们会联系您", "Go on; they will be in touch")

# the code by text message
CODE_SENDING_TITLE = text("正在发验证码", "Sending the code")
CODE_TITLE = text("请写短信里的六位数字", "The six figures in the message")
CODE_HINT = text("发到了 {phone}，{minutes} 分钟内有用。", "Sent to {phone}; good for {minutes} minutes.")
CODE_LABEL = text("验证码", "Code")
CODE_CHECKING_TITLE = text("正在核对验证码", "Checking the code")
CODE_ASKING = text("平时 2 秒", "Usually 2 s")
CODE_WRONG = text("不对，再看一眼短信", "Not right: look at the message again")
CODE_LATE = text("这个验证码过时了", "This code has run out")
CODE_SPENT = text("写错了几次，这个验证码不能用了", "Too many mistakes: this code is void")
CODE_UNSENT = text("验证码没有发成", "The code was not sent")
CODE_RESEND = text("再发一次", "Send a new one")

VERIFIED = text("本人确认", "Identity")
BY_FACE = text("看脸对上了", "By the face")
BY_CODE = text("短信验证码对上了", "By a code by text message")
BY_STAFF = text("由工作人员核实", "Staff will confirm")
