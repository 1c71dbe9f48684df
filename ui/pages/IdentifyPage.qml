pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// Put the card here; or another way. What went wrong last time stands above the picture.
Page {
    id: root

    readonly property bool rows: Theme.latin || Theme.care || many && !Theme.portrait
    readonly property int ways: body.ways.length
    // up to three ways stand as tiles side by side, or as rows where words are long; more of them in two or three columns
    readonly property bool many: ways > 3
    readonly property int columns: Math.max(1, many ? (rows || ways === 4 ? 2 : 3) : rows ? 1 : ways)
    readonly property int lines: Math.ceil(ways / columns)
    readonly property int wayGap: rows || many ? Theme.space2 : Theme.gutter
    readonly property real waysHeight: ways === 0 ? 0 : lines * wayHeight + (lines - 1) * wayGap
    readonly property int wayHeight: !rows ? (many ? (Theme.portrait ? 196 : 140) : Theme.portrait ? 232 : 196) : Theme.care ? (Theme.portrait ? 132 : 112) : Theme.portrait ? 120 : 96
    readonly property bool headed: ways > 0 && !Theme.care
    readonly property real lower: waysHeight + (headed ? Theme.portrait ? 64 + 16 + 40 : 56 + 8 + 24 : ways > 0 ? Theme.gutter : 0)
    readonly property real above: notice.visible ? notice.height + Theme.gutter : 0
    readonly property real privacyHeight: body.privacy.length > 0 ? privacy.implicitHeight + Theme.space4 : 0
    readonly property real room: answer.height - lower - above
    readonly property bool privacyBelow: Theme.portrait && room - privacyHeight >= 260
    readonly property real pictureHeight: Math.min(586, room - (privacyBelow ? privacyHeight : 0))

    // in landscape what is done with the data stands under the question: the hint falls away before it is covered
    squeezes: Theme.portrait ? 0 : 2
    overflows: () => {
        head.forceLayout();
        return privacy.implicitHeight > besideItem.height;
    }
    brief: squeeze > 0

    Panel {
        id: notice

        width: root.answer.width
        panel: root.body.notice ?? null
        visible: !!panel
    }

    HandPicture {
        id: picture

        y: root.above
        width: root.answer.width
        height: root.pictureHeight
        visible: height >= 160
        kind: root.body.picture
        Accessible.name: root.screen.title
    }

    Label {
        id: heading

        y: picture.y + picture.height + (Theme.portrait ? 40 : 24)
        text: root.body.ways_heading
        role: Theme.portrait ? "sub" : "item"
        visible: root.headed
    }

    Grid {
        id: grid

        y: picture.y + picture.height + root.lower - root.waysHeight
        columns: root.columns
        spacing: root.wayGap

        Repeater {
            model: root.body.ways

            Loader {
                id: slot

                required property var modelData

                width: (root.answer.width - (root.columns - 1) * root.wayGap) / root.columns
                height: root.wayHeight
                sourceComponent: root.rows ? asRow : asTile

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
                        chevron: !flat && !root.many
                        beside: !Theme.care && !root.many
                    }
                }
            }
        }
    }

    NoteLines {
        id: privacy

        parent: Theme.portrait ? root.answer : root.besideItem
        y: Theme.portrait ? grid.y + root.waysHeight + Theme.space4 : parent.height - height
        width: parent.width
        lines: root.body.privacy
        icon: "lock"
        visible: root.body.privacy.length > 0 && (Theme.portrait ? root.privacyBelow : root.squeeze < 2)
    }
}
