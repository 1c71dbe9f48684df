pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// The end of several matters handed in together: how they stand as a whole, then each with its own state and number; what
// was refused can be mended alone. Nothing is cut short: where there is little room, air and the explanations go first.
Page {
    id: root

    readonly property bool upright: Theme.portrait
    readonly property real ceiling: Theme.topBarHeight + (upright ? Theme.gutter : 8)
    readonly property real rightX: upright ? Theme.margin : Theme.margin + 640 + 48
    readonly property real rightWidth: Theme.stageWidth - Theme.margin - rightX
    readonly property real listTop: upright ? whole.y + whole.height + Theme.gutter : ceiling
    readonly property real listBottom: upright ? pager.y - (pager.shown ? Theme.space2 : 0) : answerBottom
    readonly property real leftBottom: paper.visible ? paper.y - Theme.space2 : answerBottom
    readonly property bool close: squeeze > 0

    // first the air, then what to do with the numbers and a size of type, then what stands under the headline, and last
    // the number of what has to be sent anew: the slip has it
    squeezes: 4
    overflows: () => {
        list.forceLayout();
        return list.y + list.implicitHeight > listBottom || !upright && whole.y + whole.height > (pager.shown ? pager.y - Theme.space2 : leftBottom);
    }
    plain: true
    wide: true

    Item {
        x: -root.answer.x
        y: -root.answer.y

        Panel {
            id: whole

            x: Theme.margin
            y: root.ceiling
            width: root.upright ? root.rightWidth : 640
            panel: root.body.headline
            titleRole: root.upright && !root.close ? "result" : "section"
            narrow: !root.upright
            brief: root.squeeze > 2
        }

        Column {
            id: list

            x: root.rightX
            y: root.listTop
            width: root.rightWidth
            spacing: root.close ? Theme.space2 : Theme.gutter

            Repeater {
                model: root.body.fates

                Card {
                    id: fate

                    required property var modelData
                    readonly property real inset: root.squeeze > 1 ? Theme.space2 : Theme.gutter

                    width: list.width
                    height: Math.max(words.implicitHeight, mend.visible ? mend.height : 0) + 2 * inset
                    outline: Theme.care ? Theme.edge : Theme.line

                    Accessible.role: Accessible.Grouping
                    Accessible.name: modelData.title + " " + modelData.state + " " + modelData.number

                    StateMark {
                        id: mark

                        x: Theme.space4
                        y: fate.inset + 4
                        kind: fate.modelData.mark
                        ground: fate.color
                        size: Theme.care && root.squeeze < 2 ? 72 : 56
                    }

                    Column {
                        id: words

                        x: mark.x + mark.width + Theme.gutter
                        y: fate.inset
                        width: fate.width - x - (mend.visible ? mend.width + 2 * Theme.gutter : Theme.gutter)

                        Label {
                            width: parent.width
                            text: fate.modelData.title
                            role: "item"
                            bold: true
                            line: root.squeeze > 1 ? 54 : spec.line
                        }

                        Label {
                            width: parent.width
                            text: fate.modelData.state
                            role: root.squeeze > 1 ? "aid" : "body"
                            color: Theme.ink
                        }

                        Label {
                            width: parent.width
                            text: fate.modelData.number
                            role: "aid"
                            color: Theme.ink2
                            visible: text !== "" && (root.squeeze < 4 || !fate.modelData.change)
                        }
                    }

                    SecondaryButton {
                        id: mend

                        anchors.right: parent.right
                        anchors.rightMargin: Theme.gutter
                        anchors.verticalCenter: parent.verticalCenter
                        width: faceWidth
                        height: Theme.care ? 112 : 96
                        pad: root.squeeze > 1 ? 12 : 20
                        action: fate.modelData.change
                        visible: !!fate.modelData.change
                    }
                }
            }

            NoteLines {
                width: parent.width
                lines: root.body.lines
                visible: root.squeeze < 2
            }
        }

        PagerButtons {
            id: pager

            x: Theme.margin
            y: root.leftBottom - (shown ? buttonHeight : 0)
            width: whole.width
            previous: root.body.previous ?? null
            next: root.body.next ?? null
        }

        Panel {
            id: paper

            x: Theme.margin
            y: root.answerBottom - height
            width: root.upright ? root.rightWidth : 640
            panel: root.body.paper ?? null
            brief: root.close
            quietRole: root.close && !root.upright ? "aid" : "item"
            narrow: !root.upright
            visible: !!panel
        }
    }
}
