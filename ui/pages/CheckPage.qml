pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// Check your answers: label above value, 更改 at the right; from the card nothing can be changed.
Page {
    id: root

    readonly property int count: Math.max(1, body.rows.length)
    readonly property bool inline: !Theme.portrait
    readonly property real room: answer.height - (Theme.portrait ? (pager.shown ? pager.height + Theme.gutter : 0) + (note.visible ? note.implicitHeight + Theme.space2 : 0) : 0)
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
                    labelWidth: Theme.care ? 400 : 320

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

    Column {
        id: foot

        parent: Theme.portrait ? root.answer : root.besideItem
        y: Theme.portrait ? card.height + Theme.space2 : parent.height - height
        width: parent.width
        spacing: Theme.space2

        PagerButtons {
            id: pager

            width: parent.width
            previous: root.body.previous ?? null
            next: root.body.next ?? null
        }

        NoteLines {
            id: note

            width: parent.width
            lines: root.body.note
        }
    }
}
