pragma ComponentBehavior: Bound
import QtQuick
import theme

// What happens next: at most three numbered dots on a line; when, bold, and what under it.
Item {
    id: root

    property var steps: []
    property color tone: Theme.sedge
    property bool across: false
    property int gap: 20
    property bool dotted: true
    property bool brief: false // closer, and what follows in the aid size
    readonly property int dot: across && brief ? 48 : Theme.care ? 68 : 56
    readonly property int dotGap: across && brief ? 6 : 12
    readonly property real share: (width - (steps.length - 1) * Theme.gutter) / Math.max(1, steps.length)

    function settle() {
        (across ? row : column).forceLayout();
    }

    implicitHeight: across ? row.implicitHeight : column.implicitHeight

    component Dot: Rectangle {
        property int index
        readonly property bool first: index === 0

        width: root.dot
        height: root.dot
        radius: width / 2
        color: first ? root.tone : Theme.card
        border.width: first ? 0 : Theme.outline + 1
        border.color: Theme.edge

        Label {
            anchors.centerIn: parent
            text: parent.index + 1
            role: root.across && root.brief ? "aid" : "item"
            bold: true
            size: Math.min(spec.size, root.dot * 0.72)
            color: parent.first ? (Theme.contrast ? "#000000" : "#FFFFFF") : Theme.ink
        }
    }

    Column {
        id: column

        width: root.width
        visible: !root.across

        Repeater {
            id: downward

            model: root.across ? [] : root.steps

            Item {
                id: entry

                required property int index
                required property var modelData
                readonly property bool last: index === root.steps.length - 1
                readonly property real taken: when.implicitHeight + what.implicitHeight

                width: column.width
                height: Math.max(root.dot, taken) + (last ? 0 : root.gap)

                Rectangle {
                    x: root.dot / 2 - 2
                    y: root.dot
                    width: 4
                    height: parent.height - root.dot
                    color: Theme.contrast ? Theme.edge : Theme.track
                    visible: !entry.last
                }

                Dot {
                    index: entry.index
                }

                Label {
                    id: when

                    x: root.dot + Theme.space4
                    width: parent.width - x
                    text: entry.modelData.when
                    role: "item"
                    line: root.brief ? 60 : Theme.care ? 68 : 56
                }

                Label {
                    id: what

                    x: when.x
                    y: when.implicitHeight
                    width: when.width
                    text: entry.modelData.what
                    role: root.brief ? "aid" : "body"
                    color: Theme.ink2
                    line: root.brief ? 56 : Theme.care ? 68 : 56
                }
            }
        }
    }

    Row {
        id: row

        width: root.width
        spacing: Theme.gutter
        visible: root.across

        Repeater {
            model: root.across ? root.steps : []

            Item {
                id: post

                required property int index
                required property var modelData

                width: root.share
                height: under.y + under.implicitHeight

                Rectangle {
                    x: root.dot
                    y: root.dot / 2 - 2
                    width: parent.width + Theme.gutter - root.dot
                    height: 4
                    color: Theme.contrast ? Theme.edge : Theme.track
                    visible: root.dotted && post.index < root.steps.length - 1
                }

                Dot {
                    index: post.index
                    visible: root.dotted
                }

                Column {
                    id: under

                    y: root.dotted ? root.dot + root.dotGap : 0
                    width: parent.width

                    Label {
                        width: parent.width
                        text: post.modelData.when
                        role: root.brief ? "aid" : "item"
                        bold: true
                        line: Theme.care ? 54 : 48
                    }

                    Label {
                        width: parent.width
                        text: post.modelData.what
                        role: "aid"
                        color: Theme.ink2
                        line: Theme.care ? 52 : 48
                    }
                }
            }
        }
    }
}
