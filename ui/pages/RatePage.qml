pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// How was it: five faces with their words; for the lower two what was not good, and a word about it. One touch skips it.
Page {
    id: root

    property var faces: [] // the faces themselves
    readonly property bool asks: body.tags.length > 0
    readonly property bool across: !Theme.portrait || asks // the faces stand side by side
    readonly property int rows: across ? 1 : Math.max(1, body.levels.length)
    readonly property real each: across ? (Theme.portrait ? 232 : asks ? 184 : 320) : Math.min(Theme.care ? 176 : 152, (answer.height - note.height - Theme.gutter - (rows - 1) * 16) / rows)
    readonly property int faceSize: across ? (Theme.portrait ? 96 : asks ? 80 : 128) : Theme.care ? 112 : 96

    readonly property int tagHeight: Theme.portrait ? (Theme.care ? 136 : Theme.choice) : squeeze > 0 ? 88 : 104

    wide: true
    squeezes: 1
    brief: squeeze > 0
    overflows: () => {
        head.forceLayout();
        levels.forceLayout();
        tags.forceLayout();
        why.forceLayout();
        return faces.some(face => face.needed > face.height) || asks && why.y + why.height > answer.height;
    }

    Flow {
        id: levels

        width: root.answer.width
        spacing: 16

        Repeater {
            id: made

            function gather() {
                const found = [];
                for (let i = 0; i < count; ++i) {
                    const face = itemAt(i);
                    if (face)
                        found.push(face);
                }
                root.faces = found;
            }

            model: root.body.levels
            onItemAdded: gather()
            onItemRemoved: gather()

            FaceButton {
                required property var modelData

                width: root.across ? Math.floor((root.answer.width - 4 * levels.spacing) / 5) : root.answer.width
                height: root.across ? Math.max(root.each, needed) : root.each
                stacked: root.across
                faceSize: root.faceSize
                action: modelData
            }
        }
    }

    NoteLines {
        id: note

        y: levels.height + Theme.gutter
        width: root.answer.width
        lines: root.asks || root.body.note === "" ? [] : [root.body.note]
    }

    Column {
        id: why

        y: levels.height + Theme.gutter
        width: root.answer.width
        spacing: root.squeeze > 0 ? 8 : Theme.space2
        visible: root.asks

        Label {
            width: parent.width
            text: root.body.tags_heading
            role: "item"
            visible: text !== ""
        }

        Grid {
            id: tags

            columns: Theme.portrait ? 2 : 4
            columnSpacing: 16
            rowSpacing: root.squeeze > 0 ? 12 : 16

            Repeater {
                model: root.body.tags

                ChoiceTile {
                    required property var modelData

                    width: (why.width - (tags.columns - 1) * tags.columnSpacing) / tags.columns
                    height: root.tagHeight
                    action: modelData
                }
            }

            SecondaryButton {
                width: (why.width - (tags.columns - 1) * tags.columnSpacing) / tags.columns
                height: root.tagHeight
                action: root.body.words ?? null
                visible: !!root.body.words && !Theme.portrait
            }
        }

        SecondaryButton {
            width: parent.width
            height: root.tagHeight
            action: root.body.words ?? null
            visible: !!root.body.words && Theme.portrait
        }
    }
}
