pragma ComponentBehavior: Bound
import QtQuick
import theme

// A row or half-row to touch: icon, title, second line. With a warning it lies flat and says why.
Touchable {
    id: root

    property bool chevron: false
    property bool beside: false // the second line stands at the right instead of below
    readonly property Component attention: StateMark {
        kind: "attention"
        size: Theme.mark - 4
    }
    readonly property real markRoom: warning !== "" ? Theme.mark + 4 : 0
    readonly property real titleHeight: title.line * (title.natural > words.room ? 2 : 1)
    readonly property real detailHeight: detail === "" ? 0 : second.line * (second.natural > words.room - markRoom ? 2 : 1)
    readonly property bool roomy: height >= titleHeight + detailHeight + 8
    readonly property bool fits: title.natural + 40 + Math.ceil(second.natural) + markRoom <= words.room
    readonly property bool below: roomy && !(beside && fits)
    // a low row has its second line at the right where there is room, else does without
    readonly property bool aside_: !below && fits
    property bool full: width > 600 // a whole row, not half of one
    readonly property string warning: action ? action.warning : ""
    readonly property bool flat: warning !== "" || !available
    readonly property bool told: action ? action.act === "" : false // something to know, not to touch

    implicitHeight: Math.max(Theme.row, titleHeight + (beside ? 0 : detailHeight) + 24)

    Card {
        anchors.fill: parent
        flat: root.flat || root.told || root.pressed
        outlineWidth: root.told ? 2 : Theme.outline
        color: root.pressed ? Theme.sedgeWash : root.flat || root.told ? Theme.paper : Theme.card
        outline: root.pressed ? Theme.sedge : Theme.care && !root.flat ? Theme.edge : Theme.line
    }

    Icon {
        id: picture

        x: root.full ? Theme.space4 : Theme.gutter
        anchors.verticalCenter: parent.verticalCenter
        name: root.icon
        size: Theme.iconRow
        color: root.warning !== "" || !root.told && root.flat ? Theme.ink2 : Theme.sedge
        wash: root.flat || Theme.contrast ? "transparent" : Theme.sedgeWash
        paper: root.flat ? Theme.paper : Theme.card
    }

    Column {
        id: words

        readonly property int start: root.icon === "" ? Theme.space4 : picture.x + picture.width + (root.full ? Theme.space5 : 16)

        x: start
        anchors.verticalCenter: parent.verticalCenter
        readonly property real room: root.width - start - (root.chevron ? 96 : 16)

        width: room - (aside.visible ? aside.width + Theme.gutter : 0)

        Label {
            id: title

            width: parent.width
            text: root.label
            role: "item"
            bold: !root.flat || root.told
            color: root.flat && !root.told ? Theme.ink2 : Theme.ink

            FontMetrics {
                id: metrics

                font.family: Theme.family
                font.pixelSize: title.size
                font.weight: title.bold ? Font.Bold : Font.Normal
            }

            // what was looked for stands on wash, in high contrast over a line
            Repeater {
                model: root.action && title.lineCount === 1 ? root.action.marked : []

                Rectangle {
                    required property var modelData

                    z: -1
                    x: metrics.advanceWidth(title.text.slice(0, modelData[0])) - 2
                    y: Theme.contrast ? title.height - 8 : (title.height - height) / 2
                    width: metrics.advanceWidth(title.text.slice(modelData[0], modelData[1])) + 4
                    height: Theme.contrast ? 4 : title.size * 1.2
                    radius: Theme.contrast ? 0 : 6
                    color: Theme.contrast ? Theme.sedge : Theme.sedgeWash
                }
            }
        }

        Row {
            spacing: 8
            visible: root.below && root.detail !== ""

            Loader {
                anchors.verticalCenter: parent.verticalCenter
                active: root.warning !== ""
                visible: active
                sourceComponent: root.attention
            }

            Label {
                id: second

                maxWidth: words.room - root.markRoom
                text: root.detail
                role: "aid"
                color: root.warning !== "" ? Theme.agarwood : Theme.ink2
            }
        }
    }

    Loader {
        id: aside

        anchors.right: parent.right
        anchors.rightMargin: root.chevron ? 96 : Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        active: root.aside_ && root.detail !== "" || root.warning !== "" && !root.below // at least the mark
        visible: active
        sourceComponent: Row {
            spacing: 8

            Loader {
                anchors.verticalCenter: parent.verticalCenter
                active: root.warning !== ""
                visible: active
                sourceComponent: root.attention
            }

            Label {
                text: root.detail
                role: "aid"
                color: root.warning !== "" ? Theme.agarwood : Theme.ink2
                visible: root.aside_
            }
        }
    }

    Loader {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        active: root.chevron
        sourceComponent: Icon {
            name: "chev"
            size: 40
            color: Theme.edge
        }
    }
}
