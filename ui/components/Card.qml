import QtQuick
import theme

// White, outlined, lifted: something to touch, or the one thing to keep. `flat` when it cannot be used.
Item {
    id: root

    property bool flat: false
    property color color: flat ? Theme.paper : Theme.card
    property color outline: Theme.care && !flat ? Theme.edge : Theme.line
    property int outlineWidth: Theme.outline
    property int radius: Theme.radius

    Lift {
        visible: !root.flat && !Theme.contrast
    }

    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.color
        border.width: root.outlineWidth
        border.color: root.outline
    }
}
