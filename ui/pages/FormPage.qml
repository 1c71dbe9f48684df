pragma ComponentBehavior: Bound
import QtQuick
import theme
import components
import keyboard

// One to three fields and the keyboard that writes into them. The keyboard opens above the action bar, and no field is
// ever under it: what does not fit gives way in this order: the other fields shrink to rows, remarks take the label's
// place, the hint goes.
Page {
    id: root

    keeps: true

    property int current: -1 // the field that is being written
    property bool open: true
    property bool ready: false
    property var known: [] // which fields were known to be wrong
    readonly property var fields: body ? body.fields : []
    readonly property var field: current >= 0 && current < fields.length ? fields[current] : null
    readonly property bool several: fields.length > 1
    readonly property int lead: Theme.portrait && !several ? 16 : 0
    readonly property int rowHeight: Theme.care ? 112 : 96
    readonly property int boxHeight: Theme.portrait ? Theme.button : Theme.care ? 100 : 112
    readonly property int labelHeight: Theme.roles.item.line + (Theme.portrait ? Theme.space2 : Theme.space1)
    readonly property int remarkHeight: Theme.roles.item.line + 14
    readonly property int choiceHeight: Theme.portrait ? 112 : 88
    readonly property int choicesHeight: choices.count > 0 ? picks.rowCount * (choiceHeight + Theme.gutter) + 16 : 0
    readonly property real room: (open ? board.y : answer.height) - (Theme.portrait ? choicesHeight : 0) - Theme.gutter
    readonly property bool shrunk: several && (!Theme.portrait || needed(false, true) > room)
    readonly property bool tight: needed(shrunk, true) > room

    function needed(shrunk: bool, remarks: bool): int {
        return fields.reduce((sum, field, at) => {
            const row = field.source !== "" || (shrunk && at !== current);
            if (row && !Theme.portrait)
                return sum; // it stands under the question
            const box = field.entry === "long_text" ? 2 * boxHeight : boxHeight;
            const remark = remarks && Theme.portrait && (field.error || field.said || field.hint) ? remarkHeight : 0;
            return sum + (row ? rowHeight : labelHeight + box + remark);
        }, lead + (Theme.portrait ? (fields.length - 1) * Theme.gutter : 0));
    }

    function first(test: var): int {
        return fields.findIndex(field => field.source === "" && test(field));
    }

    function after(at: int): int {
        return fields.findIndex((field, index) => index > at && field.source === "");
    }

    function write(at: int): void {
        if (at < 0)
            return;
        current = at;
        open = true;
        (items.itemAt(at) as FormField)?.input.focusInput();
    }

    squeezes: 1
    brief: squeeze > 0
    overflows: () => {
        head.forceLayout();
        picks.forceLayout();
        others.forceLayout();
        return Theme.portrait ? needed(shrunk, false) > room : others.height > besideItem.height;
    }
    onOpenChanged: settle()
    onCurrentChanged: {
        speak();
        settle();
    }

    // What has just been found wrong is brought up once; after that the resident goes where they want.
    onFieldsChanged: if (ready) {
        const found = fields.findIndex((field, index) => field.error !== "" && !known[index]);
        known = fields.map(field => field.error !== "");
        if (found >= 0)
            write(found);
    }

    function speak(): void {
        const entry = fields[current]?.entry ?? "text"; // `field` itself may not have followed yet
        if (Events.composer)
            Events.composer.han = !Theme.latin && (entry === "text" || entry === "long_text");
    }

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
        known = fields.map(field => field.error !== "");
        speak();
        write(Math.max(first(field => field.error !== ""), first(() => true)));
        ready = true;
    }

    Column {
        id: list

        y: root.lead
        width: parent.width
        spacing: Theme.gutter

        Repeater {
            id: items

            model: root.fields.length // not the fields: they change at every key, and the writing must not

            FormField {
                required property int index

                width: list.width
                field: root.fields[index]
                clearLabel: root.body.clear_label
                rowHeight: root.rowHeight
                boxHeight: field.entry !== "long_text" ? root.boxHeight : Theme.portrait ? Math.min(520, root.room - root.needed(root.shrunk, !root.tight) + 2 * root.boxHeight) : Math.min(520, root.room)
                shrunk: root.shrunk && index !== root.current
                elsewhere: !Theme.portrait && (shrunk || fixed)
                remarks: Theme.portrait
                remarkFirst: Theme.portrait && root.tight
                onTouched: root.write(index)
                onEntered: {
                    root.current = index;
                    root.open = true;
                }
            }
        }
    }

    Grid {
        id: picks

        readonly property int most: Theme.portrait ? 3 : 2
        readonly property real widest: Math.max(0, ...root.body.choices.map(choice => choice.label.length)) * Theme.roles.button.size * (Theme.latin ? 0.55 : 1) + 96
        readonly property int rowCount: Math.ceil(choices.count / columns)

        parent: Theme.portrait ? root.answer : others
        y: (root.open ? board.y : root.answer.height) - root.choicesHeight
        width: parent ? parent.width : 0
        columns: Math.max(1, Math.min(most, choices.count, Math.floor((width + spacing) / (widest + spacing))))
        spacing: Theme.gutter

        Repeater {
            id: choices

            model: root.body.choices

            ChoiceTile {
                required property var modelData

                width: (picks.width - (picks.columns - 1) * Theme.gutter) / picks.columns
                height: root.choiceHeight
                action: modelData
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
        entry: root.field ? root.field.entry : "text"
        last: root.after(root.current) < 0
        onHidden: root.open = false
        onDone: {
            const next = root.after(root.current);
            if (next < 0)
                root.open = false;
            else
                root.write(next);
        }
    }

    // In landscape what does not stand over the keyboard stands under the question.
    aside: Column {
        id: others

        width: parent ? parent.width : 0
        spacing: Theme.space2

        FieldRemark {
            width: parent.width
            field: root.field
            visible: said
            onHeightChanged: root.settle()
            onVisibleChanged: root.settle()
        }

        Repeater {
            model: root.fields.length

            FormRow {
                required property int index

                width: others.width
                height: root.rowHeight
                visible: root.several && index !== root.current
                field: root.fields[index]
                shown: (items.itemAt(index) as FormField)?.input.grouped(field.text) ?? ""
                onTriggered: root.write(index)
            }
        }
    }
}
