import QtQuick
import theme

// One of home's two main entries: the first filled, the second white.
Touchable {
    id: root

    property bool filled: false
    property bool row: false // care mode: a full row with a chevron
    readonly property bool roomy: height >= title.implicitHeight + second.implicitHeight + 8
    readonly property color tone: filled ? Theme.sedgeText : Theme.ink

    implicitHeight: Theme.entry

    Card {
        y: root.filled && root.pressed ? 4 : 0
        width: parent.width
        height: parent.height
        flat: root.pressed || !root.available
        color: root.filled ? (root.pressed ? Theme.sedgeDeep : Theme.sedge) : root.pressed ? Theme.sedgeWash : Theme.card
        outlineWidth: root.filled ? 0 : Theme.outline
        outline: root.pressed ? Theme.sedge : Theme.care ? Theme.edge : Theme.line

        Icon {
            id: picture

            x: root.row ? 48 : 32
            y: root.row || !second.visible ? (parent.height - height) / 2 : words.y + (title.line - height) / 2
            name: root.icon
            size: Theme.iconEntry
            color: root.filled ? Theme.sedgeText : Theme.sedge
            wash: root.filled ? (Theme.contrast ? "transparent" : "#2F7263") : Theme.contrast ? "transparent" : Theme.sedgeWash
            paper: root.filled ? Theme.sedge : Theme.card
        }

        Column {
            id: words

            x: picture.x + picture.width + (root.row ? 40 : Theme.portrait ? 24 : 20)
            width: parent.width - x - (root.row ? 104 : 8)
            anchors.verticalCenter: parent.verticalCenter

            Label {
                id: title

                width: parent.width
                text: root.label
                role: "entry"
                color: root.tone
            }

            Label {
                id: second

                width: parent.width
                text: root.detail
                role: "aid"
                color: root.filled ? Theme.sedgeText2 : Theme.ink2
                visible: text !== "" && root.roomy
            }
        }

        Icon {
            anchors.right: parent.right
            anchors.rightMargin: 36
            anchors.verticalCenter: parent.verticalCenter
            name: "chev"
            size: 48
            color: root.filled ? Theme.sedgeText : Theme.ink2
            wash: "transparent"
            visible: root.row
        }
    }
}
