pragma ComponentBehavior: Bound
import QtQuick
import theme

// Where one is: the service, 第 3 步，共 8 步, and a segment a step. Segments never stand without the words.
Column {
    id: root

    property var steps: null
    property bool wordsBeside: false // the page has put the words beside its title
    readonly property int total: steps ? steps.total : 1

    spacing: Theme.care ? 12 : 14

    Item {
        width: root.width
        height: words.implicitHeight
        visible: !root.wordsBeside

        Label {
            text: root.steps ? root.steps.service : ""
            visible: natural <= width // beside the words or not at all
            role: "aid"
            line: words.line
            color: Theme.ink2
            width: parent.width - words.width - Theme.gutter
        }

        Label {
            id: words

            anchors.right: parent.right
            text: root.steps ? root.steps.text : ""
            role: "aid"
            line: Theme.care ? 56 : spec.line
            color: Theme.ink2
        }
    }

    Row {
        id: segments

        spacing: 8

        Repeater {
            model: root.total

            Rectangle {
                required property int index
                readonly property bool done: root.steps ? index < root.steps.done : false

                width: (root.width - (root.total - 1) * segments.spacing) / root.total
                height: Theme.care ? 16 : 12
                radius: height / 2
                color: done ? Theme.sedge : Theme.track
                border.width: Theme.contrast && !done ? 2 : 0
                border.color: Theme.edge
            }
        }
    }
}
