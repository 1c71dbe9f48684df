import QtQuick
import theme

// Pages are turned, nothing scrolls: two large buttons; at an end the label is the reason.
Row {
    id: root

    property var previous: null
    property var next: null
    property int buttonHeight: Theme.portrait ? (Theme.care ? 132 : Theme.choice) : Theme.care ? 96 : 88
    readonly property bool shown: !!previous || !!next

    spacing: Theme.gutter
    visible: shown

    SecondaryButton {
        width: (root.width - root.spacing) / 2
        height: root.buttonHeight
        action: root.previous
        visible: !!root.previous
        pad: 12
    }

    SecondaryButton {
        width: (root.width - root.spacing) / 2
        height: root.buttonHeight
        action: root.next
        visible: !!root.next
        iconRight: true
        pad: 12
    }
}
