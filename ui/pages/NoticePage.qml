pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// A failure or a plain no, in three sentences: what happened, what it means for the matter, what can be done.
Page {
    id: root

    readonly property bool upright: Theme.portrait
    readonly property color tone: body.tone === "failed" ? Theme.lychee : body.tone === "info" ? Theme.water : body.tone === "done" ? Theme.sedge : Theme.agarwood
    readonly property color wash: body.tone === "failed" ? Theme.lycheeWash : body.tone === "info" ? Theme.waterWash : body.tone === "done" ? Theme.sedgeWash : Theme.agarwoodWash
    readonly property string mark: ["failed", "info", "done"].includes(body.tone) ? body.tone : "attention"
    readonly property real rightX: upright ? Theme.margin : Theme.margin + 640 + 64
    readonly property real rightWidth: Theme.stageWidth - Theme.margin - rightX
    readonly property bool matterLeft: !upright && !!body.card
    readonly property bool faultBelow: upright || matterLeft && squeeze < 3
    readonly property int count: body.ways.length
    readonly property real spare: answerBottom - details.y - ways.y - (fault.visible && faultBelow ? fault.implicitHeight + 16 : 0)
    readonly property int lines: Math.ceil(count / ways.columns)
    readonly property real rowHeight: count === 0 ? 0 : Math.floor(Math.min(Theme.row + 8, (spare - (lines - 1) * ways.spacing) / lines))

    // rows get lower down to this before anything falls away
    readonly property int lowest: upright ? (Theme.care ? 136 : 112) : 88

    // first air and the heading fall away, then what to do with the code, then the hint; beside a number that says it too,
    // also what stands under the title of the panel
    squeezes: 3
    overflows: () => {
        said.forceLayout();
        details.forceLayout();
        const left = matterLeft && head.y + said.y + said.height > answerBottom - (faultBelow ? 0 : fault.height + 8);
        return left || (count > 0 ? rowHeight < lowest : details.y + details.height > answerBottom);
    }
    plain: true
    wide: true

    Item {
        x: -root.answer.x
        y: -root.answer.y

        Item {
            id: head

            x: Theme.margin
            y: Theme.topBarHeight + (root.upright ? Theme.gutter : 8)
            width: root.upright ? root.rightWidth : 640
            height: root.upright ? Math.max(136, said.implicitHeight) : said.y + said.implicitHeight

            Item {
                id: picture

                x: 4
                y: 8
                width: 124
                height: 124

                Icon {
                    name: root.body.icon
                    size: Theme.care ? 112 : 104
                    color: root.tone
                    wash: Theme.contrast ? "transparent" : root.wash
                    paper: Theme.paper
                }

                Rectangle {
                    visible: badge.visible
                    x: 68
                    y: 66
                    width: 60
                    height: 60
                    radius: 30
                    color: Theme.paper
                }

                StateMark {
                    id: badge

                    visible: root.body.icon !== "info" && root.body.icon !== "warn" // those say it themselves
                    x: 72
                    y: 70
                    kind: root.mark
                    size: 52
                }
            }

            Column {
                id: said

                x: root.upright ? 168 : 0
                y: root.upright ? Math.max(0, (136 - implicitHeight) / 2) : 0 // a title alone stands beside the middle of its icon
                width: parent.width - x
                spacing: root.upright ? 4 : 12

                Item {
                    width: parent.width
                    height: Math.max(title.implicitHeight, root.upright ? 0 : 136)

                    Label {
                        id: title

                        x: root.upright ? 0 : 168
                        y: root.upright ? 0 : (parent.height - implicitHeight) / 2
                        width: parent.width - x
                        text: root.screen.title
                        role: "title"
                    }
                }

                Label {
                    width: parent.width
                    text: root.squeeze < 3 ? root.screen.hint : ""
                    color: Theme.ink2
                }

                Item {
                    width: 1
                    height: 8
                    visible: root.matterLeft
                }

                Panel {
                    width: parent.width
                    panel: root.body.matter
                    narrow: true
                    brief: root.squeeze > 2
                    visible: root.matterLeft
                }
            }
        }

        Column {
            id: details

            x: root.rightX
            y: root.upright ? head.y + head.height + Theme.space4 : Theme.topBarHeight + 8
            width: root.rightWidth

            Panel {
                id: matter

                width: parent.width
                panel: root.body.matter
                brief: root.squeeze > 2 && !!root.body.card
                visible: !root.matterLeft
            }

            Item {
                id: before

                width: 1
                height: !matter.visible ? 0 : !heading.visible ? (root.squeeze > 0 ? Theme.space2 : Theme.gutter) : root.upright ? Theme.space5 - 8 : Theme.space2
            }

            Label {
                id: heading

                width: parent.width
                height: implicitHeight + Theme.space2
                text: root.body.ways_heading
                role: root.upright ? "section" : "item"
                visible: text !== "" && root.squeeze < 1
            }

            Rectangle {
                width: parent.width
                height: list.implicitHeight + 2 * Theme.space4
                radius: Theme.radius
                color: Theme.sunk
                border.width: Theme.contrast ? Theme.outline : 0
                border.color: Theme.edge
                visible: root.body.points.length > 0

                Column {
                    id: list

                    x: Theme.space5
                    y: Theme.space4
                    width: parent.width - 2 * Theme.space5
                    spacing: Theme.space2

                    Repeater {
                        model: root.body.points

                        StateLine {
                            required property var modelData

                            width: list.width
                            entry: modelData
                            role: "body"
                            ground: Theme.sunk
                            gap: 24
                            dotted: true
                        }
                    }
                }
            }

            NumberCard {
                id: card

                width: parent.width
                card: root.body.card ?? null
                codeLeft: true
                brief: root.squeeze > 1
                visible: !!root.body.card
            }

            Item {
                id: gapAfter

                width: 1
                height: !card.visible && (root.body.points.length === 0 || root.count === 0) ? 0 : root.squeeze > 0 ? Theme.space2 : Theme.gutter
            }

            Grid {
                id: ways

                width: parent.width
                columns: root.matterLeft && root.count > 2 ? 2 : 1 // wide, beside a code: rows as high as a finger
                spacing: root.squeeze > 0 || root.count > 3 || !root.upright ? Theme.space2 : Theme.gutter

                Repeater {
                    model: root.body.ways

                    ServiceRow {
                        required property var modelData

                        width: (ways.width - (ways.columns - 1) * ways.spacing) / ways.columns
                        height: root.rowHeight
                        action: modelData
                        chevron: ways.columns === 1
                    }
                }
            }
        }

        Label {
            id: fault

            x: root.faultBelow ? root.rightX : Theme.margin
            y: root.answerBottom - height + (root.faultBelow ? 8 : 0)
            width: root.faultBelow ? root.rightWidth : 640
            text: root.body.fault_line
            role: "aid"
            color: Theme.ink2
            align: root.faultBelow ? Text.AlignHCenter : Text.AlignLeft
            visible: text !== ""
        }
    }
}
