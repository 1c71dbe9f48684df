import QtQuick
import theme

// A word that leads on, with a chevron: 全部 126 项. As high as anything else that is touched.
Touchable {
    id: root

    implicitWidth: words.width + 8 + 36
    implicitHeight: 72
    width: implicitWidth
    height: implicitHeight

    Label {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        text: root.label
        role: "item"
        size: Theme.care ? spec.size : 42
        color: root.pressed ? Theme.sedgeDeep : Theme.sedge
    }

    Icon {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        name: "chev"
        size: 36
    }
}
