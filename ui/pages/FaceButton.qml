import QtQuick
import theme
import components

// One of the five levels: a face and its words. Upright it is a row, wide it stands under its face.
Touchable {
    id: root

    property bool stacked: false
    property int faceSize: 88
    readonly property bool lit: chosen || pressed
    readonly property real needed: stacked ? faceSize + 8 + words.implicitHeight + 24 : Math.max(faceSize, words.implicitHeight) + 16

    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.lit ? Theme.sedgeWash : Theme.card
        border.width: root.chosen ? Theme.outlineChosen + (Theme.contrast ? 2 : 0) : Theme.outline
        border.color: root.lit ? Theme.sedge : Theme.edge
    }

    Icon {
        id: face

        x: root.stacked ? (root.width - width) / 2 : Theme.space4
        y: root.stacked ? (root.height - root.needed) / 2 + 12 : (root.height - height) / 2
        name: root.icon
        size: root.faceSize
        color: root.lit ? Theme.sedge : Theme.ink
        paper: root.lit ? Theme.sedgeWash : Theme.card
        wash: Theme.contrast || root.lit ? "transparent" : Theme.sedgeWash
    }

    Label {
        id: words

        x: root.stacked ? 8 : face.x + face.width + Theme.space4
        y: root.stacked ? face.y + face.height + 8 : (root.height - height) / 2
        width: root.stacked ? root.width - 16 : root.width - x - mark.width - Theme.space4
        text: root.label
        role: root.stacked ? "aid" : "button"
        bold: root.chosen
        color: root.lit ? Theme.sedge : Theme.ink
        align: root.stacked ? Text.AlignHCenter : Text.AlignLeft
        closer: 1.1
    }

    StateMark {
        id: mark

        anchors.right: parent.right
        anchors.rightMargin: Theme.gutter
        anchors.verticalCenter: parent.verticalCenter
        kind: "done"
        ground: Theme.sedgeWash
        size: Theme.mark + 8
        visible: root.chosen && !root.stacked
    }
}
