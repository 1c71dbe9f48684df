pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// The document camera: the table with the page on it, its corners as they are found, what is good and what is not yet.
// Taking the picture is never forbidden. The picture is gone from the terminal's screen when the page goes.
Page {
    id: root

    keeps: true

    readonly property var quality: body.quality
    readonly property var outline: body.live && quality ? quality.outline : []
    readonly property bool adviceLeft: !Theme.portrait && !Theme.care

    squeezes: 1
    brief: squeeze > 0
    overflows: () => {
        head.forceLayout();
        waysBelow.forceLayout();
        below.forceLayout();
        waysLeft.forceLayout();
        left.forceLayout();
        return split ? left.height > besideItem.height : table.height < 560;
    }

    Component.onDestruction: if (Events.preview)
        Events.preview.clear()

    Rectangle {
        id: table

        width: root.answer.width
        height: root.answer.height - below.height - Theme.gutter
        radius: Theme.radius
        color: Theme.table
        border.width: Theme.contrast ? Theme.outline : 0
        border.color: Theme.edge

        Accessible.role: Accessible.Graphic
        Accessible.name: root.body.caption

        Image {
            id: picture

            readonly property int serial: Events.preview ? Events.preview.serial : 0

            anchors.fill: parent
            anchors.margins: 6 // its corners are square, the table's are not
            cache: false
            fillMode: Image.PreserveAspectFit
            horizontalAlignment: Image.AlignHCenter
            verticalAlignment: Image.AlignVCenter
            sourceSize: Qt.size(Math.round(width * Theme.pixelScale), Math.round(height * Theme.pixelScale))
            source: !Events.preview ? "" : root.body.live ? "image://preview/live/" + serial : "image://preview/still/" + root.body.blob
            Accessible.ignored: true
        }

        Icon {
            anchors.centerIn: parent
            name: "camera"
            size: 104
            color: Theme.tableText
            wash: "transparent"
            paper: Theme.table
            opacity: 0.5
            visible: picture.implicitWidth <= 1
        }

        FoundCorners {
            x: (parent.width - width) / 2
            y: (parent.height - height) / 2
            width: picture.paintedWidth
            height: picture.paintedHeight
            outline: root.outline
        }

        Rectangle {
            id: pill

            x: Theme.gutter
            y: Theme.gutter
            width: caption.x + caption.width + Theme.space4
            height: Theme.care ? 88 : 72
            radius: height / 2
            color: Theme.pill
            border.width: Theme.contrast ? 3 : 0
            border.color: Theme.edge

            Rectangle {
                id: dot

                x: Theme.gutter
                anchors.verticalCenter: parent.verticalCenter
                width: 20
                height: 20
                radius: root.body.live ? 10 : 3
                color: root.body.live ? Theme.focus : Theme.corner
            }

            Label {
                id: caption

                x: dot.x + dot.width + 12
                anchors.verticalCenter: parent.verticalCenter
                text: root.body.caption
                role: "aid"
                size: Theme.care ? spec.size : 40
                color: Theme.tableText
            }
        }
    }

    Column {
        id: below

        y: table.height + Theme.gutter
        width: root.answer.width
        spacing: Theme.space2

        Row {
            id: thumbs

            width: parent.width
            spacing: 12
            visible: root.body.pages.length > 0

            Repeater {
                model: root.body.pages

                PageThumb {
                    required property var modelData

                    width: Math.floor((thumbs.width - 7 * thumbs.spacing) / 8)
                    height: Theme.portrait ? 136 : 120
                    number: modelData.number
                    blob: modelData.blob
                    action: modelData.look
                }
            }
        }

        Flow {
            id: checks

            // as many side by side as their words allow; what is left over takes the whole row
            readonly property int across: {
                let widest = 1;
                for (let i = 0; i < chips.count; ++i)
                    widest = Math.max(widest, (chips.itemAt(i) as CheckChip)?.natural ?? 1);
                return Math.max(1, Math.min(chips.count, 3, Math.floor((width + spacing) / (widest + spacing))));
            }
            // what each has over when they stand in one row, as wide as their words: less than 0 when they cannot
            readonly property real spare: {
                let room = width - (chips.count - 1) * spacing;
                for (let i = 0; i < chips.count; ++i)
                    room -= (chips.itemAt(i) as CheckChip)?.natural ?? 0;
                return across < chips.count ? Math.floor(room / Math.max(1, chips.count)) : -1;
            }

            width: parent.width
            spacing: Theme.gutter

            Repeater {
                id: chips

                model: root.body.checks

                CheckChip {
                    required property var modelData
                    required property int index
                    readonly property bool alone: index % checks.across === 0 && index === chips.count - 1

                    width: checks.spare >= 0 ? natural + checks.spare : alone ? checks.width : Math.floor((checks.width - (checks.across - 1) * checks.spacing) / checks.across)
                    height: Theme.portrait ? 96 : 80
                    entry: modelData
                }
            }
        }

        Label {
            width: parent.width
            text: root.adviceLeft ? "" : root.body.advice
            color: Theme.ink2
        }

        CameraWays {
            id: waysBelow

            width: parent.width
            ways: Theme.portrait ? root.body.other : []
            visible: ways.length > 0
        }
    }

    // In landscape the ways stand under the question, and the advice with them when there is room.
    aside: Column {
        id: left

        width: parent ? parent.width : 0
        spacing: Theme.space2

        Label {
            width: parent.width
            text: root.adviceLeft ? root.body.advice : ""
            color: Theme.ink2
        }

        CameraWays {
            id: waysLeft

            width: parent.width
            ways: root.split ? root.body.other : []
            visible: ways.length > 0
        }
    }
}
