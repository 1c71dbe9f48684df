import QtQuick
import theme
import "breaks.js" as Breaks

// The only text of the terminal. Qt draws Noto CJK with the middle of the glyph 0.80 em under the top of its own box;
// this puts the middle of the glyph in the middle of the line. Where there is less room than words it breaks them by
// meaning; it never elides. Give it a `width`, or a `maxWidth` to be as wide as its words and no wider than that.
Item {
    id: root

    property string text: ""
    property string role: "body"
    property color color: Theme.ink
    property bool bold: spec.bold
    property int size: spec.size
    property int line: spec.line
    property int align: Text.AlignLeft
    property real maxWidth: 0
    property int maxLines: 0 // for what a resident wrote, of any length; words of ours are never cut
    readonly property var spec: Theme.roles[role]
    readonly property int lineCount: words.lineCount
    readonly property real contentWidth: words.contentWidth
    property real natural: 0 // of the longest line, unwrapped; changes with words and face only, never with the room
    property bool broken: false
    property bool complete: false

    function set() {
        words.text = text;
        broken = false;
        if (!complete)
            return;
        natural = words.implicitWidth;
        if (words.lineCount < 2 || natural <= words.width + 1)
            return;
        const parts = Breaks.fit(text, natural, words.width);
        broken = parts !== text;
        if (broken)
            words.text = parts;
    }

    implicitWidth: Math.ceil(maxWidth <= 0 ? (broken ? natural : words.implicitWidth) : words.lineCount > 1 ? words.contentWidth : Math.min(natural, maxWidth))
    implicitHeight: text === "" ? 0 : words.lineCount * line

    onTextChanged: set()

    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""

    Text {
        id: words

        onWidthChanged: if (root.broken || lineCount > 1)
            root.set()
        onFontChanged: root.set()
        Component.onCompleted: {
            root.complete = true;
            root.set();
        }

        x: root.maxWidth <= 0 || root.align === Text.AlignLeft ? 0 : Math.round((root.width - width) / (root.align === Text.AlignHCenter ? 2 : 1))
        y: Math.round(root.line / 2 - root.size * 0.8)
        width: root.maxWidth > 0 ? root.maxWidth : root.width
        textFormat: Text.PlainText
        color: root.color
        wrapMode: Text.Wrap
        maximumLineCount: root.maxLines > 0 ? root.maxLines : 1000
        elide: root.maxLines > 0 ? Text.ElideRight : Text.ElideNone
        horizontalAlignment: root.align
        lineHeightMode: Text.FixedHeight
        lineHeight: root.line
        font.family: Theme.family
        font.pixelSize: root.size
        font.weight: root.bold ? Font.Bold : Font.Normal
    }
}
