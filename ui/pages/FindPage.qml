pragma ComponentBehavior: Bound
import QtQuick
import theme
import components
import keyboard

// A long list, found by typing: the field, what fits best, the keyboard. As many hits as the room has at a size that is
// touched well, between field and keyboard; in landscape the field stands under the question.
Page {
    id: root

    keeps: true

    property bool open: true
    readonly property int columns: Math.max(1, body ? body.columns : 1)
    readonly property var found: body ? body.options : []
    readonly property int lowest: Theme.care ? 112 : Theme.portrait ? 96 : 88
    readonly property real above: Theme.portrait ? input.height + Theme.gutter : 0
    readonly property real below: open ? board.y - Theme.gutter : answer.height
    readonly property bool cut: body ? body.rest > 0 || found.length > fitting(below - above) : false
    readonly property real room: below - above - (cut && Theme.portrait ? Theme.roles.item.line + Theme.space2 : 0)
    readonly property var options: found.slice(0, fitting(room))
    readonly property int rows: Math.ceil(options.length / columns)
    readonly property int tileHeight: Math.max(lowest, Math.min(Theme.choice, Math.floor((room + Theme.space2) / Math.max(1, rows)) - Theme.space2))

    function fitting(height: real): int {
        return Math.max(1, Math.floor((height + Theme.space2) / (lowest + Theme.space2))) * columns;
    }

    squeezes: 1
    brief: squeeze > 0
    overflows: () => {
        head.forceLayout();
        const words = input.implicitHeight + (note.text !== "" ? Theme.space2 + note.implicitHeight : 0);
        return Theme.portrait ? found.length > options.length : words > besideItem.height;
    }

    function speak(): void {
        if (Events.composer)
            Events.composer.han = !Theme.latin;
    }

    Connections {
        target: Events

        function onComposerChanged() {
            root.speak();
        }
    }

    Component.onCompleted: {
        speak();
        input.focusInput();
    }

    TextField {
        id: input

        parent: Theme.portrait ? root.answer : root.besideItem
        width: parent ? parent.width : 0
        field: root.body.field
        clearLabel: root.body.clear_label
        boxHeight: Theme.portrait ? Theme.button : Theme.care ? 100 : 112
        onEntered: root.open = true
    }

    Grid {
        id: grid

        y: root.above
        columns: root.columns
        columnSpacing: Theme.gutter
        rowSpacing: Theme.space2

        Repeater {
            model: root.options

            ChoiceTile {
                required property var modelData

                width: (root.answer.width - (root.columns - 1) * Theme.gutter) / root.columns
                height: root.tileHeight
                action: modelData
            }
        }
    }

    Label {
        id: note

        parent: Theme.portrait ? root.answer : root.besideItem
        y: !Theme.portrait ? input.height + Theme.space2 : root.rows > 0 ? grid.y + grid.height + Theme.space2 : root.above
        width: parent ? parent.width : 0
        text: root.body.note || (root.cut ? root.body.more : "")
        role: "item"
        bold: false
        color: Theme.ink2
        visible: text !== "" && (!Theme.portrait || y + height <= root.below + 8)
    }

    KeyboardPlace {
        id: board

        objectName: "keyboard"
        x: Theme.portrait ? -Theme.margin : 0
        y: parent.height - height
        width: Theme.portrait ? Theme.stageWidth : parent.width
        visible: root.open
        entry: "text"
        last: true
        onHidden: root.open = false
        onDone: root.open = false
    }
}
