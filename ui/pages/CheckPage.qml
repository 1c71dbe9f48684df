pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// Check your answers: label above value, 更改 at the right; from the card nothing can be changed.
Page {
    id: root

    property var answers: [] // the rows themselves
    readonly property int count: Math.max(1, body.rows.length)
    readonly property bool inline: !Theme.portrait && !(Theme.care && count < 6)
    readonly property bool noteUnder: Theme.portrait || pager.shown // the note stands under the rows
    readonly property real room: answer.height - (Theme.portrait && pager.shown ? pager.height + Theme.gutter : 0) - (noteUnder && note.visible ? note.implicitHeight + Theme.space2 : 0)
    readonly property real most: Theme.portrait ? Theme.answer : 112
    // rows share the room; one whose words need more takes it from the others
    readonly property real share: {
        const needed = answers.map(row => row.needed).sort((a, b) => b - a);
        let left = room - 16;
        for (let i = 0; i < needed.length; ++i) {
            const even = left / (needed.length - i);
            if (needed[i] <= even)
                return Math.floor(Math.min(most, even));
            left -= needed[i];
        }
        return 0;
    }
    readonly property real labelWidth: Math.min(answer.width * 0.36, Math.max(240, ...answers.map(row => row.labelNatural)) + Theme.gutter)

    // in landscape the foot stands under the question: the hint falls away before it is covered,
    // and in large text the values go a step smaller; upright they do so for a long answer
    squeezes: 2
    overflows: () => {
        head.forceLayout();
        rows.forceLayout();
        if (Theme.portrait)
            return rows.height + 16 > room;
        return (pager.shown ? pager.height : note.implicitHeight) > besideItem.height || squeeze > 0 && share === 0;
    }
    brief: squeeze > 0 && !Theme.portrait
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

                function gather() {
                    const made = [];
                    for (let i = 0; i < count; ++i) {
                        const row = itemAt(i);
                        if (row)
                            made.push(row);
                    }
                    root.answers = made;
                }

                model: root.body.rows
                onItemAdded: gather()
                onItemRemoved: gather()

                AnswerRow {
                    id: answerRow

                    required property var modelData
                    required property int index

                    width: rows.width
                    height: Math.max(needed, root.share)
                    row: modelData
                    inline: root.inline
                    terse: root.squeeze > 1
                    labelWidth: root.labelWidth

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
