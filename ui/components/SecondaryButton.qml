import QtQuick
import theme

// An outlined button, icon left. Disabled it is flat and its label is the reason (已是第一页).
Touchable {
    id: root

    property bool iconRight: false
    property bool danger: false // contents will be lost: in lychee; never filled, never right, never first in focus
    property color tone: danger ? Theme.lychee : Theme.ink
    property color toneEdge: danger ? Theme.lychee : Theme.edge
    property string role: "item"
    property int radius: Theme.radius
    property int pad: Theme.gutter
    readonly property real faceWidth: face.implicitWidth

    implicitHeight: Theme.button
    implicitWidth: 228

    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: !root.available ? Theme.paper : root.pressed ? Theme.sedgeWash : Theme.card
        border.width: root.pressed ? Theme.outline + 1 : Theme.outline
        border.color: !root.available ? Theme.line : root.pressed ? Theme.sedge : root.toneEdge
    }

    ButtonFace {
        id: face

        anchors.fill: parent
        label: root.label
        icon: root.available ? root.icon : ""
        iconLeft: !root.iconRight
        busy: root.busy
        role: root.role
        pad: root.pad
        bold: root.available
        color: !root.available ? Theme.ink2 : root.pressed ? Theme.sedge : root.tone
    }
}
