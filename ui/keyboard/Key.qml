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
    property bool grey: false // a key that does something rather than writes something
    property bool strong: false
    property bool on: false
    property int size: 44
    readonly property bool pressed: tap.pressed
    readonly property color tone: pressed || on ? Theme.sedgeText : Theme.ink
    readonly property color face: pressed || on ? Theme.sedge : grey ? Theme.keyGrey : Theme.key
    readonly property int gapX: 10
    readonly property int gapY: 12

    signal used

    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.onPressAction: used()

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 60 // whoever presses slowly still types
        onTapped: root.used()
    }

    Rectangle {
        anchors.fill: cap
        anchors.topMargin: 3
        anchors.bottomMargin: -3
        radius: cap.radius
        color: Theme.keyShade
        visible: !Theme.contrast && !root.pressed
    }

    Rectangle {
        id: cap

        anchors.fill: parent
        anchors.leftMargin: root.gapX / 2
        anchors.rightMargin: root.gapX / 2
        anchors.topMargin: root.gapY / 2
        anchors.bottomMargin: root.gapY / 2
        radius: 12
        color: root.face
        border.width: Theme.contrast ? 3 : Theme.care ? 2 : 0
        border.color: root.pressed || root.on ? Theme.sedge : Theme.edge

        Row {
            anchors.centerIn: parent
            visible: root.icon === ""

            Label {
                text: root.text
                size: root.size
                line: Math.round(root.size * 1.2)
                bold: root.strong
                color: root.tone
            }

            Label {
                anchors.bottom: parent.bottom
                text: root.second
                size: Math.round(root.size * 0.78)
                line: Math.round(root.size * 1.1)
                color: root.pressed ? root.tone : Theme.ink2
            }
        }

        Icon {
            anchors.centerIn: parent
            name: root.icon
            color: root.tone
            wash: "transparent"
            paper: root.face
        }
    }
}
