import QtQuick
import theme

// One answer: label above value, 更改 at the right; from the card it says so and has no button. `inline` puts label and
// value on one line (landscape).
Item {
    id: root

    property var row: null
    property bool inline: false
    property int labelWidth: 280
    property bool terse: false // a step smaller
    // where the value needs the room, the source is its icon alone
    readonly property real sourceWidth: Math.ceil(sourceWord.natural) + (Theme.care ? 60 : 52)
    readonly property bool sourced: !changeable && !!row && row.source !== ""
    readonly property bool worded: sourced && value.natural + sourceWidth + Theme.gutter <= width - value.x
    readonly property bool tight: Theme.care && !Theme.portrait
    readonly property bool changeable: row ? !!row.change : false
    readonly property real sideWidth: changeable ? change.width : !sourced ? 0 : worded ? sourceWidth : Theme.care ? 56 : 48

    readonly property alias labelNatural: label.natural
    readonly property real needed: inline ? Math.max(label.implicitHeight, value.implicitHeight) + 8 : value.pair + 4

    implicitHeight: Math.max(Theme.answer, needed)

    Accessible.role: Accessible.ListItem
    Accessible.name: row ? row.label + " " + row.value + (row.source !== "" ? " " + row.source : "") : ""

    Label {
        id: label

        width: root.inline ? root.labelWidth - Theme.space2 : value.width
        y: root.inline ? (root.height - height) / 2 : value.y - height + 4
        text: root.row ? root.row.label : ""
        role: "aid"
        size: Theme.care ? 44 : spec.size
        line: root.tight ? 46 : 48
        color: Theme.ink2
    }

    Label {
        id: value

        readonly property real pair: label.implicitHeight - 4 + implicitHeight

        x: root.inline ? root.labelWidth : 0
        y: root.inline ? (root.height - height) / 2 : (root.height - pair) / 2 + label.implicitHeight - 4
        width: root.width - x - root.sideWidth - Theme.gutter
        maxLines: 3
        elide: Text.ElideRight
        text: root.row ? root.row.value : ""
        role: "button"
        size: root.inline ? (!Theme.care ? 40 : root.terse ? 44 : 48) : !Theme.care ? 44 : root.tight ? 48 : 52
        line: root.inline ? (Theme.care ? 54 : 52) : !Theme.care ? 58 : root.tight ? 56 : 60
    }

    Row {
        id: source

        anchors.right: parent.right
        anchors.rightMargin: 8
        anchors.verticalCenter: parent.verticalCenter
        spacing: 12
        visible: root.sourced

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.row ? root.row.source_icon : ""
            size: Theme.care ? 48 : 40
            color: Theme.ink2
            wash: "transparent"
        }

        Label {
            id: sourceWord

            text: root.row ? root.row.source : ""
            visible: root.worded
            role: "aid"
            color: Theme.ink2
        }
    }

    InsetButton {
        id: change

        anchors.right: parent.right
        anchors.rightMargin: -8
        anchors.verticalCenter: parent.verticalCenter
        height: Math.max(60, Math.min(Theme.inset, root.height - 16))
        action: root.changeable ? root.row.change : null
        plainWord: Theme.care && Theme.latin
        visible: root.changeable
    }
}
