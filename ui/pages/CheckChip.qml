import QtQuick
import theme
import components

// One thing that was looked at in the picture: good, could be better, or not looked at yet.
Rectangle {
    id: root

    property var entry: null // a Line
    readonly property string mark: entry ? entry.mark : ""
    readonly property bool poor: mark === "attention" || mark === "failed"
    readonly property color tone: mark === "done" ? Theme.sedge : mark === "failed" ? Theme.lychee : mark === "" ? Theme.ink2 : Theme.agarwood
    readonly property real natural: sign.width + 12 + words.implicitWidth + 24

    radius: Theme.radius
    color: mark === "done" ? Theme.sedgeWash : mark === "failed" ? Theme.lycheeWash : mark === "" ? Theme.sunk : Theme.agarwoodWash
    border.width: Theme.contrast ? 3 : 0
    border.color: tone

    Accessible.role: Accessible.StaticText
    Accessible.name: entry ? entry.text : ""

    Row {
        anchors.centerIn: parent
        spacing: 12

        Item {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            width: 44
            height: width

            StateMark {
                anchors.fill: parent
                kind: root.mark
                size: parent.width
                ground: root.color
            }

            Rectangle {
                anchors.fill: parent
                anchors.margins: 5
                radius: width / 2
                color: "transparent"
                border.width: 3
                border.color: root.tone
                visible: root.mark === ""
            }
        }

        Label {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            maxWidth: root.width - sign.width - 12 - 24
            text: root.entry ? root.entry.text : ""
            role: "item"
            size: Theme.care ? 44 : spec.size // three side by side
            bold: root.mark !== ""
            color: root.tone
            closer: 1.1
        }
    }
}
