pragma ComponentBehavior: Bound
import QtQuick
import theme

// Rises from the tool bar over the page. Its two buttons stand on the action bar's line; the tool bar stays free.
Item {
    id: root

    property var sheet: null
    readonly property bool idle: sheet ? sheet.kind === "idle" : false
    readonly property int buttonsTop: Theme.actionsTop
    property real below: 0 // how far it still has to rise

    width: Theme.stageWidth
    height: Theme.toolsTop

    Component.onCompleted: if (Theme.motion)
        rise.start()

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim

        MouseArea {
            anchors.fill: parent // what lies under the sheet is out of reach
        }
    }

    Item {
        id: board

        readonly property int pad: Theme.portrait ? 56 : 40

        width: parent.width
        height: content.implicitHeight + 2 * pad + root.height - root.buttonsTop
        y: root.height - height + root.below
        opacity: rise.running ? 1 - 0.6 * root.below / 64 : 1

        Accessible.role: Accessible.Dialog
        Accessible.name: root.sheet ? root.sheet.title : ""

        Repeater {
            model: Theme.contrast ? 0 : 10

            Rectangle {
                required property int index

                x: -4 * index
                y: -4 * index
                width: board.width + 8 * index
                height: board.height
                radius: Theme.radiusSheet + 4 * index
                color: Theme.sheetShadow
            }
        }

        Rectangle {
            width: parent.width
            height: parent.height + Theme.radiusSheet // the lower corners hide behind the tool bar
            radius: Theme.radiusSheet
            color: Theme.paper
            border.width: Theme.contrast ? Theme.outline : 0
            border.color: Theme.edge
        }

        Column {
            id: content

            x: Theme.margin
            y: board.pad
            width: parent.width - 2 * Theme.margin
            spacing: Theme.space2

            CountdownRing {
                anchors.horizontalCenter: parent.horizontalCenter
                seconds: root.sheet ? root.sheet.seconds : 0
                total: root.sheet ? root.sheet.total : 1
                unit: root.sheet ? root.sheet.unit : ""
                visible: root.idle
            }

            Item {
                width: 1
                height: Theme.portrait ? 24 : 0
                visible: root.idle
            }

            Label {
                width: parent.width
                text: root.sheet ? root.sheet.title : ""
                role: "title"
                size: Theme.care ? spec.size : 72
                align: Text.AlignHCenter
            }

            Column {
                width: parent.width

                Lines {
                    width: parent.width
                    lines: root.sheet ? root.sheet.lines : []
                    align: Text.AlignHCenter
                }
            }

            Label {
                width: parent.width
                text: root.sheet ? root.sheet.aside : ""
                color: Theme.ink2
                align: Text.AlignHCenter
                visible: text !== ""
            }

            Column {
                width: parent.width
                spacing: Theme.portrait ? Theme.gutter : Theme.space2

                Repeater {
                    model: root.sheet ? root.sheet.rows : []

                    ServiceRow {
                        required property var modelData

                        width: parent ? parent.width : 0
                        height: Theme.portrait ? implicitHeight : Theme.care ? 112 : 104
                        beside: !Theme.portrait
                        action: modelData
                    }
                }
            }
        }
    }

    ActionBar {
        opacity: board.opacity
        kind: "sheet"
        actions: root.sheet ? ({
            "left": root.sheet.left ? [root.sheet.left] : [],
            "primary": root.sheet.primary,
            "awaited": ""
        }) : null
        focusPrimary: root.idle
    }

    NumberAnimation {
        id: rise

        target: root
        property: "below"
        from: 64
        to: 0
        duration: Theme.sheetMs
        easing.type: Easing.OutQuad
    }
}
