pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// One box to search, the entries, what is often done, life events, and what this terminal can do now.
Page {
    id: root

    readonly property bool upright: Theme.portrait
    readonly property bool rows: Theme.care || Theme.latin // Latin words and large ones need a row, not a tile
    readonly property int gap: Theme.gutter
    readonly property int columnWidth: upright ? answer.width : 900
    readonly property real floor: Theme.toolsTop - Theme.space4
    readonly property bool listed: !(Theme.care && upright) // care mode leaves the services to the lists
    readonly property real careRow: Math.min(Theme.entry, (state.y - Theme.space4 - entries.y - (entryCount - 1) * gap) / entryCount)
    readonly property real wideRoom: state.y - Theme.gutter - entries.y - gap // in landscape two rows share it
    readonly property int wideTile: Math.min(168, wideRoom - 104)
    readonly property real lifeTop: life.shown ? (upright ? state.y - Theme.gutter : floor) - life.height : upright ? state.y : floor
    readonly property int entryCount: body.entries.length + body.tiles.length

    wide: upright
    leftWidth: 900

    Item {
        // stage coordinates, both designs
        x: -root.answer.x
        y: -root.answer.y

        SearchBox {
            id: search

            x: Theme.margin
            y: root.upright ? root.headBottom + (Theme.care ? 16 : Theme.gutter) : Theme.topBarHeight + 8 + (Theme.latin ? 80 : Theme.care ? 108 : 88) + Theme.gutter
            width: root.columnWidth
            height: visible ? implicitHeight : 0
            action: root.body.search ?? null
            visible: !!root.body.search
        }

        Grid {
            id: entries

            readonly property bool stacked: Theme.care

            x: Theme.margin
            y: search.y + (search.visible ? search.height + root.gap : 0)
            columns: stacked ? 1 : 2
            spacing: root.gap

            Repeater {
                model: root.body.entries

                MainEntry {
                    required property var modelData
                    required property int index

                    width: entries.stacked ? root.columnWidth : (root.columnWidth - root.gap) / 2
                    height: !Theme.care ? (root.upright ? (Theme.latin ? 176 : Theme.entry) : Math.min(176, root.wideRoom - root.wideTile)) : root.upright ? root.careRow : Math.min(192, root.wideRoom / 2)
                    action: modelData
                    filled: index === 0
                    row: Theme.care
                }
            }
        }

        Flow {
            id: tiles

            readonly property int count: root.body.tiles.length
            readonly property bool aside: Theme.care && !root.upright // landscape care: under the right-hand heading
            readonly property bool rows: count < 3 || Theme.latin && count > 3

            x: aside ? Theme.margin + 900 + 48 : Theme.margin
            y: aside ? search.y : entries.y + entries.height + root.gap
            width: aside ? 876 : root.columnWidth
            spacing: root.gap

            Repeater {
                model: root.body.tiles

                Loader {
                    id: slot

                    required property var modelData
                    required property int index
                    readonly property bool last: index === tiles.count - 1 && tiles.count % 2 === 1
                    readonly property real full: tiles.aside ? 876 : root.columnWidth

                    width: Theme.care ? full : tiles.rows ? (last ? full : (full - root.gap) / 2) : (full - (tiles.count - 1) * root.gap) / tiles.count
                    height: !Theme.care ? (tiles.rows ? (root.upright ? (Theme.latin ? 112 : Theme.row) : 104) : root.upright ? 168 : root.wideTile) : root.upright ? root.careRow : Math.min(168, (state.y - Theme.gutter - search.y - (tiles.count - 1) * root.gap) / tiles.count)
                    sourceComponent: Theme.care ? asEntry : tiles.rows ? asRow : asTile

                    Component {
                        id: asTile

                        Tile {
                            action: slot.modelData
                        }
                    }

                    Component {
                        id: asRow

                        ServiceRow {
                            action: slot.modelData
                            full: !Theme.latin // in one line with the entries above
                        }
                    }

                    Component {
                        id: asEntry

                        MainEntry {
                            action: slot.modelData
                            row: true
                        }
                    }
                }
            }
        }

        Item {
            id: heading

            x: root.upright ? Theme.margin : Theme.margin + 900 + 48
            y: root.upright ? tiles.y + tiles.height + Theme.space4 : Theme.topBarHeight + 8 + (Theme.latin ? 8 : 12)
            width: root.upright ? root.columnWidth : 876
            height: 64
            visible: root.listed && !Theme.care

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: root.body.common_heading
                role: "sub"
            }

            LinkButton {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                action: root.body.all
            }
        }

        Grid {
            id: common

            readonly property bool single: Theme.latin || root.body.common.length < 3
            readonly property int fitting: Math.max(1, Math.floor((root.lifeTop - Theme.gutter - y + rowSpacing) / (rowHeight + rowSpacing)))
            readonly property int rowHeight: root.upright ? (Theme.latin ? 112 : Theme.row) : Theme.latin ? 100 : Theme.row

            x: heading.x
            y: root.upright ? heading.y + heading.height + Theme.space2 : search.y
            columns: single ? 1 : 2
            rowSpacing: Theme.latin ? 16 : root.gap
            columnSpacing: root.gap
            visible: heading.visible

            Repeater {
                model: heading.visible ? root.body.common.slice(0, common.fitting * common.columns) : []

                ServiceRow {
                    required property var modelData

                    width: common.single ? heading.width : (heading.width - root.gap) / 2
                    height: common.rowHeight
                    action: modelData
                    beside: Theme.latin
                    chevron: common.single && !Theme.latin
                }
            }
        }

        Item {
            id: life

            readonly property bool shown: root.body.life.length > 0 && !Theme.care

            x: heading.x
            y: root.lifeTop
            width: heading.width
            height: events.y + events.height
            visible: shown

            readonly property int most: Math.min(root.body.life.length, Math.floor(width / (Theme.latin ? 208 : 144)))

            Label {
                y: (64 - height) / 2
                text: root.body.life_heading
                role: "sub"
            }

            LinkButton {
                anchors.right: parent.right
                y: (64 - height) / 2
                action: root.body.life_all ?? null
                visible: !!root.body.life_all
            }

            Row {
                id: events

                y: 64 + Theme.space2
                spacing: Theme.space2

                Repeater {
                    model: life.shown ? root.body.life.slice(0, life.most) : []

                    LifeEvent {
                        required property var modelData

                        width: (life.width - (life.most - 1) * events.spacing) / life.most
                        action: modelData
                    }
                }
            }
        }

        Rectangle {
            id: state

            x: Theme.margin
            y: root.floor - height
            width: Theme.care ? Theme.stageWidth - 2 * Theme.margin : root.columnWidth
            height: told.implicitHeight + 2 * Theme.space4 - 8
            radius: Theme.radius
            color: Theme.sunk
            border.width: Theme.contrast ? Theme.outline : 0
            border.color: Theme.edge

            Accessible.role: Accessible.Grouping
            Accessible.name: root.body.state_heading

            Column {
                id: told

                x: Theme.space4
                y: Theme.space4 - 4
                width: parent.width - 2 * Theme.space4
                spacing: 8

                Label {
                    text: root.body.state_heading
                    role: "aid"
                    bold: true
                    visible: root.upright && !Theme.care
                }

                EvenGrid {
                    width: parent.width
                    columnSpacing: root.upright && !Theme.care ? 32 : 24
                    model: root.body.works
                }

                Repeater {
                    model: root.body.notices

                    StateLine {
                        required property var modelData

                        width: told.width
                        entry: modelData
                        strong: true
                    }
                }
            }
        }
    }
}
