import QtQuick
import theme

// The shapes of what will come, still.
Card {
    id: root

    implicitHeight: Theme.row

    Accessible.ignored: true

    Rectangle {
        x: 24
        anchors.verticalCenter: parent.verticalCenter
        width: 56
        height: 56
        radius: Theme.radiusInset
        color: Theme.skeleton
        border.width: Theme.contrast ? 2 : 0
        border.color: Theme.edge
    }

    Rectangle {
        x: 104
        y: root.height / 2 - 32
        width: root.width / 2
        height: 28
        radius: 14
        color: Theme.skeleton
        border.width: Theme.contrast ? 2 : 0
        border.color: Theme.edge
    }

    Rectangle {
        x: 104
        y: root.height / 2 + 8
        width: root.width / 3
        height: 24
        radius: 12
        color: Theme.skeleton
        border.width: Theme.contrast ? 2 : 0
        border.color: Theme.edge
    }
}
