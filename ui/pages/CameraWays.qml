pragma ComponentBehavior: Bound
import QtQuick
import theme

// The ways beside going on. What does something here (再拍一页) stands two in a row, the first alone when they are odd;
// what leads elsewhere takes a row of its own.
Flow {
    id: root

    property var ways: []
    readonly property int acting: ways.filter(way => way.icon !== "").length

    spacing: Theme.space2

    Repeater {
        model: root.ways

        WayButton {
            required property var modelData
            required property int index
            readonly property bool alone: !acts || (root.acting % 2 === 1 && index === 0)

            width: alone ? root.width : Math.floor((root.width - root.spacing) / 2)
            action: modelData
        }
    }
}
