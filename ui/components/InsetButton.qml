import QtQuick
import theme

// A button inside a row: wash and sedge, outlined in high contrast. Its touch area is the row's whole height.
Touchable {
    id: root

    property bool plainWord: false

    focusRadius: Theme.radiusInset
    implicitWidth: face.implicitWidth
    implicitHeight: Theme.inset
    width: implicitWidth

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusInset
        color: root.pressed ? Theme.sedge : Theme.sedgeWash
        border.width: Theme.contrast ? Theme.outline : Theme.care ? 3 : 0
        border.color: Theme.sedge
    }

    ButtonFace {
        id: face

        anchors.fill: parent
        label: root.label
        icon: root.plainWord ? "" : root.icon
        iconLeft: true
        role: "item"
        gap: 8
        pad: 20
        iconSize: Theme.care ? 48 : 40
        color: root.pressed ? Theme.sedgeText : Theme.sedge
        paper: root.pressed ? Theme.sedge : Theme.sedgeWash
    }
}
