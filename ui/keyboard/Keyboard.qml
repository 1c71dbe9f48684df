pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// The keyboard at the foot of the page: pinyin, Latin letters, signs, or a pad of large figures. Types through
// `Events.composer`. No menus, no settings, nothing to hold or drag, and no key that does nothing.
Item {
    id: root

    property Item home: parent // where it stands while nobody writes
    property var place: null // the KeyboardPlace of the page
    property string sheet: "letters" // or "signs"
    property bool capital: false
    readonly property string entry: place ? place.entry : "text"
    readonly property bool figures: entry === "digits" || entry === "decimal" || entry === "id"
    readonly property bool latin: entry === "latin" || entry === "id" // letters that are no pinyin, and large ones only
    readonly property bool digits: figures && sheet !== "abc"
    readonly property var composer: Events.composer
    readonly property bool han: composer ? composer.han : true
    readonly property bool composing: composer ? composer.composing : false
    readonly property bool english: Theme.latin
    readonly property var words: english ? {
        "space": "Space",
        "done": "Done",
        "next": "Next",
        "take": "Choose",
        "hint": "Type pinyin, then touch the characters here",
        "backspace": "Delete",
        "hide": "Hide keyboard",
        "shift": "Capitals",
        "separator": "Syllable mark",
        "mode": "Chinese or English",
        "abc": "Letters",
        "pad": "Figures"
    } : Theme.traditional ? {
        "space": "空格",
        "done": "寫好了",
        "next": "下一格",
        "take": "選定",
        "hint": "打拼音，再點這裡出現的字",
        "backspace": "退一格",
        "hide": "收起鍵盤",
        "shift": "大寫",
        "separator": "隔開拼音",
        "mode": "中文或英文",
        "abc": "字母",
        "pad": "數字"
    } : {
        "space": "空格",
        "done": "写好了",
        "next": "下一格",
        "take": "选定",
        "hint": "打拼音，再点这里出现的字",
        "backspace": "退一格",
        "hide": "收起键盘",
        "shift": "大写",
        "separator": "隔开拼音",
        "mode": "中文或英文",
        "abc": "字母",
        "pad": "数字"
    }

    // A string stands for keys one wide; words for keys that do something, [what, how wide].
    readonly property var sheets: ({
        "han": rows(["qwertyuiop", [["gap", 0.5], "asdfghjkl"], [["separator", 1.5], "zxcvbnm", ["backspace", 1.5]], foot("signs", "，", "。")]),
        "latin": rows(["qwertyuiop", [["gap", 0.5], "asdfghjkl"], [["shift", 1.5], "zxcvbnm", ["backspace", 1.5]], foot("signs", ",", ".")]),
        "hanSigns": rows(["1234567890", [["gap", 0.5], "-/：；（）“”、"], [["gap", 0.5], "？！·《》—…", ["gap", 1], ["backspace", 1.5]], foot("letters", "，", "。")]),
        "latinSigns": rows(["1234567890", [["gap", 0.5], "-/:;()\"'@"], [["gap", 0.5], "?!#&%+=", ["gap", 1], ["backspace", 1.5]], foot("letters", ",", ".")]),
        "upper": rows(["1234567890", "QWERTYUIOP", [["gap", 0.5], "ASDFGHJKL"], [["hide", 1.5], "ZXCVBNM", ["backspace", 1.5]], [[entry === "id" ? "pad" : "gap", 2], ["gap", 1], "-", ["gap", 3], ["done", 3]]]),
        "digits": rows(["123", "456", "789", [["done", 1], "0", ["backspace", 1]]]),
        "decimal": rows([["123", ["backspace", 1]], ["456", ["gap", 1]], ["789", ["hide", 1]], ["0.", ["done", 2]]]),
        "id": rows([["123", ["backspace", 1]], ["456", "X"], ["789", ["abc", 1]], [["gap", 1], "0", ["hide", 1], ["done", 1]]])
    })

    function foot(other: string, comma: string, stop: string): var {
        return [[other, 1.5], ["mode", 1], comma, ["space", 2.8], stop, ["hide", 1], ["done", 1.7]];
    }

    function rows(lines: var): var {
        const keys = part => typeof part === "string" ? [...part].map(letter => ["", letter, 1]) : [[part[0], "", part[1]]];
        return lines.map(line => [].concat(...[].concat(line).map(keys)));
    }

    function says(what: string, text: string): string {
        switch (what) {
        case "":
            return capital ? text.toUpperCase() : text;
        case "separator":
            return "'";
        case "space":
            return words.space;
        case "signs":
            return "123";
        case "letters":
            return han ? "拼音" : "abc";
        case "abc":
            return "ABC";
        case "pad":
            return "123";
        case "mode":
            return han ? "中" : english ? "EN" : "英";
        case "done":
            return composing ? words.take : !place || place.last ? words.done : words.next;
        default:
            return "";
        }
    }

    function use(what: string, text: string): void {
        if (!composer)
            return;
        switch (what) {
        case "":
            const before = composer.han;
            if (latin || figures)
                composer.han = false; // a letter of a number is never pinyin; the next field may be Chinese again
            composer.type(capital ? text.toUpperCase() : text);
            composer.han = before;
            capital = false;
            break;
        case "separator":
            composer.type("'");
            break;
        case "space":
            composer.space();
            break;
        case "backspace":
            composer.backspace();
            break;
        case "mode":
            composer.han = !composer.han;
            break;
        case "shift":
            capital = !capital;
            break;
        case "signs":
        case "letters":
        case "abc":
            sheet = what;
            break;
        case "pad":
            sheet = "letters";
            break;
        case "hide":
            composer.settle();
            place.hidden();
            break;
        case "done":
            if (composing)
                composer.settle();
            else
                place.done();
            break;
        }
    }

    width: parent ? parent.width : 0
    height: Size.keyboard
    visible: place !== null

    onPlaceChanged: {
        parent = place ?? home;
        sheet = "letters";
    }
    onEntryChanged: sheet = "letters"
    onHanChanged: capital = false

    Candidates {
        width: parent.width
        height: Size.row
        visible: !root.digits && !root.latin
        words: root.composer ? root.composer.candidates : []
        hint: root.han && root.sheet === "letters" && !root.composing ? root.words.hint : ""
        onPicked: at => root.composer.pick(at)
    }

    Board {
        y: Size.row
        width: parent.width
        height: Size.board
        visible: !root.digits && !root.latin
        rows: root.sheets[root.sheet === "signs" ? (root.han ? "hanSigns" : "latinSigns") : root.han ? "han" : "latin"]
        columns: 10
        keyHeight: Size.key
        size: Size.letter
        says: root.says
        names: root.words
        second: root.han ? (root.english ? "EN" : "英") : "中"
        capital: root.capital
        onUsed: (what, text) => root.use(what, text)
    }

    // Large letters stand under the figures, in the room of the candidates.
    Board {
        width: parent.width
        height: Size.keyboard
        visible: !root.digits && root.latin
        rows: root.sheets.upper
        columns: 10
        keyHeight: (Size.keyboard - 16) / 5
        size: Size.letter
        says: root.says
        names: root.words
        onUsed: (what, text) => root.use(what, text)

        Rectangle {
            width: parent.width
            height: Theme.outline
            color: Theme.line
        }
    }

    // Figures have no candidates: their keys are larger.
    Board {
        width: parent.width
        height: Size.keyboard
        visible: root.digits
        rows: root.sheets[root.digits ? root.entry : "digits"]
        columns: root.entry === "digits" ? 3 : 4
        keyHeight: (Size.keyboard - 16) / 4
        size: Size.letter + 16
        says: root.says
        names: root.words
        onUsed: (what, text) => root.use(what, text)

        Rectangle {
            width: parent.width
            height: Theme.outline
            color: Theme.line
        }
    }
}
