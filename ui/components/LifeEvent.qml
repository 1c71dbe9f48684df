import QtQuick
import theme

// A life event: an icon on a tinted disc, its word below. The tint is decoration; high contrast has a ring.
Touchable {
    id: root

    readonly property var tints: ["#F6E0DA", "#E3E9F2", "#F5E7C8", "#DDEAE2", "#E9E4D4"] // look 2.1
    readonly property int tint: action ? action.tint : -1

    implicitWidth: 144
    implicitHeight: disc.height + 8 + word.implicitHeight

    Rectangle {
        id: disc

        anchors.horizontalCenter: parent.horizontalCenter
        width: 96
        height: 96
        radius: 48
        color: Theme.contrast ? Theme.card : root.pressed ? Theme.sedgeWash : root.tint < 0 ? Theme.sunk : root.tints[root.tint % root.tints.length]
        border.width: Theme.contrast ? Theme.outline : root.pressed ? 3 : 0
        border.color: root.pressed ? Theme.sedge : Theme.edge

        Icon {
            anchors.centerIn: parent
            name: root.icon
            size: 56
            color: Theme.ink
            wash: "transparent"
            paper: disc.color
        }
    }

    Label {
        id: word

        anchors.bottom: parent.bottom
        width: parent.width
        text: root.label
        role: "aid"
        align: Text.AlignHCenter
    }
}
