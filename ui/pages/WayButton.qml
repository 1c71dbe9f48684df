import QtQuick
import theme
import components

// Another way to go on, as a row under the answer: quieter than a button, plainer than a link.
Touchable {
    id: root

    implicitHeight: Math.max(Theme.care ? 112 : 96, words.implicitHeight + 24)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.pressed ? Theme.sedgeWash : Theme.card
        border.width: root.pressed ? Theme.outline + 1 : Theme.outline
        border.color: root.pressed ? Theme.sedge : Theme.edge
    }

    Icon {
        id: picture

        x: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        name: root.icon
        wash: "transparent"
    }

    Label {
        id: words

        x: root.icon === "" ? Theme.space4 : picture.x + picture.width + Theme.space2
        width: parent.width - x - 88
        anchors.verticalCenter: parent.verticalCenter
        text: root.label
        role: "item"
        color: Theme.sedge
    }

    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        name: "chev"
        size: 40
    }
}
