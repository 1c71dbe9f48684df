pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// The services of one section, in pages.
Page {
    id: root

    readonly property bool paged: pager.shown
    readonly property real room: answer.height - (paged && Theme.portrait ? pager.height + Theme.space4 : 0)
    readonly property int count: Math.max(1, body.rows.length)
    readonly property bool wordy: Theme.latin && body.rows.some(row => row.label.length > 28)
    readonly property int columns: Theme.portrait || Theme.care || wordy ? 1 : 2
    readonly property int lines: Math.ceil(count / columns)
    readonly property real rowHeight: Math.min(Theme.row, (room - (lines - 1) * grid.rowSpacing) / lines)

    Grid {
        id: grid

        columns: root.columns
        columnSpacing: Theme.gutter
        rowSpacing: root.lines > 6 ? 16 : Theme.gutter

        Repeater {
            model: root.body.rows

            ServiceRow {
                required property var modelData

                width: (root.answer.width - (root.columns - 1) * Theme.gutter) / root.columns
                height: root.rowHeight
                action: modelData
                chevron: root.columns === 1 && (Theme.portrait || !root.wordy)
            }
        }
    }

    Column {
        parent: Theme.portrait ? root.answer : root.besideItem
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.space2

        Label {
            anchors.right: parent.right
            text: root.body.page_text
            role: "aid"
            color: Theme.ink2
            visible: text !== "" && !Theme.portrait
        }

        PagerButtons {
            id: pager

            width: parent.width
            previous: root.body.previous ?? null
            next: root.body.next ?? null
        }
    }
}
