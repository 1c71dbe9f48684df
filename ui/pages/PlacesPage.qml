pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// Where else it can be done, the nearest first, as many as there is room for. Panels, not buttons.
Page {
    id: root

    property var made: [] // the panels themselves
    readonly property real room: Theme.portrait ? answer.height - note.height - Theme.gutter : answer.height
    readonly property int fitting: {
        let left = room + Theme.gutter;
        const past = made.findIndex(panel => (left -= panel.implicitHeight + Theme.gutter) < 0);
        return past < 0 ? made.length : Math.max(1, past);
    }

    Column {
        id: panels

        width: parent.width
        spacing: Theme.gutter

        Repeater {
            id: list

            function gather(): void {
                const found = [];
                for (let i = 0; i < count; ++i) {
                    const panel = itemAt(i);
                    if (panel)
                        found.push(panel);
                }
                root.made = found;
            }

            model: root.body.places
            onItemAdded: gather()
            onItemRemoved: gather()

            PlacePanel {
                required property var modelData
                required property int index

                width: panels.width
                height: implicitHeight
                place: modelData
                tight: true
                opacity: index < root.fitting ? 1 : 0
                Accessible.ignored: index >= root.fitting
            }
        }
    }

    NoteLines {
        id: note

        parent: Theme.portrait ? root.answer : root.besideItem
        y: Theme.portrait ? parent.height - height : 0
        width: parent ? parent.width : 0
        lines: root.body.note
    }
}
