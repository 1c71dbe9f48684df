pragma ComponentBehavior: Bound
import QtQuick
import theme

// Three dots that say "waiting". Opacity only; still when motion is off.
Row {
    id: root

    property color color: Theme.sedge
    property int at: 0

    spacing: 12
    Accessible.ignored: true

    Timer {
        interval: Theme.dotsMs / 3
        repeat: true
        running: Theme.motion && root.visible
        onTriggered: root.at = (root.at + 1) % 3
    }

    Repeater {
        model: 3

        Rectangle {
            required property int index

            width: 16
            height: 16
            radius: 8
            color: root.color
            opacity: [1, 0.55, 0.25][(index - root.at + 3) % 3]
        }
    }
}
