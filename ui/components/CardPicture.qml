pragma ComponentBehavior: Bound
import QtQuick
import theme

// Put the card here: where on this machine, then what the hand does. The card sinks three times, then lies still.
Card {
    id: root

    property string kind: "id_card"
    readonly property bool social: kind === "social_card"
    // drawn on a board of 984 x 580, scaled to what room there is
    readonly property real k: Math.min(width / 984, height / 580)

    outline: Theme.care ? Theme.edge : Theme.line
    Accessible.role: Accessible.Graphic

    Item {
        id: board

        width: 984
        height: 580
        anchors.centerIn: parent
        scale: root.k

        Picture {
            id: machine

            x: 50
            y: 76
            width: 264
            height: 456
            name: root.social ? "machine-card" : "machine"
        }

        Rectangle {
            x: root.social ? 62 : 176
            y: root.social ? 364 : 366
            width: 126
            height: 126
            radius: 63
            color: "transparent"
            border.width: 5
            border.color: Theme.ink
        }

        Repeater {
            model: 5

            Rectangle {
                required property int index

                x: (root.social ? 196 : 312) + index * (root.social ? 40 : 17)
                y: (root.social ? 418 : 420) - index * 4
                width: 6
                height: 6
                radius: 3
                color: Theme.ink
            }
        }

        Picture {
            x: 412
            y: 132
            width: 504
            height: 404
            name: root.social ? "slot" : "reader"
        }

        Picture {
            id: zone

            x: 450
            y: 226
            width: 428
            height: 272
            name: root.social ? "" : "zone"
            opacity: sink.running ? 0.55 + 0.45 * sink.depth : 1
        }

        Item {
            x: 412
            y: 0
            width: 504
            height: root.social ? 132 + 326 : 580
            clip: root.social

            Picture {
                x: root.social ? 120 : 50
                y: (root.social ? 176 : 164) - 40 * (1 - (sink.running ? sink.depth : 1)) + (root.social ? 0 : 0)
                width: root.social ? 264 : 404
                height: root.social ? 340 : 284
                name: root.social ? "socialcard" : "idcard"
            }
        }

        Rectangle {
            x: 620
            y: 40
            width: 88
            height: 88
            radius: 44
            color: Theme.sedge

            Icon {
                anchors.centerIn: parent
                name: "next"
                size: 56
                rotation: 90
                color: Theme.sedgeText
                paper: Theme.sedge
            }
        }
    }

    SequentialAnimation {
        id: sink

        property real depth: 0

        running: Theme.motion && root.visible
        loops: 3

        PauseAnimation {
            duration: Theme.pictureMs / 6
        }

        NumberAnimation {
            target: sink
            property: "depth"
            from: 0
            to: 1
            duration: Theme.pictureMs / 2
            easing.type: Easing.InOutQuad
        }

        PauseAnimation {
            duration: Theme.pictureMs / 3
        }
    }
}
