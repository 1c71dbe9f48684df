pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// A code for the resident's own phone: the sum it is for, the code as large as it may be, what is known of it so far, and
// how long it holds. Another way round stands under it, for whoever has no phone.
Page {
    id: root

    readonly property bool summed: body.rows.length > 0
    readonly property var rows: squeeze > 1 ? body.rows.filter(row => row.total) : body.rows
    readonly property Item first: split ? besideItem : answer
    readonly property real under: state.height + Theme.space2 + (ways.visible ? ways.height + Theme.space2 : 0) + (notes.visible && !split ? notes.height + Theme.space2 : 0)
    readonly property real room: answer.height - (split || !summed ? 0 : sum.height + Theme.gutter) - under
    readonly property bool beside: split ? true : Theme.portrait && card.height < 640 // the caption: beside a small code

    // first the hint, then all but the sum itself
    squeezes: 3
    brief: squeeze > 2
    overflows: () => {
        head.forceLayout();
        list.forceLayout();
        aside.forceLayout();
        return room < (Theme.care ? 440 : 400) || split && aside.y + aside.height > besideItem.height || caption.height > card.height - 2 * Theme.space2;
    }

    component Sum: Rectangle {
        radius: Theme.radius
        color: Theme.sunk
        border.width: Theme.contrast ? Theme.outline : 0
        border.color: Theme.edge
    }

    Column {
        id: aside

        parent: root.first
        width: parent ? parent.width : 0
        spacing: Theme.gutter

        Sum {
            id: sum

            width: parent.width
            height: list.implicitHeight + 2 * Theme.gutter
            visible: root.summed

            Column {
                id: list

                x: Theme.space4
                y: Theme.gutter
                width: parent.width - 2 * x
                spacing: root.squeeze > 0 ? 0 : 8

                Repeater {
                    model: root.rows

                    Item {
                        id: row

                        required property var modelData

                        width: list.width
                        height: Math.max(name.implicitHeight, value.implicitHeight)

                        Label {
                            id: name

                            anchors.verticalCenter: parent.verticalCenter
                            width: parent.width - value.width - Theme.space2
                            text: row.modelData.label
                            role: row.modelData.total ? "item" : "body"
                            color: row.modelData.total ? Theme.ink : Theme.ink2
                        }

                        Label {
                            id: value

                            anchors.right: parent.right
                            anchors.verticalCenter: parent.verticalCenter
                            text: row.modelData.value
                            role: row.modelData.total ? "result" : "item"
                        }
                    }
                }
            }
        }

        Lines {
            width: parent.width
            lines: root.split ? root.body.lines : []
            color: Theme.ink2
            visible: root.split
        }
    }

    Card {
        id: card

        y: root.split || !root.summed ? 0 : sum.height + Theme.gutter
        width: root.answer.width
        height: root.room
        outline: Theme.care ? Theme.edge : Theme.line

        Accessible.role: Accessible.Grouping
        Accessible.name: root.body.caption.replace("\n", "")

        QrCode {
            id: code

            readonly property real across: card.height - 2 * Theme.space2 - (root.beside ? 0 : caption.height + Theme.space2)

            x: root.beside ? Theme.space4 : (card.width - width) / 2
            y: root.beside ? (card.height - height) / 2 : Theme.space2
            text: root.body.qr
            quiet: 40
            codeSize: Math.max(264, Math.min(640, Math.floor(Math.min(across, card.width - (root.beside ? 320 : 64)) - 2 * quiet)))
        }

        Label {
            id: caption

            x: root.beside ? code.x + code.width + Theme.gutter : Theme.space4
            y: root.beside ? (card.height - height) / 2 : card.height - height - Theme.space2
            width: card.width - x - Theme.space4
            height: implicitHeight
            text: root.beside ? root.body.caption : root.body.caption.replace("\n", Theme.latin ? " " : "")
            role: "item"
            align: root.beside ? Text.AlignLeft : Text.AlignHCenter
        }
    }

    Sum {
        id: state

        y: card.y + card.height + Theme.space2
        width: root.answer.width
        height: said.height + 2 * Theme.space2

        StateLine {
            id: said

            x: Theme.space4
            y: Theme.space2
            width: parent.width - 2 * x
            entry: root.body.state
            role: "item"
            ground: Theme.sunk
            gap: 24
        }
    }

    Lines {
        id: notes

        y: state.y + state.height + Theme.space2
        width: root.answer.width
        lines: root.split ? [] : root.body.lines
        role: "aid"
        color: Theme.ink2
        visible: !root.split && lines.length > 0
    }

    Row {
        id: ways

        y: root.answer.height - height
        width: root.answer.width
        height: Theme.care ? 128 : Theme.choice
        spacing: Theme.gutter
        visible: root.body.ways.length > 0

        Repeater {
            model: root.body.ways

            SecondaryButton {
                required property var modelData

                width: (ways.width - (root.body.ways.length - 1) * ways.spacing) / Math.max(1, root.body.ways.length)
                height: ways.height
                action: modelData
            }
        }
    }
}
