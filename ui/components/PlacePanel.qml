import QtQuick
import theme

// Where else one can go. A panel, not a button: the first in wash, the others outlined, none lifted.
Rectangle {
    id: root

    property var place: null
    readonly property bool first: place ? place.first : false

    property bool brief: false
    readonly property real pad: first ? 2 * 28 : 2 * 22
    readonly property real fullHeight: name.implicitHeight + detail.implicitHeight + (open.text !== "" ? open.implicitHeight : 0) + pad

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
            size: Theme.care ? 56 : root.first ? 52 : 44
            line: Theme.care ? 76 : root.first ? 72 : 60
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
            spacing: 12
            visible: open.text !== ""

            StateMark {
                anchors.verticalCenter: parent.verticalCenter
                ground: root.color
            }

            Label {
                id: open

                text: root.place ? root.place.open_now : ""
                role: "item"
                color: Theme.sedge
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
