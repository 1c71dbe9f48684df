pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// One key with its share of the gap: the whole cell can be touched. Acts on release inside the cell, as fast as fingers
// are: several keys may be down at once, and none waits for another.
Item {
    id: root

    property string text: ""
    property string second: "" // what the key would change to
    property string icon: ""
    property string name: text // what a screen reader says
    property bool blank: false // no key, only its room
    property bool grey: false // a key that does something rather than writes something
    property bool strong: false
    property bool on: false
    property int size: 44
    readonly property bool lit: tap.pressed || on
    readonly property color tone: lit ? Theme.sedgeText : Theme.ink

    signal used

    opacity: blank ? 0 : 1
    enabled: !blank

    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.onPressAction: used()

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 60 // s; whoever presses slowly still types
        onTapped: root.used()
    }

    Rectangle {
        x: 5
        y: 9
        width: root.width - 10
        height: root.height - 12
        radius: 12
        color: Theme.keyShade
        visible: !Theme.contrast && !root.lit
    }

    Rectangle {
        id: cap

        x: 5
        y: 6
        width: root.width - 10
        height: root.height - 12
        radius: 12
        color: root.lit ? Theme.sedge : root.grey ? Theme.keyGrey : Theme.key
        border.width: Theme.contrast ? 3 : Theme.care ? 2 : 0
        border.color: root.lit ? Theme.sedge : Theme.edge

        Row {
            anchors.centerIn: parent

            Label {
                text: root.icon === "" ? root.text : ""
                size: root.size
                line: Math.round(root.size * 1.2)
                bold: root.strong
                color: root.tone
            }

            // few keys have more than a letter on them
            Loader {
                anchors.bottom: parent.bottom
                active: root.icon !== "" || root.second !== ""
                sourceComponent: root.icon !== "" ? picture : other
            }
        }
    }

    Component {
        id: picture

        Icon {
            name: root.icon
            color: root.tone
            wash: "transparent"
            paper: cap.color
        }
    }

    Component {
        id: other

        Label {
            text: root.second
            size: Math.round(root.size * 0.78)
            line: Math.round(root.size * 1.1)
            color: root.lit ? root.tone : Theme.ink2
        }
    }
}
