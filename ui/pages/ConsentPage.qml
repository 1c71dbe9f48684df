pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// What is done with the data, point by point; then no and yes, of one size and look, neither nearer at hand. Nothing of what is
// agreed to ever falls away: where there is less room the lines close up, then the words get smaller.
Page {
    id: root

    readonly property bool asks: !!body.agree
    readonly property int buttonHeight: Theme.portrait ? Theme.choice + (Theme.care ? 0 : 32) : Theme.care ? 112 : 104
    readonly property bool beside: !Theme.portrait && squeeze > 1 // under the question: the words need the whole height
    readonly property int buttonsHeight: asks && !beside ? buttonHeight + Theme.gutter : 0
    readonly property int labelWidth: (Theme.latin ? (Theme.care ? 244 : 200) : Theme.care ? 200 : 164) - (squeeze > 2 ? 16 : 0)
    readonly property int pad: squeeze > 0 || !Theme.portrait ? Theme.gutter : Theme.space4
    readonly property int gap: squeeze > 1 ? 8 : squeeze > 0 || !Theme.portrait ? 16 : Theme.gutter
    readonly property string role: squeeze > 2 ? "aid" : "body"

    squeezes: 3
    brief: squeeze > 1
    overflows: () => {
        head.forceLayout();
        list.forceLayout();
        return facts.height > answer.height - buttonsHeight;
    }

    Rectangle {
        id: facts

        width: root.answer.width
        height: list.implicitHeight + 2 * root.pad
        radius: Theme.radius
        color: Theme.sunk
        border.width: Theme.contrast ? Theme.outline : 0
        border.color: Theme.edge

        Column {
            id: list

            x: root.pad
            y: root.pad
            width: parent.width - 2 * root.pad
            spacing: root.gap

            Repeater {
                model: root.body.facts

                Item {
                    id: fact

                    required property var modelData

                    width: list.width
                    height: Math.max(name.implicitHeight, said.implicitHeight)

                    Label {
                        id: name

                        width: root.labelWidth
                        text: fact.modelData.label
                        role: root.role
                        color: Theme.ink2
                        closer: root.squeeze > 0 ? 1.2 : 0
                    }

                    Label {
                        id: said

                        x: root.labelWidth + Theme.space2
                        width: parent.width - x
                        text: fact.modelData.lines.join("\n")
                        role: root.role
                        closer: root.squeeze > 0 ? 1.25 : 0
                    }
                }
            }
        }
    }

    Grid {
        id: buttons

        parent: root.beside ? root.besideItem : root.answer
        y: parent ? parent.height - height : 0
        columns: root.beside ? 1 : 2
        spacing: Theme.gutter
        visible: root.asks

        Repeater {
            model: [root.body.decline, root.body.agree]

            SecondaryButton {
                required property var modelData

                width: root.beside ? root.besideItem.width : (root.answer.width - Theme.gutter) / 2
                height: root.buttonHeight
                role: "button"
                pad: 12
                action: modelData ?? null
            }
        }
    }
}
