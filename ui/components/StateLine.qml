import QtQuick
import theme

// A line with its state's mark. `strong`: in the colour of the state and bold, as for what does not work.
Item {
    id: root

    property var entry: null
    property string role: "aid"
    property bool strong: false
    property bool plainColour: false
    property color ground: Theme.sunk
    property int gap: 12
    property bool dotted: false // what is not begun shows an open ring
    readonly property string kind: entry ? entry.mark : ""
    readonly property int markSize: Math.min(Theme.mark, words.size + 4)

    implicitWidth: words.x + Math.ceil(words.natural)
    implicitHeight: words.implicitHeight

    StateMark {
        id: mark

        y: (words.line - height) / 2
        kind: root.kind
        size: root.markSize
        ground: root.ground
    }

    Rectangle {
        x: 4
        y: (words.line - height) / 2
        width: root.markSize - 8
        height: width
        radius: width / 2
        visible: root.dotted && root.kind === ""
        color: "transparent"
        border.width: Theme.outline
        border.color: Theme.edge
    }

    Label {
        id: words

        x: root.kind === "" && !root.dotted ? 0 : root.markSize + root.gap
        maxWidth: root.width - x
        text: root.entry ? root.entry.text : ""
        role: root.role
        bold: root.strong
        color: root.strong && !root.plainColour ? mark.color : Theme.ink
    }
}
