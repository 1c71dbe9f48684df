import QtQuick
import QtQuick.Shapes
import theme

// Seconds as a figure and as a ring. One step a second, no easing.
Item {
    id: root

    property int seconds: 0
    property int total: 1
    property string unit: ""
    readonly property real share: Math.max(0, Math.min(1, seconds / Math.max(1, total)))

    implicitWidth: 276
    implicitHeight: 276

    Accessible.role: Accessible.ProgressBar
    Accessible.name: seconds + " " + unit

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeWidth: 20
            strokeColor: Theme.contrast ? "#5A5A5A" : Theme.track
            fillColor: "transparent"

            PathAngleArc {
                centerX: root.width / 2
                centerY: root.height / 2
                radiusX: root.width / 2 - 10
                radiusY: root.height / 2 - 10
                startAngle: -90
                sweepAngle: 360
            }
        }

        ShapePath {
            strokeWidth: 20
            strokeColor: Theme.sedge
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: root.width / 2
                centerY: root.height / 2
                radiusX: root.width / 2 - 10
                radiusY: root.height / 2 - 10
                startAngle: -90
                sweepAngle: 360 * root.share
            }
        }
    }

    Column {
        anchors.centerIn: parent

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            text: root.seconds
            role: "poster"
            line: 112
        }

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            text: root.unit
            color: Theme.ink2
            size: Theme.care ? 44 : spec.size
            line: 52
        }
    }
}
