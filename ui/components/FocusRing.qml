import QtQuick
import theme

// Yellow between two lines, ten pixels out. Told by its gap as much as by its hue.
Item {
    id: root

    property int radius: Theme.radius

    anchors.fill: parent
    z: 1

    Rectangle {
        anchors.fill: parent
        anchors.margins: -10
        radius: root.radius + 10
        color: "transparent"
        border.width: 10
        border.color: Theme.focusLine
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.contrast ? -7 : -6
        radius: root.radius + 6
        color: "transparent"
        border.width: Theme.contrast ? 4 : 6
        border.color: Theme.focus
    }
}
