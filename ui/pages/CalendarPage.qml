pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// When? Days first, then the times of a day, as large tiles with what is free in each; nothing scrolls, pages turn.
Page {
    id: root

    property var made: [] // the tiles themselves
    readonly property int columns: 2
    readonly property int rows: Math.ceil(Math.max(1, body.tiles.length) / columns)
    readonly property Item first: Theme.portrait ? answer : besideItem
    readonly property int gap: squeeze > 0 ? 12 : Theme.gutter
    readonly property real pagerRoom: pager.shown && Theme.portrait ? pager.height + gap : 0
    readonly property real room: answer.height - grid.y - pagerRoom
    readonly property real tallest: Math.max(Theme.portrait ? (Theme.care ? 216 : 152) : 144, ...made.map(tile => tile.needed + Theme.space2))
    readonly property real tileHeight: Math.floor(Math.min(tallest, (room - (rows - 1) * grid.rowSpacing) / rows))

    squeezes: 2
    brief: squeeze > 0
    overflows: () => {
        head.forceLayout();
        const beside = (before.visible ? before.height + gap : 0) + (pager.shown ? pager.height : 0);
        return made.some(tile => tile.needed > tileHeight) || !Theme.portrait && beside > besideItem.height;
    }

    Rectangle {
        id: before

        parent: root.first
        width: parent ? parent.width : 0
        height: Math.max(chosen.implicitHeight + 24, change.visible ? change.height + 24 : 0)
        radius: Theme.radius
        color: Theme.sunk
        border.width: Theme.contrast ? Theme.outline : 0
        border.color: Theme.edge
        visible: root.body.context !== ""

        Label {
            id: chosen

            x: Theme.space4
            width: parent.width - x - (change.visible ? change.width + 2 * Theme.space2 : Theme.space4)
            anchors.verticalCenter: parent.verticalCenter
            text: root.body.context
            role: "item"
            closer: 1.15
        }

        SecondaryButton {
            id: change

            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            width: faceWidth
            height: Theme.inset
            radius: Theme.radiusInset - 2
            pad: 16
            action: root.body.change ?? null
            visible: !!root.body.change
        }
    }

    Item {
        id: heading

        y: Theme.portrait && before.visible ? before.height + root.gap : 0
        width: root.answer.width
        height: visible ? Math.max(words.implicitHeight, place.implicitHeight) + 8 : 0
        visible: root.squeeze < 2

        Label {
            id: words

            width: parent.width - place.width - Theme.gutter
            text: root.body.heading
            role: "aid"
            color: Theme.ink2
        }

        Label {
            id: place

            anchors.right: parent.right
            text: root.body.page_text
            role: "aid"
            color: Theme.ink2
        }
    }

    Grid {
        id: grid

        y: heading.y + heading.height
        columns: root.columns
        columnSpacing: Theme.gutter
        rowSpacing: root.squeeze > 0 ? Theme.space2 : Theme.gutter

        Repeater {
            id: tiles

            function gather() {
                const found = [];
                for (let i = 0; i < count; ++i) {
                    const tile = itemAt(i);
                    if (tile)
                        found.push(tile);
                }
                root.made = found;
            }

            model: root.body.tiles
            onItemAdded: gather()
            onItemRemoved: gather()

            DayTile {
                required property var modelData

                width: (root.answer.width - (root.columns - 1) * Theme.gutter) / root.columns
                height: root.tileHeight
                action: modelData
            }
        }
    }

    PagerButtons {
        id: pager

        parent: Theme.portrait ? root.answer : root.besideItem
        anchors.bottom: parent.bottom
        width: parent.width
        previous: root.body.previous ?? null
        next: root.body.next ?? null
    }
}
