pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// Check your answers: label above value, 更改 at the right; from the card nothing can be changed.
Page {
    id: root

    readonly property int count: Math.max(1, body.rows.length)
    readonly property bool inline: !Theme.portrait && !(Theme.care && count < 6)
    readonly property bool noteUnder: Theme.portrait || pager.shown // the note stands under the rows
    readonly property real room: answer.height - (Theme.portrait && pager.shown ? pager.height + Theme.gutter : 0) - (noteUnder && note.visible ? note.implicitHeight + Theme.space2 : 0)
    readonly property real most: Theme.portrait ? Theme.answer : 112
    // rows share the room; one whose words need more takes it from the others
    readonly property real share: {
        let extra = 0;
        let low = 0;
        for (let i = 0; i < list.count; ++i) {
            const row = list.itemAt(i) as AnswerRow;
            if (row && row.needed > most)
                extra += row.needed;
            else
                ++low;
        }
        return low === 0 ? most : Math.floor(Math.min(most, (room - 16 - extra) / low));
    }

    // in landscape the foot stands under the question: the hint falls away before it is covered,
    // and the word of a source where a row is full
    squeezes: Theme.portrait ? 0 : 2
    overflows: () => {
        head.forceLayout();
        rows.forceLayout();
        return (pager.shown ? pager.height : note.implicitHeight) > besideItem.height || squeeze > 0 && share < 64;
    }
    brief: squeeze > 0
    hintAction: body.reveal ?? null

    Card {
        id: card

        width: root.answer.width
        height: rows.height + 16
        outline: Theme.care ? Theme.edge : Theme.line

        Column {
            id: rows

            x: Theme.space4
            y: 8
            width: parent.width - 2 * Theme.space4

            Repeater {
                id: list

                model: root.body.rows

                AnswerRow {
                    id: answerRow

                    required property var modelData
                    required property int index

                    width: rows.width
                    height: needed > root.most ? needed : root.share
                    row: modelData
                    inline: root.inline
                    terse: root.squeeze > 1
                    labelWidth: Theme.latin ? (Theme.care ? 380 : 340) : 280

                    Rectangle {
                        width: parent.width
                        height: Theme.outline
                        color: Theme.line
                        visible: answerRow.index > 0
                    }
                }
            }
        }
    }

    PagerButtons {
        id: pager

        parent: Theme.portrait ? root.answer : root.besideItem
        y: Theme.portrait ? card.height + Theme.space2 : parent.height - height
        width: parent.width
        previous: root.body.previous ?? null
        next: root.body.next ?? null
    }

    NoteLines {
        id: note

        parent: root.noteUnder ? root.answer : root.besideItem
        y: !root.noteUnder ? parent.height - height : card.height + Theme.space2 + (Theme.portrait && pager.shown ? pager.height + Theme.space2 : 0)
        width: parent.width
        lines: root.body.note
    }
}
