pragma ComponentBehavior: Bound
import QtQuick
import theme

// What the hand does: where on this machine, then that part large. A card goes in, paper is taken out, or a face is held
// before the camera; what moves does so three times, then lies still. Every part is drawn at the size at which it stands: nothing is a scaled picture.
Card {
    id: root

    property string kind: "id_card"
    readonly property bool social: kind === "social_card"
    readonly property bool paper: kind === "paper"
    readonly property bool face: kind === "face" // nothing goes anywhere: one looks at the camera above the screen
    readonly property bool phone: kind === "phone"
    readonly property int partY: face ? 64 : 132
    // designed on a board of 984 x 580
    readonly property real k: Math.max(0.1, Math.min(width / 984, height / 580))
    // the slot is on the machine's left: there the machine stands at the right, next to its part
    readonly property bool mirrored: social
    readonly property int machineX: mirrored ? 670 : 50
    readonly property int partX: mirrored ? 68 : 412
    readonly property int spotX: machineX + (social ? 75 : paper || face ? 130 : phone ? 132 : 189) // the middle of the part on the machine
    readonly property int spotY: social ? 427 : paper ? 486 : face ? 88 : 429

    outline: Theme.care ? Theme.edge : Theme.line
    Accessible.role: Accessible.Graphic

    component Part: Picture {
        property real atX: 0
        property real atY: 0
        property real wide: 0
        property real high: 0

        x: atX * root.k
        y: atY * root.k
        width: Math.round(wide * root.k)
        height: Math.round(high * root.k)
    }

    Item {
        id: board

        width: 984 * root.k
        height: 580 * root.k
        anchors.centerIn: parent

        Part {
            atX: root.machineX
            atY: 76
            wide: 264
            high: 456
            name: root.social ? "machine-card" : root.paper ? "machine-paper" : "machine"
        }

        Part {
            atX: root.spotX - 66
            atY: root.spotY - 66
            wide: 132
            high: 132
            name: "ring"
        }

        Part {
            readonly property real from: root.mirrored ? root.partX + 504 + 4 : root.spotX + 76

            atX: from
            atY: root.spotY - (root.mirrored ? 6 : 18)
            wide: (root.mirrored ? root.spotX - 76 : root.partX - 4) - from
            high: 24
            name: "leader"
            mirror: root.mirrored
            fillMode: Image.PreserveAspectFit
        }

        Part {
            atX: root.partX
            atY: root.partY
            wide: 504
            high: 404
            name: root.social ? "slot" : root.paper ? "outlet" : "reader"
        }

        Part {
            atX: root.partX + 38
            atY: root.partY + 94
            wide: 428
            high: 272
            name: root.social || root.paper ? "" : "zone"
            opacity: sink.running ? 0.55 + 0.45 * sink.depth : 1
        }

        Item {
            x: root.partX * root.k
            y: (root.paper ? 132 + 71 : 0) * root.k
            width: 504 * root.k
            height: (root.paper ? 377 : root.social ? 132 + 326 : root.face ? root.partY + 366 : 580) * root.k
            clip: root.social || root.paper || root.face

            Part {
                readonly property real lift: root.face ? 0 : 40 * (1 - (sink.running ? sink.depth : 1))

                atX: root.social || root.paper ? 120 : 50
                atY: (root.paper ? 0 : root.social ? 176 : root.face ? root.partY + 82 : 164) - lift
                wide: root.social || root.paper ? 264 : 404
                high: root.social ? 340 : root.paper ? 270 : 284
                name: root.social ? "socialcard" : root.paper ? "sheet" : root.face ? "face" : root.phone ? "phone" : "idcard"
            }
        }

        Part {
            atX: root.partX + (root.paper ? 396 : 208)
            atY: root.paper ? 300 : 40
            wide: 88
            high: 88
            visible: !root.face
            name: "down"
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
