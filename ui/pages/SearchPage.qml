pragma ComponentBehavior: Bound
import QtQuick
import theme
import components
import keyboard

// One box, and what it finds while it is being written. The keyboard opens above the action bar; what was found stands
// between the box and the keyboard, in landscape under the question.
Page {
    id: root

    property bool open: true
    readonly property bool nothing: !!body.nothing
    readonly property var rows: nothing ? body.ways : body.rows
    readonly property real listTop: Theme.portrait ? box.height + Theme.gutter : 0
    readonly property real listBottom: Theme.portrait && open ? board.y - Theme.gutter : holder.height
    readonly property Item holder: Theme.portrait ? answer : besideItem
    readonly property real used: (heading.visible ? heading.height + 12 : 0) + (panel.visible ? panel.implicitHeight + root.gap : 0)
    readonly property int gap: rows.length > 3 ? 12 : 16
    readonly property real rowHeight: Math.min(Theme.portrait ? Theme.row : 1.5 * Theme.row, (listBottom - listTop - used - (rows.length - 1) * gap) / Math.max(1, rows.length))

    function speak(): void {
        if (Events.composer)
            Events.composer.han = !Theme.latin;
    }

    function write(): void {
        open = true;
        box.focusInput();
    }

    keeps: true

    Connections {
        target: Theme

        function onLatinChanged() {
            root.speak();
        }
    }

    Connections {
        target: Events

        function onComposerChanged() {
            root.speak();
        }
    }

    Component.onCompleted: {
        speak();
        write();
    }

    TextField {
        id: box

        width: parent.width
        field: root.body.field
        clearLabel: root.body.clear_label
        boxHeight: Theme.portrait ? Theme.button : Theme.care ? 104 : 112
        labelled: false
        remarks: false
        live: true
        onEntered: root.open = true
    }

    Column {
        id: list

        parent: root.holder
        y: root.listTop
        width: parent ? parent.width : 0
        spacing: root.gap

        Label {
            id: heading

            width: parent.width
            text: root.body.heading
            role: "aid"
            color: Theme.ink2
            visible: text !== "" && !(Theme.care && root.open) && (Theme.portrait || root.rows.length < 4)
        }

        Panel {
            id: panel

            width: parent.width
            panel: root.body.nothing ?? null
            narrow: !Theme.portrait
            brief: Theme.care && root.open
            visible: root.nothing
        }

        Repeater {
            model: root.rows

            ServiceRow {
                required property var modelData

                width: list.width
                height: root.rowHeight
                action: modelData
                icon: Theme.latin && !Theme.portrait ? "" : modelData.icon // Latin words need the room
                full: true
            }
        }
    }

    KeyboardPlace {
        id: board

        objectName: "keyboard"
        x: Theme.portrait ? -Theme.margin : 0
        y: parent.height - height
        width: Theme.portrait ? Theme.stageWidth : parent.width
        visible: root.open
        onHidden: root.open = false
        onDone: root.open = false
    }
}
