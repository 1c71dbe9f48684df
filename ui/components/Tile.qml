pragma ComponentBehavior: Bound
import QtQuick
import theme

// Icon over word. With a warning it lies flat and says why.
Touchable {
    id: root

    readonly property string warning: action ? action.warning : ""
    readonly property bool flat: warning !== "" || !available

    implicitHeight: words.implicitHeight + Theme.iconTile + 8 + 2 * 20

    Card {
        anchors.fill: parent
        flat: root.flat || root.pressed
        color: root.pressed ? Theme.sedgeWash : root.flat ? Theme.paper : Theme.card
        outline: root.pressed ? Theme.sedge : Theme.care && !root.flat ? Theme.edge : Theme.line
    }

    Column {
        id: whole

        anchors.centerIn: parent
        spacing: 8

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: root.icon
            visible: name !== "" && root.height >= words.implicitHeight + Theme.iconTile // words before pictures
            // two lines of words take from the icon, not from the air around it
            size: root.height < words.implicitHeight + Theme.iconTile + 40 ? Theme.iconTile - 16 : Theme.iconTile
            color: root.flat ? Theme.ink2 : Theme.sedge
            wash: root.flat || Theme.contrast ? "transparent" : Theme.sedgeWash
            paper: root.flat ? Theme.paper : Theme.card
        }

        Column {
            id: words

            anchors.horizontalCenter: parent.horizontalCenter
            width: root.width - 24

            Label {
                width: parent.width
                text: root.label
                role: "item"
                bold: !root.flat
                color: root.flat ? Theme.ink2 : Theme.ink
                align: Text.AlignHCenter
            }

            Row {
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: 8
                visible: root.detail !== ""

                Loader {
                    anchors.verticalCenter: parent.verticalCenter
                    active: root.warning !== ""
                    visible: active
                    sourceComponent: StateMark {
                        kind: "attention"
                        size: Theme.mark - 4
                    }
                }

                Label {
                    maxWidth: words.width - (root.warning !== "" ? Theme.mark + 4 : 0)
                    text: root.detail
                    role: "aid"
                    color: root.warning !== "" ? Theme.agarwood : Theme.ink2
                    align: Text.AlignHCenter
                }
            }
        }
    }
}
