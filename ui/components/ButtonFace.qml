import QtQuick
import theme

// Icon and word of a button, centred together; a long word takes two lines rather than a smaller face.
Item {
    id: root

    property string label: ""
    property string icon: ""
    property string role: "item"
    property color color: Theme.ink
    property color paper: Theme.card
    property bool bold: true
    property bool busy: false
    property bool iconLeft: false
    property int gap: Theme.space2
    property int pad: Theme.gutter
    readonly property bool withIcon: icon !== "" && !busy
    readonly property real room: width - 2 * pad - (withIcon ? Theme.iconButton + gap : busy ? dots.width + gap : 0)

    Row {
        id: row

        anchors.centerIn: parent
        spacing: root.gap
        layoutDirection: root.iconLeft || root.busy ? Qt.LeftToRight : Qt.RightToLeft

        Dots {
            id: dots

            anchors.verticalCenter: parent.verticalCenter
            color: root.color
            visible: root.busy
        }

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            visible: root.withIcon
            color: root.color
            wash: "transparent"
            paper: root.paper
        }

        Label {
            id: word

            readonly property bool tight: implicitWidth > root.room

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, root.room)
            line: tight ? size * 1.2 : spec.line
            text: root.label
            role: root.role
            bold: root.bold
            color: root.color
            align: Text.AlignHCenter
        }
    }
}
