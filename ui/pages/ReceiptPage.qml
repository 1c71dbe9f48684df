pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// The end of a service: what has become of it, its number, what happens next, and the paper.
Page {
    id: root

    readonly property bool received: body.kind === "done"
    readonly property bool upright: Theme.portrait
    readonly property color tone: received ? Theme.sedge : Theme.agarwood
    readonly property real ceiling: Theme.topBarHeight + (upright ? Theme.gutter : 8)
    readonly property real rightX: upright ? Theme.margin : Theme.margin + 640 + 64
    readonly property real rightWidth: Theme.stageWidth - Theme.margin - rightX

    readonly property bool broad: !upright || Theme.care // the explanation takes the whole width

    // first air, the heading and the paper's second line fall away, then what to do with the number
    squeezes: 2
    overflows: () => {
        steps.settle();
        next.forceLayout();
        details.forceLayout();
        return details.y + details.height + 16 > (paper.visible && upright ? paper.y : answerBottom + 16) || !upright && headline.needed > headline.height;
    }
    plain: true
    wide: true

    Item {
        x: -root.answer.x
        y: -root.answer.y

        Rectangle {
            id: headline

            x: Theme.margin
            y: root.ceiling
            width: root.upright ? root.rightWidth : 640
            readonly property real needed: root.broad ? below.y + below.implicitHeight + 28 : 0

            height: !root.upright ? (paper.visible ? paper.y - Theme.gutter : root.answerBottom) - y : root.broad ? needed : words.implicitHeight + 2 * Theme.space4
            radius: Theme.radius
            color: root.received ? Theme.sedgeWash : Theme.agarwoodWash
            border.width: Theme.contrast ? Theme.outline : 0
            border.color: root.tone

            Accessible.role: Accessible.Grouping
            Accessible.name: root.body.headline

            StateMark {
                id: mark

                x: 32
                y: 32
                kind: root.body.kind
                ground: headline.color
                size: root.broad ? 96 : 120
            }

            Column {
                id: words

                x: mark.x + mark.width + 20
                y: Theme.space4
                width: headline.width - x - Theme.space4
                spacing: 4

                Label {
                    width: parent.width
                    text: root.body.headline
                    role: root.squeeze > 1 && !root.upright ? "section" : "result"
                }

                Lines {
                    width: parent.width
                    lines: root.broad ? [] : root.body.lines
                }
            }

            Lines {
                id: below

                x: 40
                y: words.y + Math.max(words.implicitHeight, mark.height) + 8
                width: parent.width - 2 * x
                lines: root.broad ? root.body.lines : []
                role: root.upright || root.squeeze > 0 ? "aid" : "body"
                line: Theme.care ? 62 : spec.line
            }
        }

        Column {
            id: details

            x: root.rightX
            y: root.upright ? headline.y + headline.height + (Theme.care ? 24 : 28) : root.ceiling
            width: root.rightWidth

            NumberCard {
                id: card

                width: parent.width
                height: visible ? implicitHeight : 0
                brief: root.squeeze > 1
                card: root.body.card ?? null
                visible: !!root.body.card
            }

            Item {
                width: 1
                height: !card.visible ? 0 : root.squeeze > 0 ? Theme.space2 : root.upright ? Theme.space5 : Theme.gutter
            }

            Column {
                id: next

                width: parent.width
                visible: root.body.next.length > 0
                Label {
                    height: implicitHeight + 8
                    text: root.body.next_heading
                    role: "section"
                    visible: root.upright && root.squeeze === 0
                }

                NextSteps {
                    id: steps

                    width: parent.width
                    steps: root.body.next
                    tone: root.tone
                    across: !root.upright
                    gap: root.squeeze > 0 ? 8 : 20
                    brief: root.squeeze > 1
                }
            }
        }

        Panel {
            id: paper

            x: Theme.margin
            y: root.answerBottom - height
            width: root.upright ? root.rightWidth : 640
            panel: root.body.paper ?? null
            brief: root.squeeze > 0
            visible: !!panel
        }
    }
}
