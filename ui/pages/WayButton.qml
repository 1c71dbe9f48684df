import QtQuick
import theme
import components

// Another way to go on, as a row under the answer: quieter than a button, plainer than a link. With an icon of its own
// it does something here (重拍) and leads nowhere.
Touchable {
    id: root

    readonly property bool acts: icon !== ""

    implicitHeight: Math.max(Theme.care ? 112 : 96, words.implicitHeight + 24)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.pressed ? Theme.sedgeWash : Theme.card
        border.width: root.pressed ? Theme.outline + 1 : Theme.outline
        border.color: root.pressed ? Theme.sedge : Theme.edge
    }

    ButtonFace {
        anchors.fill: parent
        label: root.acts ? root.label : ""
        icon: root.icon
        iconLeft: true
        color: root.pressed ? Theme.sedge : Theme.ink
        visible: root.acts
    }

    Label {
        id: words

        x: Theme.space4
        width: parent.width - x - 88
        anchors.verticalCenter: parent.verticalCenter
        text: root.acts ? "" : root.label
        role: "item"
        color: Theme.sedge
    }

    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        name: "chev"
        size: 40
        visible: !root.acts
    }
}
