import QtQuick
import theme

// One answer: label above value, 更改 at the right; from the card it says so and has no button. `inline` puts label and
// value on one line (landscape). A long answer stands whole, under its label and across the row; nothing is cut short.
Item {
    id: root

    property var row: null
    property bool inline: false
    property int labelWidth: 280
    property bool terse: false // a step smaller
    // where the value needs the room, the source is its icon alone
    readonly property real sourceWidth: Math.ceil(sourceWord.natural) + (Theme.care ? 60 : 52)
    readonly property bool sourced: !changeable && !!row && row.source !== ""
    readonly property bool worded: sourced && (long || value.natural + sourceWidth + Theme.gutter <= width - value.x)
    readonly property bool tight: Theme.care && !Theme.portrait
    readonly property bool long: {
        let han = 0;
        for (const letter of row ? row.value : "")
            han += letter > "\u2e7f" ? 1 : letter === "\n" ? 99 : 0.56;
        return han > 24;
    }
    readonly property bool under: long || !inline // the value stands under its label
    readonly property bool changeable: row ? !!row.change : false
    readonly property real sideWidth: changeable ? change.width : !sourced ? 0 : worded ? sourceWidth : Theme.care ? 56 : 48

    readonly property alias labelNatural: label.natural
    readonly property real headHeight: Math.max(label.implicitHeight, changeable ? change.height + 8 : 0) // of a long answer
    readonly property real needed: long ? 12 + headHeight + value.implicitHeight + 12 : inline ? Math.max(label.implicitHeight, value.implicitHeight) + 8 : value.pair + 4

    implicitHeight: Math.max(Theme.answer, needed)

    Accessible.role: Accessible.ListItem
    Accessible.name: row ? row.label + " " + row.value + (row.source !== "" ? " " + row.source : "") : ""

    Label {
        id: label

        width: root.long ? root.width - root.sideWidth - Theme.gutter : root.inline ? root.labelWidth - Theme.space2 : value.width
        y: root.long ? 12 + (root.headHeight - height) / 2 : root.inline ? (root.height - height) / 2 : value.y - height + 4
        text: root.row ? root.row.label : ""
        role: "aid"
        size: Theme.care ? 44 : spec.size
        line: root.tight ? 46 : 48
        color: Theme.ink2
    }

    Label {
        id: value

        readonly property real pair: label.implicitHeight - 4 + implicitHeight

        x: root.under ? 0 : root.labelWidth
        y: root.long ? 12 + root.headHeight : root.inline ? (root.height - height) / 2 : (root.height - pair) / 2 + label.implicitHeight - 4
        width: root.long ? root.width : root.width - x - root.sideWidth - Theme.gutter
        text: root.row ? root.row.value : ""
        role: "button"
        bold: !root.long
        size: root.long ? (!Theme.care ? 40 : root.terse || root.tight ? 44 : 52) : root.inline ? (!Theme.care ? 40 : root.terse ? 44 : 48) : !Theme.care ? 44 : root.tight ? 48 : 52
        line: root.long ? (!Theme.care ? 54 : root.terse || root.tight ? 56 : 68) : root.inline ? (Theme.care ? 54 : 52) : !Theme.care ? 58 : root.tight ? 56 : 60
    }

    Row {
        id: source

        anchors.right: parent.right
        y: root.long ? 12 + (root.headHeight - height) / 2 : (root.height - height) / 2
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
        y: root.long ? 12 + (root.headHeight - height) / 2 : (root.height - height) / 2
        height: root.long ? (Theme.portrait ? Theme.inset : 72) : Math.max(60, Math.min(Theme.inset, root.height - 16))
        action: root.changeable ? root.row.change : null
        plainWord: Theme.care && Theme.latin
        visible: root.changeable
    }
}
