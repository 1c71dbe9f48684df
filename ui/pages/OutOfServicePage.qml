pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// The terminal cannot be used: where to go instead. Panels, not buttons.
Page {
    id: root

    readonly property bool upright: Theme.portrait
    readonly property real floor: Theme.toolsTop - Theme.space4
    readonly property real rightX: upright ? Theme.margin : Theme.margin + 900 + 48
    readonly property real rightWidth: Theme.stageWidth - Theme.margin - rightX
    readonly property real leftWidth_: upright ? rightWidth : 900

    // in landscape first the title shrinks; the explanations of the further places fall away, then their heading, then the further places
    squeezes: 4
    overflows: () => {
        said.forceLayout();
        places.forceLayout();
        phone.forceLayout();
        reach.forceLayout();
        return upright ? places.y + places.height + Theme.gutter > reach.y : places.y + places.height > floor || squeeze < 1 && said.y + said.height + Theme.gutter > reach.y;
    }
    plain: true
    wide: true

    Item {
        x: -root.answer.x
        y: -root.answer.y

        Column {
            id: said

            x: Theme.margin
            y: Theme.topBarHeight + (root.upright ? Theme.space5 : Theme.gutter)
            width: root.leftWidth_
            spacing: 8

            Label {
                width: parent.width
                text: root.screen.title
                role: root.squeeze > 0 && !root.upright ? "title" : "hero"
            }

            Lines {
                width: parent.width
                lines: root.body.lines
                size: Theme.care || root.squeeze > 0 && !root.upright ? spec.size : 44
                line: Theme.care || root.squeeze > 0 && !root.upright ? spec.line : 64
                color: Theme.ink2
            }
        }

        Column {
            id: places

            x: root.rightX
            y: root.upright ? said.y + said.height + Theme.space5 : Theme.topBarHeight + Theme.gutter
            width: root.rightWidth
            spacing: Theme.gutter

            Label {
                id: heading

                text: root.body.places_heading
                role: "section"
                visible: root.body.places.length > 0 && root.squeeze < 3
            }

            Repeater {
                id: list

                model: root.body.places

                PlacePanel {
                    required property var modelData

                    width: places.width
                    place: modelData
                    brief: root.squeeze > (root.upright ? 0 : 1)
                    visible: place.first || root.squeeze < 4
                }
            }
        }

        Column {
            id: reach

            x: Theme.margin
            y: root.floor - height
            width: root.leftWidth_
            spacing: Theme.space2

            Rectangle {
                width: parent.width
                height: Math.max(phone.implicitHeight + 2 * Theme.space4, code.visible ? code.height + (root.squeeze > 0 ? 2 * 16 : 2 * 24) : 0)
                radius: Theme.radius
                color: Theme.sunk
                border.width: Theme.contrast ? Theme.outline : 0
                border.color: Theme.edge

                Column {
                    id: phone

                    x: 48
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - x - (code.visible ? code.width + 48 : 24)

                    Label {
                        width: parent.width
                        text: root.body.phone_label
                        color: Theme.ink2
                    }

                    Label {
                        text: root.body.phone
                        role: "poster"
                        size: 112
                        line: 132
                    }

                    Label {
                        width: parent.width
                        text: root.body.phone_detail
                    }
                }

                QrCode {
                    id: code

                    anchors.right: parent.right
                    anchors.rightMargin: 24
                    anchors.verticalCenter: parent.verticalCenter
                    text: root.body.qr
                    codeSize: root.squeeze > 0 ? 264 : 280
                    quiet: root.squeeze > 0 ? 32 : 40
                }
            }

            Label {
                width: parent.width
                text: root.body.fault_line
                role: "aid"
                color: Theme.ink2
                align: root.upright ? Text.AlignHCenter : Text.AlignLeft
            }
        }
    }
}
