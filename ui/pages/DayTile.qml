import QtQuick
import theme
import components

// A day or a time that can be booked: what it is, and under it how many are free. Full: flat, and it says so.
Touchable {
    id: root

    readonly property bool lit: chosen || pressed
    readonly property real needed: words.implicitHeight + 16

    implicitHeight: words.implicitHeight + 24
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.lit ? Theme.sedgeWash : root.available ? Theme.card : Theme.paper
        border.width: root.chosen ? Theme.outlineChosen + (Theme.contrast ? 2 : 0) : Theme.outline
        border.color: root.lit ? Theme.sedge : root.available ? Theme.edge : Theme.line
    }

    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: 12
        width: parent.width - 24

        Label {
            width: parent.width
            text: root.label
            role: "button"
            bold: root.available
            color: root.lit ? Theme.sedge : root.available ? Theme.ink : Theme.ink2
            align: Text.AlignHCenter
            closer: 1.15
        }

        Label {
            width: parent.width
            text: root.detail
            role: "aid"
            color: root.available ? Theme.ink2 : Theme.agarwood
            align: Text.AlignHCenter
            closer: 1.15
            visible: text !== ""
        }
    }
}
