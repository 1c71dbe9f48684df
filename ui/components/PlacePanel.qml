import QtQuick
import theme

// Where else one can go. A panel, not a button: the first in wash, the others outlined, none lifted.
Rectangle {
    id: root

    property var place: null
    readonly property bool first: place ? place.first : false

    property bool brief: false
    property bool tight: false // several in a column: none larger than the others
    readonly property real pad: first ? 2 * 28 : 2 * 22
    readonly property real fullHeight: name.implicitHeight + detail.implicitHeight + (hours.visible ? open.implicitHeight : 0) + pad

    implicitHeight: fullHeight - (detail.visible ? 0 : detail.implicitHeight) - (brief ? 12 : 0)
    radius: Theme.radius
    color: first ? Theme.sedgeWash : "transparent"
    border.width: Theme.outline + (first ? 1 : 0)
    border.color: first ? Theme.sedge : Theme.line

    Accessible.role: Accessible.Grouping
    Accessible.name: place ? place.name : ""

    Icon {
        id: picture

        x: root.first ? 44 : 52
        anchors.verticalCenter: parent.verticalCenter
        name: root.first ? "helper" : "pin"
        size: root.first ? 88 : 72
        paper: root.first ? Theme.sedgeWash : Theme.paper
        wash: Theme.contrast ? "transparent" : root.first ? Theme.card : Theme.sedgeWash
    }

    Column {
        id: words

        x: 176
        anchors.verticalCenter: parent.verticalCenter
        width: root.width - x - Theme.space4 - (aside.text !== "" ? aside.width + Theme.gutter : 0)

        Label {
            id: name

            width: parent.width
            text: root.place ? root.place.name : ""
            role: root.first ? "entry" : "sub"
            size: Theme.care ? 56 : root.first && !root.tight ? 52 : 44
            line: Theme.care ? 76 : root.first && !root.tight ? 72 : 60
        }

        Label {
            id: detail

            width: parent.width
            text: root.place ? root.place.detail : ""
            role: Theme.care ? "aid" : "body"
            visible: root.first || !root.brief
            color: root.first ? Theme.ink : Theme.ink2
        }

        Row {
            id: hours

            readonly property bool shut: root.place ? root.place.open_now === "" : false

            spacing: 12
            visible: open.text !== ""

            StateMark {
                anchors.verticalCenter: parent.verticalCenter
                kind: hours.shut ? "wait" : "done"
                ground: root.first ? root.color : Theme.paper
            }

            Label {
                id: open

                text: root.place ? root.place.open_now || root.place.closed : ""
                role: "item"
                color: hours.shut ? Theme.agarwood : Theme.sedge
            }
        }
    }

    Label {
        id: aside

        anchors.right: parent.right
        anchors.rightMargin: Theme.space5
        anchors.verticalCenter: parent.verticalCenter
        text: root.place ? root.place.aside : ""
        role: "button"
    }
}
