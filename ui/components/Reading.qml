pragma ComponentBehavior: Bound
import QtQuick
import theme

// Things to read, each under or beside its label, on a card. What does not fit is turned to with two buttons: which
// page of it stands is the screen's own affair, like a cursor, and nobody else's.
Item {
    id: root

    property var facts: []
    property string moreLabel: ""
    property string lessLabel: ""
    property int page: 0
    property var starts: [0] // the first fact of each page
    readonly property int pad: Theme.portrait ? 28 : 20
    readonly property int buttonHeight: Theme.portrait ? (Theme.care ? 132 : Theme.choice) : Theme.care ? 96 : 88
    readonly property bool labelled: facts.some(fact => fact.label !== "")
    readonly property int labelWidth: !labelled ? 0 : Theme.latin ? (Theme.care ? 260 : 220) : Theme.care ? 224 : 176
    readonly property real used: card.height + (starts.length > 1 ? Theme.gutter + buttonHeight : 0)
    readonly property int last: page + 1 < starts.length ? starts[page + 1] : facts.length

    function arrange(): void {
        const heights = [];
        for (let i = 0; i < list.count; ++i) {
            const row = list.itemAt(i);
            heights.push(row ? row.implicitHeight : 0);
        }
        if (heights.length === 0 || height <= 0)
            return;
        const whole = heights.reduce((sum, each) => sum + each, 2 * pad - 16) <= height;
        const room = height - 2 * pad + 16 - (whole ? 0 : buttonHeight + Theme.gutter);
        const made = [0];
        let left = room;
        heights.forEach((each, at) => {
            if (each > left && at > made[made.length - 1]) {
                made.push(at);
                left = room;
            }
            left -= each;
        });
        if (made.join() !== starts.join())
            starts = made;
        page = Math.min(page, made.length - 1);
    }

    onHeightChanged: Qt.callLater(arrange)
    onFactsChanged: Qt.callLater(arrange)
    Component.onCompleted: arrange()

    Card {
        id: card

        width: parent.width
        height: rows.height + 2 * root.pad - 16
        flat: true
        outline: Theme.care ? Theme.edge : Theme.line

        Column {
            id: rows

            x: Theme.space4
            y: root.pad - 8
            width: parent.width - 2 * Theme.space4

            Repeater {
                id: list

                model: root.facts
                onItemAdded: Qt.callLater(root.arrange)

                Item {
                    id: fact

                    required property var modelData
                    required property int index

                    width: rows.width
                    implicitHeight: Math.max(name.implicitHeight, words.implicitHeight) + 16
                    visible: index >= root.starts[root.page] && index < root.last
                    onImplicitHeightChanged: Qt.callLater(root.arrange)

                    Accessible.role: Accessible.ListItem
                    Accessible.name: modelData.label + " " + modelData.lines.join(" ")

                    Label {
                        id: name

                        y: 8 + (words.line - line) / 2
                        width: root.labelWidth - Theme.space2
                        text: fact.modelData.label
                        role: "aid"
                        color: Theme.ink2
                    }

                    Label {
                        id: words

                        x: fact.modelData.label === "" ? 0 : root.labelWidth
                        y: 8
                        width: parent.width - x
                        text: fact.modelData.lines.join("\n")
                        role: "body"
                        line: Theme.care ? spec.line : 56
                    }
                }
            }
        }
    }

    Row {
        y: card.height + Theme.gutter
        width: parent.width
        spacing: Theme.gutter
        visible: root.starts.length > 1

        SecondaryButton {
            width: (root.width - Theme.gutter) / 2
            height: root.buttonHeight
            label: root.lessLabel
            enabled: root.page > 0
            pad: 12
            onTriggered: --root.page
        }

        SecondaryButton {
            width: (root.width - Theme.gutter) / 2
            height: root.buttonHeight
            label: root.moreLabel
            enabled: root.page < root.starts.length - 1
            pad: 12
            onTriggered: ++root.page
        }
    }
}
