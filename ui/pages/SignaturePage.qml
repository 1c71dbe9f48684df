pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// The one gesture of the terminal: a signature. What it means stands above it, wiping it and a way round it below.
// The box has the same shape in every orientation, so that a signature is never stretched.
Page {
    id: root

    keeps: true

    property bool wasSigned: false
    readonly property bool close: split && Theme.care
    readonly property int gap: Theme.care || split ? Theme.gutter : Theme.space4
    readonly property int buttonHeight: Theme.portrait ? (Theme.care ? 128 : Theme.choice) : 88

    squeezes: 1
    brief: squeeze > 0
    overflows: () => {
        head.forceLayout();
        words.forceLayout();
        return split ? meaning.height > besideItem.height : box.height < 560;
    }
    onBodyChanged: {
        if (wasSigned && !body.signed)
            box.clear();
        wasSigned = body.signed;
    }

    Rectangle {
        id: meaning

        parent: root.split ? root.besideItem : root.answer
        width: parent ? parent.width : 0
        height: words.implicitHeight + 2 * (root.close ? 12 : root.split || Theme.care ? Theme.space2 : 26)
        radius: Theme.radius
        color: Theme.sunk
        border.width: Theme.contrast ? Theme.outline : 0
        border.color: Theme.edge

        Column {
            id: words

            x: root.split ? Theme.gutter : Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 2 * x

            Label {
                width: parent.width
                text: root.body.heading
                role: "item"
                size: root.close ? 44 : spec.size
                line: root.close ? 52 : Theme.roles.body.line
            }

            Repeater {
                model: root.body.statements

                Item {
                    id: statement

                    required property string modelData

                    width: words.width
                    height: said.height

                    Icon {
                        id: tick

                        y: (said.line - height) / 2
                        name: "check"
                        size: 40
                    }

                    Label {
                        id: said

                        x: tick.width + 12
                        width: parent.width - x
                        text: statement.modelData
                        size: root.close ? 44 : spec.size
                        line: root.close ? 52 : spec.line
                    }
                }
            }
        }
    }

    InkBox {
        id: box

        readonly property real room: root.answer.height - buttons.height - root.gap - (root.split ? 0 : meaning.height + root.gap)

        objectName: "ink"
        x: (parent.width - width) / 2
        y: root.split ? 0 : meaning.height + root.gap
        width: Math.round(Math.min(parent.width, room * aspect))
        height: Math.round(width / aspect)
        under: root.body.baseline
        signed: root.body.signed
        onChanged: Events.sign(strokes)
    }

    Row {
        id: buttons

        y: box.y + box.height + root.gap
        width: parent.width
        spacing: Theme.gutter

        SecondaryButton {
            width: (buttons.width - buttons.spacing) / 2
            height: root.buttonHeight
            pad: 12
            action: root.body.clear
            onTriggered: box.clear()
        }

        SecondaryButton {
            width: (buttons.width - buttons.spacing) / 2
            height: root.buttonHeight
            pad: 12
            action: root.body.decline
        }
    }
}
