import QtQuick
import theme
import components

// One page that was taken, small, over its number: touched, it is shown large. The chosen one is the one shown.
Touchable {
    id: root

    property string number: ""
    property string blob: ""

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusInset
        color: root.chosen || root.pressed ? Theme.sedge : Theme.card
        border.width: Theme.outline
        border.color: root.chosen || root.pressed ? Theme.sedge : root.available ? Theme.edge : Theme.line

        Image {
            x: 8
            y: 8
            width: parent.width - 16
            height: parent.height - digits.height - 10
            cache: false
            clip: true
            fillMode: Image.PreserveAspectCrop
            sourceSize: Qt.size(Math.round(2 * width * Theme.pixelScale), Math.round(2 * height * Theme.pixelScale))
            source: Events.preview ? "image://preview/still/" + root.blob : ""
            Accessible.ignored: true
        }

        Label {
            id: digits

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            text: root.number
            role: "item"
            size: 36
            line: 46
            color: root.chosen || root.pressed ? Theme.sedgeText : Theme.ink
        }
    }
}
