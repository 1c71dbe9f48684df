pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// What was found: a row each, in pages; how many there are, how old a kept answer is, and the way to put it on paper.
Page {
    id: root

    property var found: [] // the rows themselves
    readonly property int count: Math.max(1, body.results.length)
    readonly property real below: foot.visible ? foot.height + Theme.gutter : 0
    readonly property real room: answer.height - top.height - (Theme.portrait ? below : 0)
    readonly property real rowHeight: Math.floor(Math.min(Theme.portrait ? Theme.row + 8 : 144, (room - (count - 1) * list.spacing) / count))

    // the hint falls away first, then the second lines stand closer
    squeezes: 1
    brief: squeeze > 0
    overflows: () => {
        head.forceLayout();
        return Theme.portrait ? found.some(row => row.needed > rowHeight) : foot.height > besideItem.height;
    }

    Item {
        id: top

        width: root.answer.width
        height: (words.visible || old.visible ? Math.max(words.implicitHeight, old.height) + 8 : 0)

        Label {
            id: words

            anchors.right: parent.right
            text: root.body.page_text !== "" ? root.body.page_text : root.body.count
            role: "aid"
            color: Theme.ink2
            visible: text !== "" && !old.visible
        }

        Row {
            id: old

            spacing: Theme.space2
            visible: !!root.body.age

            StateMark {
                anchors.verticalCenter: parent.verticalCenter
                kind: "wait"
                ground: Theme.paper
                size: Theme.mark
            }

            Label {
                maxWidth: root.answer.width - Theme.mark - Theme.space2
                text: root.body.age ? root.body.age.text : ""
                role: "aid"
                color: Theme.agarwood
            }
        }
    }

    Column {
        id: list

        y: top.height
        width: root.answer.width
        spacing: Theme.portrait && !Theme.care ? Theme.gutter : 16

        Repeater {
            id: rows

            function gather() {
                const made = [];
                for (let i = 0; i < count; ++i) {
                    const row = itemAt(i);
                    if (row)
                        made.push(row);
                }
                root.found = made;
            }

            model: root.body.results
            onItemAdded: gather()
            onItemRemoved: gather()

            ResultRow {
                required property var modelData

                width: list.width
                height: root.rowHeight
                action: modelData.open
                aside: modelData.aside
            }
        }
    }

    Column {
        id: foot

        parent: Theme.portrait ? root.answer : root.besideItem
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.space2
        visible: paper.visible || pager.shown

        SecondaryButton {
            id: paper

            width: parent.width
            height: Theme.portrait ? (Theme.care ? 132 : Theme.choice) : Theme.care ? 96 : 88
            action: root.body.extra ?? null
            visible: !!root.body.extra
        }

        PagerButtons {
            id: pager

            width: parent.width
            previous: root.body.previous ?? null
            next: root.body.next ?? null
        }
    }
}
