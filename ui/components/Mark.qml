pragma ComponentBehavior: Bound
import QtQuick
import theme

// The mark: strands of woven sedge, over and under.
Rectangle {
    id: root

    implicitWidth: 72
    implicitHeight: 72
    radius: width * 0.22
    color: Theme.sedge
    Accessible.ignored: true

    Repeater {
        // x, y, width, height on a grid of 72: a strand is interrupted where it goes under another
        model: [[14, 20, 14, 8], [44, 20, 14, 8], [27, 32, 18, 8], [14, 44, 14, 8], [44, 44, 14, 8], [20, 14, 8, 4], [32, 14, 8, 16], [44, 14, 8, 4], [20, 30, 8, 28], [32, 42, 8, 16], [44, 30, 8, 28]]

        Rectangle {
            required property var modelData

            x: modelData[0] * root.width / 72
            y: modelData[1] * root.width / 72
            width: modelData[2] * root.width / 72
            height: modelData[3] * root.width / 72
            color: Theme.sedgeText
        }
    }
}
