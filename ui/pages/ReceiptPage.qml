import QtQuick
import theme
import components

// The end of a service: what has become of it, its number or where the paper comes out, what happens next, and the paper.
Page {
    id: root

    readonly property bool received: body.kind === "done"
    readonly property bool upright: Theme.portrait
    readonly property color tone: received ? Theme.sedge : Theme.agarwood
    readonly property real ceiling: Theme.topBarHeight + (upright ? Theme.gutter : 8)
    readonly property real rightX: upright ? Theme.margin : Theme.margin + 640 + 64
    readonly property real rightWidth: Theme.stageWidth - Theme.margin - rightX
    readonly property bool broad: !upright || Theme.care // the explanation takes the whole width of its panel
    readonly property bool close: squeeze > 1
    readonly property real lowest: upright && paper.visible ? paper.y - 16 : answerBottom
    readonly property real pictureRoom: lowest - details.y - next.implicitHeight - between.height - (upright ? Theme.space2 : 0)

    // First air, the heading and the paper's second line fall away; then what to do with the number; then, in landscape,
    // the size of the mark and the dots of what happens next.
    squeezes: upright ? 2 : 3
    overflows: () => {
        words.forceLayout();
        steps.settle();
        next.forceLayout();
        details.forceLayout();
        return details.y + details.height > lowest || headline.needed > headline.height;
    }
    plain: true
    wide: true

    Item {
        x: -root.answer.x
        y: -root.answer.y

        Rectangle {
            id: headline

            readonly property real needed: root.broad ? below.y + below.implicitHeight + 24 : words.implicitHeight + 2 * Theme.space4

            x: Theme.margin
            y: root.ceiling
            width: root.upright ? root.rightWidth : 640
            height: root.upright ? needed : (paper.visible ? paper.y - Theme.gutter : root.answerBottom) - y
            radius: Theme.radius
            color: root.received ? Theme.sedgeWash : Theme.agarwoodWash
            border.width: Theme.contrast ? Theme.outline : 0
            border.color: root.tone

            Accessible.role: Accessible.Grouping
            Accessible.name: root.body.headline

            StateMark {
                id: mark

                x: 32
                y: root.broad ? words.y + (headlineWords.line * Math.min(2, headlineWords.lineCount) - height) / 2 : 32
                kind: root.body.kind
                ground: headline.color
                size: root.squeeze > 2 ? 64 : root.broad ? 96 : 120
            }

            Column {
                id: words

                x: mark.x + mark.width + 20
                y: root.squeeze > 2 ? Theme.gutter : Theme.space4
                width: headline.width - x - (root.broad ? Theme.gutter : Theme.space4)
                spacing: 4

                Label {
                    id: headlineWords

                    width: parent.width
                    text: root.body.headline
                    role: root.close && !root.upright ? "section" : "result"
                }

                Lines {
                    width: parent.width
                    lines: root.body.lines
                    visible: !root.broad
                }
            }

            Lines {
                id: below

                x: 40
                y: words.y + Math.max(words.implicitHeight, mark.height) + (root.squeeze > 2 ? 4 : 8)
                width: parent.width - x - Theme.gutter
                lines: root.broad ? root.body.lines : []
                role: root.upright || root.squeeze > 0 ? "aid" : "body"
                line: !Theme.care || root.squeeze > 2 ? spec.line - 2 : 62
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
                card: root.body.card ?? null
                brief: root.close
                visible: !!root.body.card
            }

            HandPicture {
                width: parent.width
                height: Math.min(520, root.pictureRoom)
                kind: root.body.picture
                visible: !card.visible && kind !== "" && root.pictureRoom >= 160
                Accessible.name: root.body.headline
            }

            Item {
                id: between

                width: 1
                height: root.squeeze > 0 ? Theme.space2 : root.upright ? Theme.space5 : Theme.gutter
                visible: card.visible || root.body.picture !== ""
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
                    dotted: root.squeeze < 3
                    gap: root.squeeze > 0 ? 8 : 20
                    brief: root.close
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
            quietRole: root.close && !root.upright ? "aid" : "item"
            narrow: !root.upright
            visible: !!panel
        }
    }
}
