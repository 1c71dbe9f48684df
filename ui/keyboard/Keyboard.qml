pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// The board at the foot of the page: pinyin, Latin letters, signs, or a pad of large figures. Types through
// `Events.composer`. No menus, no settings, nothing to hold or drag, and no key that does nothing.
Item {
    id: root

    property string entry: "text" // as a Field has it: "text", "digits", "long_text"
    property bool last: true // no other field comes after this one
    property string sheet: "letters" // or "signs"
    property bool capital: false
    readonly property var composer: Events.composer
    readonly property bool digits: entry === "digits"
    readonly property bool han: composer ? composer.han : true
    readonly property bool composing: composer ? composer.composing : false
    readonly property bool english: Theme.latin
    readonly property string mode: digits ? "digits" : sheet === "signs" ? (han ? "hanSigns" : "latinSigns") : han ? "han" : "latin"
    readonly property int rowHeight: Theme.care && Theme.portrait ? 104 : 96 // of the candidates
    readonly property int keyHeight: Theme.portrait ? 114 : Theme.care ? 80 : 86
    readonly property int padHeight: keyHeight + rowHeight / 4 // figures have no candidates: their keys are larger
    readonly property int letterSize: Theme.care ? 54 : 44

    // A row is a string of keys, each one key wide, or [what, how wide]. Words name keys that do something.
    readonly property var rows: ({
        "han": ["qwertyuiop", ["half", "asdfghjkl", "half"], [["separator", 1.5], "zxcvbnm", ["backspace", 1.5]], [["signs", 1.5], ["mode", 1], "，", ["space", 2.8], "。", ["hide", 1], ["done", 1.7]]],
        "latin": ["qwertyuiop", ["half", "asdfghjkl", "half"], [["shift", 1.5], "zxcvbnm", ["backspace", 1.5]], [["signs", 1.5], ["mode", 1], ",", ["space", 2.8], ".", ["hide", 1], ["done", 1.7]]],
        "hanSigns": ["1234567890", ["half", "-/：；（）“”、", "half"], [["half", 0.5], "？！·《》—…", ["half", 1], ["backspace", 1.5]], [["letters", 1.5], ["mode", 1], "，", ["space", 2.8], "。", ["hide", 1], ["done", 1.7]]],
        "latinSigns": ["1234567890", ["half", "-/:;()\"'@", "half"], [["half", 0.5], "?!#&%+=", ["half", 1], ["backspace", 1.5]], [["letters", 1.5], ["mode", 1], ",", ["space", 2.8], ".", ["hide", 1], ["done", 1.7]]],
        "digits": ["123", "456", "789", [["done", 1], "0", ["backspace", 1]]]
    })[mode]
    readonly property var words: english ? {
        "space": "Space",
        "done": "Done",
        "next": "Next",
        "take": "Choose",
        "letters": han ? "拼音" : "abc",
        "hint": "Type pinyin, then touch the characters here",
        "backspace": "Delete",
        "hide": "Hide keyboard",
        "shift": "Capitals",
        "separator": "Syllable mark",
        "mode": "Chinese or English"
    } : {
        "space": "空格",
        "done": "写好了",
        "next": "下一格",
        "take": "选定",
        "letters": han ? "拼音" : "abc",
        "hint": "打拼音，再点这里出现的字",
        "backspace": "退一格",
        "hide": "收起键盘",
        "shift": "大写",
        "separator": "隔开拼音",
        "mode": "中文或英文"
    }

    signal done
    signal hidden

    function cells(row: var): var {
        const flat = [];
        for (const part of typeof row === "string" ? [row] : row) {
            if (typeof part === "string" && part !== "half")
                for (const letter of part)
                    flat.push({
                        "what": "",
                        "text": letter,
                        "wide": 1
                    });
            else
                flat.push({
                    "what": part === "half" ? "half" : part[0],
                    "text": "",
                    "wide": part === "half" ? 0.5 : part[1]
                });
        }
        return flat;
    }

    function use(what: string, text: string): void {
        if (!composer)
            return;
        switch (what) {
        case "":
            composer.type(capital ? text.toUpperCase() : text);
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
            capital = false;
            break;
        case "shift":
            capital = !capital;
            break;
        case "signs":
        case "letters":
            sheet = what;
            break;
        case "hide":
            composer.settle();
            hidden();
            break;
        case "done":
            if (composing)
                composer.settle();
            else
                done();
            break;
        }
    }

    height: rowHeight + 4 * keyHeight + 16

    onEntryChanged: sheet = "letters"
    onHanChanged: capital = false

    Candidates {
        id: row

        width: parent.width
        height: root.rowHeight
        visible: !root.digits
        words: root.composer ? root.composer.candidates : []
        hint: root.han && root.sheet === "letters" && !root.composing ? root.words.hint : ""
        onPicked: at => root.composer.pick(at)
    }

    Rectangle {
        id: board

        readonly property int columns: root.digits ? 3 : 10
        readonly property real unit: (width - 22) / columns

        y: root.digits ? 0 : row.height
        width: parent.width
        height: root.height - y
        color: Theme.board

        // What falls between keys or on a disabled one touches nothing underneath.
        MouseArea {
            anchors.fill: parent
        }

        Rectangle {
            width: parent.width
            height: Theme.outline
            color: Theme.line
            visible: root.digits
        }

        Column {
            x: 11
            y: 8

            Repeater {
                model: root.rows

                Row {
                    id: keys

                    required property var modelData

                    Repeater {
                        model: root.cells(keys.modelData)

                        Item {
                            id: cell

                            required property var modelData
                            readonly property string what: modelData.what

                            width: modelData.wide * board.unit
                            height: root.digits ? root.padHeight : root.keyHeight

                            Key {
                                anchors.fill: parent
                                visible: cell.what !== "half"
                                grey: ["signs", "letters", "mode", "backspace", "hide", "done", "shift"].includes(cell.what)
                                on: cell.what === "shift" && root.capital
                                strong: cell.what === "done" || cell.what === "mode"
                                text: ({
                                    "": root.capital ? cell.modelData.text.toUpperCase() : cell.modelData.text,
                                    "separator": "'",
                                    "space": root.words.space,
                                    "signs": "123",
                                    "letters": root.words.letters,
                                    "mode": root.han ? "中" : "英",
                                    "done": root.composing ? root.words.take : root.last ? root.words.done : root.words.next
                                })[cell.what] ?? ""
                                icon: ({
                                    "backspace": "backspace",
                                    "hide": "hidekeys",
                                    "shift": "shift"
                                })[cell.what] ?? ""
                                second: cell.what === "mode" ? (root.han ? "英" : "中") : ""
                                name: root.words[cell.what] ?? text
                                size: root.digits && cell.what === "" ? root.letterSize + 16 : cell.what === "" || cell.what === "separator" ? root.letterSize : Theme.care ? 44 : cell.what === "signs" || cell.what === "done" ? 40 : 36
                                onUsed: root.use(cell.what, cell.modelData.text)
                            }
                        }
                    }
                }
            }
        }
    }
}
