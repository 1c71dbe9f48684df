pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// How far a matter is: which one, its stages on a line with dates and who has it, and what is to be done now.
Page {
    id: root

    readonly property bool upright: Theme.portrait
    readonly property int gap: squeeze > 0 ? 12 : Theme.gutter
    readonly property real todoHeight: todo.visible ? todo.implicitHeight : 0

    // air first, then the hint, then who had it before
    squeezes: 3
    brief: squeeze > 0
    overflows: () => {
        head.forceLayout();
        stages.forceLayout();
        const below = upright && other.visible ? other.height + gap : 0;
        const left = which.height + (other.visible ? other.height + gap : 0);
        return stages.y + stages.height + (todo.visible ? todoHeight + gap : 0) + below > answer.height || !upright && left > besideItem.height;
    }

    Rectangle {
        id: which

        parent: root.upright ? root.answer : root.besideItem
        width: parent.width
        height: whichWords.implicitHeight + 2 * (root.squeeze > 0 ? 16 : Theme.gutter)
        radius: Theme.radius
        color: Theme.sunk
        border.width: Theme.contrast ? Theme.outline : 0
        border.color: Theme.edge

        Column {
            id: whichWords

            x: Theme.space4
            y: root.squeeze > 0 ? 16 : Theme.gutter
            width: parent.width - 2 * x

            Label {
                width: parent.width
                text: root.body.matter
                role: "item"
                bold: true
                closer: 1.15
            }

            Label {
                width: parent.width
                text: root.body.number_label + " " + root.body.number
                role: "body"
                color: Theme.ink2
                closer: 1.2
            }
        }
    }

    Column {
        id: stages

        parent: root.answer
        y: root.upright ? which.height + (root.squeeze > 0 ? Theme.gutter : Theme.space4) : 0
        width: parent.width

        Repeater {
            model: root.body.stages

            Item {
                id: stage

                required property int index
                required property var modelData
                readonly property bool last: index === root.body.stages.length - 1
                readonly property bool done: modelData.mark === "done"
                readonly property bool now: modelData.mark === "now"
                readonly property int dot: Theme.care ? 64 : 56

                width: stages.width
                height: Math.max(dot, first.height + lower.taken + who.taken) + (last ? 0 : root.squeeze > 1 ? 8 : root.upright ? Theme.gutter : 16)

                Accessible.role: Accessible.ListItem
                Accessible.name: modelData.name + " " + modelData.when + " " + modelData.who

                Rectangle {
                    x: stage.dot / 2 - 3
                    y: stage.dot
                    width: 6
                    height: parent.height - stage.dot
                    color: stage.done ? Theme.sedge : Theme.contrast ? Theme.edge : Theme.track
                    visible: !stage.last
                }

                StateMark {
                    kind: stage.done ? "done" : "wait"
                    ground: Theme.paper
                    size: stage.dot
                    visible: stage.done || stage.now
                }

                Rectangle {
                    width: stage.dot
                    height: stage.dot
                    radius: width / 2
                    color: Theme.paper
                    border.width: Theme.outline + 1
                    border.color: Theme.edge
                    visible: !stage.done && !stage.now
                }

                Column {
                    id: words

                    x: stage.dot + Theme.space4
                    width: parent.width - x

                    Item {
                        id: first

                        width: parent.width
                        height: Math.max(name.implicitHeight, when.under ? 0 : when.implicitHeight)

                        Label {
                            id: name

                            width: when.under ? parent.width : parent.width - when.width - Theme.gutter
                            text: stage.modelData.name
                            role: stage.now ? "section" : "item"
                            bold: stage.done || stage.now
                            color: stage.now ? Theme.agarwood : stage.done ? Theme.ink : Theme.ink2
                            closer: 1.15
                        }

                        Label {
                            id: when

                            readonly property bool under: name.natural + natural + Theme.gutter > parent.width

                            anchors.right: parent.right
                            anchors.verticalCenter: parent.verticalCenter
                            text: stage.modelData.when
                            role: "body"
                            color: Theme.ink2
                            visible: !under
                        }
                    }

                    Label {
                        id: lower

                        readonly property real taken: text === "" ? 0 : implicitHeight

                        width: parent.width
                        text: when.under ? stage.modelData.when : ""
                        role: "body"
                        color: Theme.ink2
                        visible: text !== ""
                        closer: 1.2
                    }

                    Label {
                        id: who

                        readonly property real taken: text === "" ? 0 : implicitHeight

                        width: parent.width
                        text: root.squeeze > 2 && !stage.now ? "" : stage.modelData.who
                        role: "aid"
                        color: Theme.ink2
                        visible: text !== ""
                        closer: 1.15
                    }
                }
            }
        }
    }

    Panel {
        id: todo

        parent: root.answer
        y: parent.height - height - (root.upright && other.visible ? other.height + root.gap : 0)
        width: parent.width
        panel: root.body.todo ?? null
        narrow: !root.upright || root.squeeze > 0
        titleRole: root.squeeze > 0 ? "item" : "sub"
        visible: !!panel
    }

    SecondaryButton {
        id: other

        parent: root.upright ? root.answer : root.besideItem
        y: parent.height - height
        width: parent.width
        height: root.upright ? (Theme.care ? 132 : Theme.choice) : Theme.care ? 96 : 88
        action: root.body.other ?? null
        visible: !!root.body.other
    }
}
