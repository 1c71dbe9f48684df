pragma ComponentBehavior: Bound
import QtQuick
import theme

// Rows of keys on sand.
Rectangle {
    id: root

    required property var rows // a row: [what, text, how many keys wide]; what is "" for a key that writes its text
    required property int columns
    required property real keyHeight
    required property int size
    required property var says // (what, text) => what stands on the key
    required property var names // what a screen reader says of a key that does something
    property string second: "" // what the key "mode" would change to
    property bool capital: false
    readonly property real unit: (width - 22) / columns
    readonly property var icons: ({
        "backspace": "backspace",
        "hide": "hidekeys",
        "shift": "shift"
    })

    signal used(string what, string text)

    color: Theme.board

    // What falls between keys touches nothing underneath.
    MouseArea {
        anchors.fill: parent
    }

    Column {
        x: 11
        y: 8

        Repeater {
            model: root.rows

            Row {
                id: keys

                required property var modelData

                Repeater {
                    model: keys.modelData

                    Key {
                        required property var modelData
                        readonly property string what: modelData[0]
                        readonly property bool writes: what === "" || what === "separator"

                        width: modelData[2] * root.unit
                        height: root.keyHeight
                        blank: what === "gap"
                        grey: !writes && what !== "space"
                        on: what === "shift" && root.capital
                        strong: what === "done" || what === "mode"
                        text: root.says(what, modelData[1])
                        second: what === "mode" ? root.second : ""
                        icon: root.icons[what] ?? ""
                        name: root.names[what] ?? text
                        size: writes ? root.size : Theme.care ? 44 : what === "signs" || what === "done" ? 40 : 36
                        onUsed: root.used(what, modelData[1])
                    }
                }
            }
        }
    }
}
