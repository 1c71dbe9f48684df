import QtQuick
import theme
import "breaks.js" as Breaks

// The only text of the terminal. Qt draws Noto CJK with the middle of the glyph 0.80 em under the top of its own box;
// this puts the middle of the glyph in the middle of the line. Where there is less room than words it breaks them by
// meaning; it never elides, but for what a resident wrote (`maxLines`, `elide`). Give it a `width`, or a `maxWidth` to
// be as wide as its words and no wider than that.
Item {
    id: root

    property string text: ""
    property string role: "body"
    readonly property var spec: Theme.roles[role]
    property bool bold: spec.bold
    property int size: spec.size
    property int line: spec.line
    property real closer: 0 // in em: the line where there is more than one, for words in a narrow frame
    readonly property int lineNow: closer > 0 && (natural > words.width + 1 || text.indexOf("\n") >= 0) ? Math.round(size * closer) : line
    property real maxWidth: 0
    property real natural: 0 // of the longest line, unwrapped; changes with words and face only, never with the room
    property bool broken: false
    property bool complete: false
    property alias color: words.color
    property alias align: words.horizontalAlignment
    property alias maxLines: words.maximumLineCount
    property alias elide: words.elide
    readonly property alias lineCount: words.lineCount
    readonly property alias contentWidth: words.contentWidth
    readonly property alias truncated: words.truncated

    function set() {
        words.text = text;
        broken = false;
        if (!complete)
            return;
        natural = words.implicitWidth;
        if (words.lineCount < 2 || natural <= words.width + 1 || words.width < 3 * size)
            return; // one line, or not yet given its place
        const parts = Breaks.fit(text, natural, words.width);
        broken = parts !== text;
        if (broken)
            words.text = parts;
    }

    implicitWidth: Math.ceil(maxWidth <= 0 ? (broken ? natural : words.implicitWidth) : words.lineCount > 1 ? words.contentWidth : Math.min(natural, maxWidth))
    implicitHeight: text === "" ? 0 : words.lineCount * lineNow

    onTextChanged: set()

    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Text {
        id: words

        onWidthChanged: if (root.broken || lineCount > 1)
            root.set()
        onFontChanged: if (root.complete)
            root.set()
        Component.onCompleted: {
            root.complete = true;
            root.set();
        }

        x: root.maxWidth <= 0 || horizontalAlignment === Text.AlignLeft ? 0 : Math.round((root.width - width) / (horizontalAlignment === Text.AlignHCenter ? 2 : 1))
        y: Math.round(root.lineNow / 2 - root.size * 0.8)
        width: root.maxWidth > 0 ? root.maxWidth : root.width
        textFormat: Text.PlainText
        color: Theme.ink
        wrapMode: Text.Wrap
        lineHeightMode: Text.FixedHeight
        lineHeight: root.lineNow
        font.family: Theme.family
        font.pixelSize: root.size
        font.weight: root.bold ? Font.Bold : Font.Normal
    }
}
