import QtQuick
import theme

// Looks like a field, and is the way to the page where one writes.
Touchable {
    id: root

    implicitHeight: Theme.care ? (Theme.portrait ? 144 : 120) : Theme.portrait ? 112 : 104

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.pressed ? Theme.sedgeWash : Theme.card
        border.width: root.pressed ? Theme.outlineChosen : Theme.outlineField
        border.color: root.pressed ? Theme.sedge : Theme.edge
    }

    Icon {
        id: glass

        x: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        name: root.icon
        size: Theme.iconButton
        color: Theme.ink
        wash: "transparent"
    }

    Label {
        x: glass.x + glass.width + Theme.gutter
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - Theme.space4
        text: root.label
        color: Theme.ink2
    }
}
