pragma ComponentBehavior: Bound
import QtQuick
import theme

// Language, large text, contrast, read-aloud, help: at the bottom edge of every screen, in the same places.
Rectangle {
    id: root

    property var tools: []
    readonly property int slot: Theme.portrait ? 216 : 264

    y: Theme.toolsTop
    width: Theme.stageWidth
    height: Theme.stageHeight - y
    color: Theme.card

    Rectangle {
        width: parent.width
        height: Theme.outline
        color: Theme.line
    }

    Row {
        anchors.horizontalCenter: parent.horizontalCenter

        Repeater {
            model: root.tools

            Touchable {
                id: tool

                required property var modelData
                readonly property bool lit: chosen || pressed
                readonly property color tone: lit ? Theme.sedgeText : Theme.ink

                action: modelData
                width: root.slot
                height: root.height

                Rectangle {
                    anchors.fill: parent
                    anchors.margins: 16
                    anchors.topMargin: 12
                    anchors.bottomMargin: 12
                    radius: Theme.radiusInset
                    color: tool.pressed ? Theme.sedgeDeep : Theme.sedge
                    visible: tool.lit
                }

                Grid {
                    anchors.centerIn: parent
                    anchors.verticalCenterOffset: 1
                    columns: Theme.portrait ? 1 : 2
                    columnSpacing: Theme.space2
                    rowSpacing: Theme.portrait ? (Theme.care ? 4 : 2) : 0
                    horizontalItemAlignment: Grid.AlignHCenter
                    verticalItemAlignment: Grid.AlignVCenter

                    Icon {
                        name: tool.icon
                        size: Theme.iconTool
                        color: tool.tone
                        wash: "transparent"
                        paper: tool.lit ? Theme.sedge : Theme.card
                    }

                    Label {
                        text: tool.label
                        role: "tool"
                        bold: tool.lit
                        color: tool.tone
                        // a Latin word beside Han ones looks equal at 40, a Han word beside Latin ones at 36
                        size: Theme.care ? spec.size : /[\u2e80-\uffff]/.test(text) ? 36 : 40
                    }
                }
            }
        }
    }
}
