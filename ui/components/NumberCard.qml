pragma ComponentBehavior: Bound
import QtQuick
import theme

// A number to keep: its name, the number, what to do with it, and a QR code beside it.
Card {
    id: root

    property var card: null
    property bool codeLeft: false
    property bool brief: false // without what to do with it, and the code as small as it may be
    readonly property int inset: Theme.contrast ? 20 : 8 // the white of the code shows on black
    readonly property real fullHeight: Math.max(naming.taken + 8 + lines.implicitHeight + 2 * Theme.space4, coded ? 360 + 2 * inset : 0)
    readonly property real briefHeight: Math.max(naming.taken + 48, coded ? 328 + 2 * inset - 8 : 0)
    readonly property bool coded: card ? card.qr !== "" : false

    implicitHeight: brief ? briefHeight : fullHeight
    outline: Theme.care ? Theme.edge : Theme.line

    Accessible.role: Accessible.Grouping
    Accessible.name: card ? card.label + " " + card.number : ""

    QrCode {
        id: code

        x: root.codeLeft ? root.inset : root.width - width - root.inset
        anchors.verticalCenter: parent.verticalCenter
        text: root.card ? root.card.qr : ""
        codeSize: root.brief ? 264 : 280
        quiet: root.brief ? 32 : 40
    }

    Column {
        id: words

        x: root.codeLeft && root.coded ? code.width + 16 + (Theme.contrast ? 40 : 0) : Theme.space5
        width: root.width - x - (root.coded && !root.codeLeft ? code.width + 16 + (Theme.contrast ? 40 : 0) : Theme.space5)
        anchors.verticalCenter: parent.verticalCenter

        Label {
            id: kind

            width: parent.width
            text: root.card ? root.card.label : ""
            role: "aid"
            color: Theme.ink2
            visible: text !== ""
        }

        Label {
            id: naming

            readonly property real taken: implicitHeight + (kind.visible ? kind.implicitHeight : 0)
            // a number to write down stands on one line, a little smaller where it must
            readonly property real ems: Array.from(text).reduce((sum, c) => sum + (c === " " ? 0.24 : c > "\u2e7f" ? 1 : 0.64), 0)

            width: parent.width
            text: root.card ? root.card.number : ""
            role: /[0-9]{2}/.test(text) ? "result" : "section"
            size: role === "result" && width > 0 ? Math.max(44, Math.min(spec.size, Math.floor(width / ems))) : spec.size
        }

        Item {
            width: 1
            height: 8
            visible: !root.brief
        }

        Lines {
            id: lines

            width: parent.width
            lines: root.card ? root.card.lines : []
            visible: !root.brief
            size: Theme.care ? 44 : spec.size
            line: Theme.care ? 54 : spec.line - 2
            color: Theme.ink2
        }
    }
}
