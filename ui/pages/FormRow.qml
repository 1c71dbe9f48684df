import QtQuick
import theme
import components

// A field in one row: to be touched and written, or, from the card, with where it comes from.
Touchable {
    id: root

    required property var field
    property string shown: field.text
    readonly property bool fixed: field.source !== ""
    readonly property bool wrong: field.error !== ""
    readonly property bool full: stacked && !fixed && !wrong && value.x + value.implicitWidth > width - 2 * Theme.gutter - sign.width // no room for it
    readonly property bool stacked: name.x + name.implicitWidth + Theme.gutter + value.implicitWidth + Theme.space2 > aside.x

    enabled: !fixed
    label: field.label
    detail: shown

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.fixed ? Theme.sunk : root.pressed ? Theme.sedgeWash : root.wrong ? Theme.lycheeWash : Theme.card
        border.width: root.fixed && !Theme.contrast ? 0 : Theme.outline
        border.color: root.wrong ? Theme.lychee : Theme.edge
    }

    // label and value side by side, or one above the other when they do not fit
    Label {
        id: name

        x: Theme.gutter
        y: root.stacked ? (root.height - height - value.height) / 2 : (root.height - height) / 2
        text: root.field.label
        role: "aid"
        line: root.stacked ? size * 1.04 : spec.line
        color: Theme.ink2
    }

    Label {
        id: value

        x: root.stacked ? name.x : name.x + name.width + Theme.gutter
        y: root.stacked ? name.y + name.height : (root.height - height) / 2
        text: root.shown
        role: "item"
        line: size * 1.04
    }

    Row {
        id: aside

        anchors.right: parent.right
        anchors.rightMargin: Theme.gutter
        y: root.stacked && root.fixed ? value.y + (value.height - height) / 2 : (parent.height - height) / 2
        spacing: 12

        Icon {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            name: root.fixed ? "idcard" : root.wrong ? "warnc" : "pen"
            size: Theme.care ? 48 : 40
            color: root.wrong ? Theme.lychee : Theme.ink2
            opacity: root.full ? 0 : 1
            wash: "transparent"
            paper: root.wrong ? Theme.lycheeWash : root.fixed ? Theme.sunk : Theme.card
        }

        Label {
            text: root.field.source
            role: "aid"
            color: Theme.ink2
            visible: text !== ""
        }
    }
}
