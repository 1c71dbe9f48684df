import QtQuick
import theme

// A row or half-row to touch: icon, title, second line. With a warning it lies flat and says why.
Touchable {
    id: root

    property bool chevron: false
    property bool beside: false // the second line stands at the right instead of below
    readonly property string warning: action ? action.warning : ""
    readonly property bool flat: warning !== "" || !available

    implicitHeight: Math.max(Theme.row, words.implicitHeight + 24)

    Card {
        anchors.fill: parent
        flat: root.flat
        color: root.pressed ? Theme.sedgeWash : root.flat ? Theme.paper : Theme.card
        outline: root.pressed ? Theme.sedge : Theme.care && !root.flat ? Theme.edge : Theme.line
    }

    Icon {
        id: picture

        x: root.beside || root.chevron ? Theme.space5 - 6 : Theme.gutter
        anchors.verticalCenter: parent.verticalCenter
        name: root.icon
        size: Theme.iconRow
        color: root.flat ? Theme.ink2 : Theme.sedge
        wash: root.flat || Theme.contrast ? "transparent" : Theme.sedgeWash
        paper: root.flat ? Theme.paper : Theme.card
    }

    Column {
        id: words

        readonly property int start: root.icon === "" ? Theme.space4 : picture.x + picture.width + (root.chevron ? Theme.space5 : 16)

        x: start
        anchors.verticalCenter: parent.verticalCenter
        width: root.width - start - (root.chevron ? 96 : 16) - (aside.visible ? aside.width + Theme.gutter : 0)

        Label {
            width: parent.width
            text: root.label
            role: "item"
            bold: !root.flat
            color: root.flat ? Theme.ink2 : Theme.ink
        }

        Row {
            spacing: 8
            visible: !root.beside && root.detail !== ""

            StateMark {
                anchors.verticalCenter: parent.verticalCenter
                kind: "attention"
                visible: root.warning !== ""
                size: Theme.mark - 4
            }

            Label {
                width: Math.min(implicitWidth, words.width - (root.warning !== "" ? Theme.mark + 4 : 0))
                text: root.detail
                role: "aid"
                color: root.warning !== "" ? Theme.agarwood : Theme.ink2
            }
        }
    }

    Row {
        id: aside

        anchors.right: parent.right
        anchors.rightMargin: root.chevron ? 96 : Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8
        visible: root.beside && root.detail !== ""

        StateMark {
            anchors.verticalCenter: parent.verticalCenter
            kind: "attention"
            visible: root.warning !== ""
            size: Theme.mark - 4
        }

        Label {
            text: root.detail
            role: "aid"
            color: root.warning !== "" ? Theme.agarwood : Theme.ink2
        }
    }

    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        name: "chev"
        size: 40
        color: Theme.edge
        visible: root.chevron
    }
}
