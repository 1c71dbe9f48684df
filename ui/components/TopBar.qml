import QtQuick
import theme

// Brand and place, time and date. Nothing here can be touched: it is out of reach of someone who sits.
Item {
    id: root

    property var bar: null

    width: Theme.stageWidth
    height: Theme.topBarHeight

    Mark {
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
    }

    Column {
        x: Theme.margin + 96
        anchors.verticalCenter: parent.verticalCenter

        Label {
            text: root.bar ? root.bar.brand : ""
            role: "brand"
        }

        Label {
            id: place

            text: root.bar ? root.bar.place : ""
            role: "tool"
            color: Theme.ink2
        }
    }

    Column {
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter

        Label {
            anchors.right: parent.right
            text: root.bar ? root.bar.time : ""
            role: "brand"
            size: spec.size + 4
        }

        Label {
            anchors.right: parent.right
            text: root.bar ? root.bar.date : ""
            visible: natural + place.natural + 2 * Theme.margin + 96 + Theme.gutter <= root.width // else the time alone
            role: "tool"
            color: Theme.ink2
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.outline
        color: Theme.line
        visible: Theme.contrast
    }
}
