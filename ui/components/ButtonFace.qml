pragma ComponentBehavior: Bound
import QtQuick
import theme

// Icon and word of a button, centred together. Where there is no room for both the icon falls away; a word that is
// still too long takes two lines rather than a smaller face.
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
    property int iconSize: Theme.iconButton
    readonly property real wordWidth: Math.ceil(word.natural) + 1
    readonly property real beside: busy ? 72 + gap : icon !== "" ? iconSize + gap : 0
    readonly property bool roomForBoth: wordWidth + beside <= width - 24
    readonly property bool withIcon: icon !== "" && !busy && roomForBoth

    implicitWidth: wordWidth + beside + 2 * pad

    Row {
        anchors.centerIn: parent
        spacing: root.gap
        layoutDirection: root.iconLeft || root.busy ? Qt.LeftToRight : Qt.RightToLeft

        Loader {
            anchors.verticalCenter: parent.verticalCenter
            active: root.busy && root.roomForBoth
            visible: active
            sourceComponent: Dots {
                color: root.color
            }
        }

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            size: root.iconSize
            visible: root.withIcon
            color: root.color
            wash: "transparent"
            paper: root.paper
        }

        Label {
            id: word

            readonly property bool tight: root.wordWidth > root.width - 24

            anchors.verticalCenter: parent.verticalCenter
            width: tight ? root.width - 24 : root.wordWidth
            closer: 1.2
            text: root.label
            role: root.role
            bold: root.bold
            color: root.color
            align: Text.AlignHCenter
        }
    }
}
