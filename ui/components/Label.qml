import QtQuick
import theme

// The only text of the terminal. Qt draws Noto CJK with the middle of the glyph 0.80 em under the top of its own box;
// this puts the middle of the glyph in the middle of the line. Narrower than its words it wraps; it never elides.
Item {
    id: root

    property string text: ""
    property string role: "body"
    property color color: Theme.ink
    property bool bold: spec.bold
    property int size: spec.size
    property int line: spec.line
    property int align: Text.AlignLeft
    readonly property var spec: Theme.roles[role]
    readonly property int lineCount: words.lineCount
    readonly property real contentWidth: words.contentWidth

    implicitWidth: Math.ceil(words.implicitWidth)
    implicitHeight: text === "" ? 0 : words.lineCount * line

    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""

    Text {
        id: words

        width: root.width
        y: Math.round(root.line / 2 - root.size * 0.8)
        text: root.text
        textFormat: Text.PlainText
        color: root.color
        wrapMode: Text.Wrap
        horizontalAlignment: root.align
        lineHeightMode: Text.FixedHeight
        lineHeight: root.line
        font.family: Theme.family
        font.pixelSize: root.size
        font.weight: root.bold ? Font.Bold : Font.Normal
    }
}
