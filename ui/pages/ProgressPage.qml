pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// Something is awaited: first the shapes of what will come, or what the hand will do, then who is being asked, how long it usually takes and how
// long it has taken. The page counts the seconds itself.
Page {
    id: root

    property int waited: 0

    keeps: true
    readonly property bool pictured: body.picture !== ""
    readonly property int usual: Math.max(1, body.usual_s)

    Timer {
        interval: 1000
        repeat: true
        running: root.visible
        onTriggered: ++root.waited
    }

    Column {
        width: root.answer.width
        spacing: Theme.gutter

        Column {
            width: parent.width
            spacing: Theme.space2

            Label {
                width: parent.width
                text: root.body.asking
                role: "sub"
            }

            Rectangle {
                width: parent.width
                height: Theme.care ? 20 : 16
                radius: height / 2
                color: Theme.track
                border.width: Theme.contrast ? 2 : 0
                border.color: Theme.edge

                Accessible.role: Accessible.ProgressBar
                Accessible.name: root.body.asking

                Rectangle {
                    width: Math.max(height, parent.width * Math.min(1, root.waited / root.usual))
                    visible: root.waited > 0
                    height: parent.height
                    radius: height / 2
                    color: Theme.sedge
                }
            }

            Label {
                width: parent.width
                // from twice the usual the way out is named too
                text: root.waited < 2 || root.body.waited === "" ? " " : root.body.waited.replace("{}", root.waited) + (root.waited >= 2 * root.usual && root.body.leave !== "" ? (Theme.latin ? ", " : "，") + root.body.leave : "")
                color: root.waited > root.usual ? Theme.agarwood : Theme.ink2
            }
        }

        Card {
            width: parent.width
            height: list.implicitHeight + 2 * Theme.space4
            outline: Theme.line
            visible: root.body.steps.length > 0

            Column {
                id: list

                x: Theme.space4
                y: Theme.space4
                width: parent.width - 2 * Theme.space4
                spacing: Theme.space2

                Repeater {
                    model: root.body.steps

                    StateLine {
                        required property var modelData

                        width: list.width
                        entry: modelData
                        role: "body"
                        ground: Theme.card
                        gap: 24
                        dotted: true
                    }
                }
            }
        }

        HandPicture {
            width: parent.width
            height: Math.min(586, root.answer.height - y)
            kind: root.body.picture
            visible: root.pictured
            Accessible.name: root.body.asking
        }

        Repeater {
            model: root.body.steps.length > 0 || root.pictured ? 0 : 2

            Skeleton {
                width: root.answer.width
            }
        }

        NoteLines {
            width: parent.width
            lines: root.body.reassurance === "" ? [] : [root.body.reassurance]
            icon: "lock"
        }
    }
}
