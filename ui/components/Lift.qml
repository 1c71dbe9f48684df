import QtQuick
import theme

// The depth of a card: three translucent shapes under it, none blurred. Says "this can be touched" and nothing else.
Item {
    id: root

    property int radius: Theme.radius

    anchors.fill: parent
    visible: !Theme.contrast

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: 4
        anchors.bottomMargin: -4
        radius: root.radius
        color: Theme.shadow
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -2
        anchors.topMargin: 2
        anchors.bottomMargin: -6
        radius: root.radius + 2
        color: Theme.shadow
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -4
        anchors.topMargin: 0
        anchors.bottomMargin: -8
        radius: root.radius + 4
        color: Theme.shadow
    }
}
