import QtQuick
import theme

// The one filled button of a screen. Disabled, its label says what is missing; busy, it shows dots and takes no touch.
Touchable {
    id: root

    property bool iconLeft: false
    readonly property bool live: available || busy

    implicitHeight: Theme.button
    implicitWidth: 480

    Card {
        y: root.pressed ? 4 : 0
        width: parent.width
        height: parent.height
        flat: !root.live || root.pressed
        color: !root.live ? Theme.sunk : root.pressed ? Theme.sedgeDeep : Theme.sedge

        Behavior on color {
            enabled: Theme.motion && root.live && !root.pressed // at once under the finger, softly after it

            ColorAnimation {
                duration: Theme.pressMs
            }
        }

        outlineWidth: root.live ? 0 : Theme.outline
        outline: root.live ? "transparent" : Theme.contrast ? Theme.edge : Theme.sunk

        ButtonFace {
            anchors.fill: parent
            label: root.label
            icon: root.icon
            iconLeft: root.iconLeft
            busy: root.busy
            role: "button"
            color: root.live ? Theme.sedgeText : Theme.ink2
            bold: root.live
            paper: root.live ? Theme.sedge : Theme.sunk
        }
    }
}
