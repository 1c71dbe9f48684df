pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// Put the card here; or another way. What went wrong last time stands above the picture.
Page {
    id: root

    readonly property bool rows: Theme.latin || Theme.care
    readonly property int ways: body.ways.length
    readonly property real waysHeight: ways === 0 ? 0 : rows ? ways * wayHeight + (ways - 1) * Theme.space2 : wayHeight
    readonly property int wayHeight: !rows ? (Theme.portrait ? 232 : 196) : Theme.care ? (Theme.portrait ? 132 : 112) : Theme.portrait ? 120 : 96
    readonly property bool headed: ways > 0 && !Theme.care
    readonly property real lower: waysHeight + (headed ? Theme.portrait ? 64 + 16 + 40 : 56 + 8 + 24 : ways > 0 ? Theme.gutter : 0)
    readonly property real above: notice.visible ? notice.height + Theme.gutter : 0
    readonly property real privacyHeight: privacy.implicitHeight + Theme.space4
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
        columns: root.rows ? 1 : Math.max(1, root.ways)
        spacing: root.rows ? Theme.space2 : Theme.gutter

        Repeater {
            model: root.body.ways

            Loader {
                id: slot

                required property var modelData

                width: root.rows ? root.answer.width : (root.answer.width - (root.ways - 1) * Theme.gutter) / root.ways
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
                        chevron: !flat
                        beside: !Theme.care
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
        visible: Theme.portrait ? root.privacyBelow : root.squeeze < 2
    }
}
