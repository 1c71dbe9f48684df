pragma ComponentBehavior: Bound
import QtQuick
import theme

// The one text input of the terminal. Owns its text while it is being written: a new screen with the same field changes
// label, hint and error, never the text under the cursor. Every change goes to the bridge. Input methods are told that
// the text is sensitive, so none learns it. Figures are shown in groups and told without them; after a number stands
// its unit.
Item {
    id: root

    required property var field // a Field of the screen
    property string clearLabel: ""
    property string kept: "" // the name of the field whose text this is
    readonly property bool long: field.entry === "long_text"
    readonly property bool digits: field.entry === "digits"
    readonly property bool grouping: groups.length > 0
    readonly property bool wrong: field.error !== ""
    readonly property var input: loader.item
    readonly property bool active: input ? input.activeFocus : false
    readonly property var groups: field.group === "" ? [] : field.group.split("-").map(Number)
    property int boxHeight: long ? 360 : Theme.button
    property bool remarks: true // hint and error stand under the field
    property bool remarkFirst: false // no room under it: an error stands in the label's place
    property bool labelled: true
    property bool live: false // letters that wait to become Han are told too, for whoever searches by them
    property int labelGap: Theme.space2
    readonly property int inset: Theme.portrait ? 16 : 10

    signal entered // the field got the focus, or was touched

    function listen(): void {
        if (active && Events.composer)
            Events.composer.target = input;
    }

    function focusInput(): void {
        if (input)
            input.forceActiveFocus(Qt.OtherFocusReason);
    }

    function plain(text: string): string {
        switch (field.entry) {
        case "digits":
            return text.replace(/[^0-9]/g, "").slice(0, field.max_length);
        case "decimal":
            return text.replace(/[^0-9.]/g, "").slice(0, field.max_length);
        case "id":
            return text.toUpperCase().replace(/[^0-9A-Z]/g, "").slice(0, field.max_length);
        case "latin":
            return text.toUpperCase().replace(/[^0-9A-Z-]/g, "").slice(0, field.max_length);
        default:
            return text;
        }
    }

    // 3-4-4 splits once in that way; a single figure repeats.
    function grouped(text: string): string {
        if (!grouping)
            return text;
        const parts = [];
        for (let at = 0, i = 0; at < text.length; ++i) {
            const size = groups.length === 1 ? groups[0] : i < groups.length ? groups[i] : text.length;
            parts.push(text.slice(at, at + size));
            at += size;
        }
        return parts.join(" ");
    }

    function take(): void {
        if (!input || (kept === field.name && (active || plain(input.text) === field.text)))
            return;
        kept = ""; // what the screen says is not an edit
        input.text = grouped(field.text);
        input.cursorPosition = input.text.length;
        kept = field.name;
    }

    function edited(): void {
        if (kept !== field.name)
            return;
        const text = plain(input.text);
        const shown = grouped(text);
        if (shown !== input.text) {
            const before = plain(input.text.slice(0, input.cursorPosition)).length;
            input.text = shown; // comes back here, once
            let at = 0;
            for (let seen = 0; at < shown.length && seen < before; ++at)
                seen += shown[at] === " " ? 0 : 1;
            input.cursorPosition = at;
            return;
        }
        const waiting = live ? input.preeditText.replace(/[ ']/g, "") : "";
        const at = input.cursorPosition;
        Events.edit(field.name, waiting === "" ? text : text.slice(0, at) + waiting + text.slice(at));
    }

    function clear(): void {
        if (Events.composer)
            Events.composer.drop();
        input.clear();
        focusInput();
    }

    implicitHeight: column.implicitHeight

    onFieldChanged: take()
    onActiveChanged: if (active) {
        listen();
        entered();
    }
    Component.onDestruction: if (Events.composer && Events.composer.target === input)
        Events.composer.target = null

    // The composer may come after the first page.
    Connections {
        target: Events

        function onComposerChanged() {
            root.listen();
        }
    }

    Column {
        id: column

        width: parent.width

        Label {
            width: parent.width
            text: root.field.label
            role: "item"
            visible: !instead.visible && root.labelled
        }

        FieldRemark {
            id: instead

            width: parent.width
            field: root.field
            visible: root.remarkFirst && root.wrong
        }

        Item {
            width: 1
            height: root.labelGap
            visible: root.labelled
        }

        Rectangle {
            id: box

            width: parent.width
            height: root.boxHeight
            radius: Theme.radius
            color: root.wrong ? Theme.lycheeWash : Theme.card
            border.width: root.wrong ? Theme.outlineChosen : Theme.outlineField
            border.color: root.wrong ? Theme.lychee : root.active ? Theme.focusLine : Theme.edge

            FocusRing {
                visible: root.active
            }

            MouseArea {
                anchors.fill: parent
                onClicked: {
                    root.focusInput();
                    root.entered();
                }
            }

            Loader {
                id: loader

                x: Theme.space4
                y: root.long ? Theme.space2 : 0
                width: box.width - x - (clearButton.visible ? clearButton.width + Theme.space2 : 0) - (unit.visible ? unit.width + Theme.gutter : 0) - Theme.space2
                height: box.height - 2 * y
                clip: root.long
                sourceComponent: root.long ? several : single
                onLoaded: root.take()
            }

            Label {
                x: Theme.space4
                y: root.long ? Theme.space2 : (box.height - height) / 2
                width: loader.width
                text: root.field.placeholder
                role: "body"
                color: Theme.ink2
                visible: root.input ? root.input.text === "" && !root.input.inputMethodComposing : false
            }

            Label {
                id: unit

                anchors.right: clearButton.visible ? clearButton.left : parent.right
                anchors.rightMargin: clearButton.visible ? Theme.gutter : Theme.space4
                y: (box.height - height) / 2
                text: root.field.unit ?? ""
                role: "button"
                bold: false
                color: Theme.ink2
                visible: text !== ""
            }

            Touchable {
                id: clearButton

                anchors.right: parent.right
                anchors.rightMargin: root.inset
                y: root.inset
                width: Math.max(Theme.care ? 176 : 152, clearWord.implicitWidth + 2 * Theme.gutter)
                height: (root.long ? Theme.button : box.height) - 2 * root.inset
                label: root.clearLabel
                visible: root.input ? root.clearLabel !== "" && (root.input.text !== "" || root.input.inputMethodComposing) : false
                onTriggered: root.clear()

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radiusInset - 2
                    color: clearButton.pressed ? Theme.sedgeWash : Theme.sunk
                    border.width: Theme.contrast ? Theme.outline - 1 : clearButton.pressed ? 3 : 0
                    border.color: clearButton.pressed ? Theme.sedge : Theme.edge

                    Label {
                        id: clearWord

                        anchors.centerIn: parent
                        text: root.clearLabel
                        role: "item"
                        color: clearButton.pressed ? Theme.sedge : Theme.ink
                    }
                }
            }
        }

        Item {
            width: 1
            height: 14
            visible: remark.visible
        }

        FieldRemark {
            id: remark

            width: parent.width
            field: root.field
            visible: root.remarks && !root.remarkFirst && said
        }
    }

    Component {
        id: single

        TextInput {
            verticalAlignment: TextInput.AlignVCenter
            topPadding: -Math.round(font.pixelSize * 0.08) // the face stands low in its own box
            clip: true
            color: Theme.ink
            selectionColor: Theme.sedgeWash
            selectedTextColor: Theme.ink
            selectByMouse: false
            font.family: Theme.family
            font.pixelSize: Theme.care ? 68 : 56
            maximumLength: root.grouping ? root.field.max_length + root.grouped("0".repeat(root.field.max_length)).split(" ").length - 1 : root.field.max_length
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | (root.digits ? Qt.ImhDigitsOnly : Qt.ImhNone)
            cursorDelegate: cursor

            Accessible.role: Accessible.EditableText
            Accessible.name: root.field.label
            Accessible.description: root.wrong ? root.field.error : root.field.hint
            Accessible.editable: true

            onTextChanged: root.edited()
            onPreeditTextChanged: if (root.live)
                root.edited()
            TapHandler {
                onTapped: root.entered()
            }
            // a space between groups is not a figure: step over it, so that a figure goes
            Keys.onPressed: event => {
                if (root.grouping && event.key === Qt.Key_Backspace && text[cursorPosition - 1] === " ")
                    --cursorPosition;
            }
        }
    }

    Component {
        id: several

        TextEdit {
            id: editor

            wrapMode: TextEdit.Wrap
            color: Theme.ink
            selectByMouse: false
            font.family: Theme.family
            font.pixelSize: Theme.care ? 56 : 44
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhMultiLine
            cursorDelegate: cursor

            TapHandler {
                onTapped: root.entered()
            }

            // what is being written stays in sight; nothing is dragged
            transform: Translate {
                y: Math.min(0, loader.height - editor.cursorRectangle.y - editor.cursorRectangle.height)
            }

            Accessible.role: Accessible.EditableText
            Accessible.name: root.field.label
            Accessible.description: root.wrong ? root.field.error : root.field.hint
            Accessible.editable: true
            Accessible.multiLine: true

            onTextChanged: {
                if (text.length > root.field.max_length)
                    remove(root.field.max_length, text.length);
                else
                    root.edited();
            }
        }
    }

    Component {
        id: cursor

        Rectangle {
            width: Theme.care || Theme.contrast ? 4 : 3
            color: Theme.ink
            visible: root.active
        }
    }
}
