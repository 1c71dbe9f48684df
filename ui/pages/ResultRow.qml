import QtQuick
import theme
import components

// One thing that was found: what it is called, a line under it, a sum or a state at the right, and the way into it.
Touchable {
    id: root

    property string aside: ""
    readonly property real needed: title.implicitHeight + (detail === "" ? 0 : second.lineCount * second.lineNow) + 16
    readonly property bool roomy: height >= needed

    implicitHeight: Theme.row
    Accessible.description: [detail, aside].filter(words => words !== "").join(" ")

    Card {
        anchors.fill: parent
        flat: root.pressed
        color: root.pressed ? Theme.sedgeWash : Theme.card
        outline: root.pressed ? Theme.sedge : Theme.care ? Theme.edge : Theme.line
    }

    Column {
        x: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        width: sum.x - x - Theme.gutter

        Label {
            id: title

            maxWidth: parent.width
            text: root.label
            role: "item"
            closer: 1.15
        }

        Label {
            id: second

            width: parent.width
            text: root.detail
            role: "aid"
            color: Theme.ink2
            closer: 1.15
            visible: text !== "" && root.roomy
        }
    }

    // a low row has its second line beside the first, where there is room
    Label {
        id: beside

        x: Theme.space4 + Math.ceil(title.natural) + Theme.space5
        anchors.verticalCenter: parent.verticalCenter
        text: root.detail
        role: "aid"
        color: Theme.ink2
        visible: text !== "" && !root.roomy && x + natural + Theme.gutter <= sum.x
    }

    Label {
        id: sum

        anchors.right: chevron.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        maxWidth: root.width * 0.4
        text: root.aside
        role: "item"
        bold: true
        closer: 1.15
        align: Text.AlignRight
    }

    Icon {
        id: chevron

        anchors.right: parent.right
        anchors.rightMargin: Theme.gutter
        anchors.verticalCenter: parent.verticalCenter
        name: "chev"
        size: 40
        color: Theme.edge
    }
}
