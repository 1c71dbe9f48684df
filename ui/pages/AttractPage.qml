pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// Nobody is there. Anywhere on the page starts; the picture moves a little every half minute, against burn-in.
Page {
    id: root

    readonly property bool upright: Theme.portrait
    readonly property real columnWidth: upright ? Theme.stageWidth - 2 * Theme.margin : 900
    property int drift: 0

    // the poster's words shrink, then the notices go, then all services but two, before anything is covered
    squeezes: 3
    overflows: () => {
        poster.forceLayout();
        grid.forceLayout();
        able.forceLayout();
        return poster.y + poster.height + 16 > button.y;
    }
    plain: true
    wide: true

    Timer {
        interval: 30000
        repeat: true
        running: root.visible
        onTriggered: root.drift = (root.drift + 1) % 4
    }

    Item {
        x: -root.answer.x
        y: -root.answer.y
        width: root.width
        height: Theme.toolsTop

        Rectangle {
            y: root.upright ? button.y + 48 : 0
            x: root.upright ? 0 : -1
            width: root.upright ? parent.width : 0
            height: parent.height - y
            color: Theme.card
        }

        Item {
            id: frame

            x: root.upright ? 0 : 996
            y: root.upright ? poster.y + poster.height + 16 : 0
            width: parent.width - x
            height: (root.upright ? button.y + 48 : parent.height) - y
            clip: true

            Picture {
                x: [-8, 0, 8, 0][root.drift] - 8
                y: parent.height - height
                width: parent.width + 16
                height: width * 0.8
                name: "village"
            }
        }

        Column {
            id: poster

            x: Theme.margin
            y: Theme.topBarHeight + (root.upright ? Theme.space5 + 8 : Theme.space5)
            width: root.columnWidth

            Label {
                width: parent.width
                text: root.screen.title
                role: root.squeeze > 0 ? "hero" : "poster"
            }

            Label {
                width: parent.width
                text: root.screen.hint
                role: "section"
                bold: false
                color: Theme.ink2
            }
        }

        Touchable {
            anchors.fill: parent
            action: root.body.start

            Card {
                id: button

                x: Theme.margin
                y: (root.upright ? able.y : able.y) - height - Theme.space5 + 4
                width: root.columnWidth
                height: Theme.care ? 168 : 144
                color: Theme.sedge
                outlineWidth: 0

                Row {
                    anchors.centerIn: parent
                    spacing: Theme.gutter

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: root.body.start.icon
                        size: 64
                        color: Theme.sedgeText
                        wash: "transparent"
                        paper: Theme.sedge
                    }

                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        text: root.body.start.label
                        role: "entry"
                        size: root.upright ? 60 : 56
                        color: Theme.sedgeText
                    }

                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        text: root.body.start_aside
                        size: 44
                        color: Theme.sedgeText2
                        visible: text !== "" && !Theme.care
                    }
                }
            }
        }

        Column {
            id: able

            x: Theme.margin
            y: parent.height - height - Theme.space4
            width: root.columnWidth
            spacing: 12

            Label {
                text: root.body.able_heading
                role: "sub"
            }

            Grid {
                id: grid

                width: parent.width
                columns: 2
                columnSpacing: Theme.gutter
                rowSpacing: 8

                Repeater {
                    model: root.squeeze > 2 ? root.body.able.slice(0, 2) : root.body.able

                    StateLine {
                        required property var modelData

                        width: (grid.width - Theme.gutter) / 2
                        entry: modelData
                        role: "body"
                        ground: Theme.card
                        gap: 20
                    }
                }
            }

            Item {
                width: 1
                height: notices.count > 0 ? 4 : 0
            }

            Repeater {
                id: notices

                model: root.squeeze > 1 ? [] : root.body.notices

                StateLine {
                    required property var modelData

                    width: able.width
                    entry: modelData
                    strong: true
                    ground: Theme.card
                }
            }
        }
    }
}
