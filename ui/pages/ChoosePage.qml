pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// Choose one: what was chosen before and the way back to it, the likeliest first and full width, then a grid in pages.
Page {
    id: root

    readonly property var options: body.options
    readonly property int columns: Math.max(1, body.columns)
    readonly property int rows: Math.ceil(options.length / columns)
    readonly property int gap: Theme.care ? Theme.space2 : Theme.portrait ? 28 : Theme.gutter
    readonly property int pagerHeight: pager.shown ? pager.buttonHeight + Theme.gutter : 0
    readonly property real roomForRows: answer.height - grid.y - pagerHeight
    // large when there are few, lower when there are many; the hint goes before a choice gets too low to touch well
    readonly property int tallest: columns === 1 ? Theme.row : Theme.choice
    readonly property int lowest: Theme.portrait ? (Theme.care ? 160 : 96) : 88
    readonly property bool close: roomForRows < rows * (tallest + Theme.gutter) - Theme.gutter
    readonly property int rowGap: close ? Theme.space2 : Theme.gutter
    readonly property int tileHeight: Math.max(72, Math.min(tallest, Math.floor((roomForRows + rowGap) / Math.max(1, rows)) - rowGap))
    readonly property Item first: Theme.portrait ? answer : besideItem
    readonly property int firstHeight: (before.visible ? before.height : 0) + (suggested.visible ? suggested.height + (before.visible ? gap : 0) : 0)

    squeezes: 1
    brief: squeeze > 0
    hintAction: Theme.portrait ? body.find ?? null : null
    overflows: () => {
        head.forceLayout();
        suggested.forceLayout();
        return Theme.portrait ? tileHeight < lowest : firstHeight > besideItem.height;
    }

    Rectangle {
        id: before

        parent: root.first
        width: parent ? parent.width : 0
        height: Theme.portrait ? (Theme.care ? 104 : 120) : Theme.care ? 112 : 104
        radius: Theme.radius
        color: Theme.sunk
        border.width: Theme.contrast ? Theme.outline : 0
        border.color: Theme.edge
        visible: root.body.context !== ""

        Icon {
            id: pin

            x: Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            name: Theme.portrait ? "pin" : "" // in landscape the words need the room
            paper: before.color
            wash: "transparent"
        }

        Label {
            readonly property real room: change.x - x - Theme.space2

            x: pin.visible ? pin.x + pin.width + Theme.gutter : Theme.gutter
            maxWidth: room
            anchors.verticalCenter: parent.verticalCenter
            // a city and its town part at the dot, if they must
            text: root.body.context.length * size > room && !Theme.latin ? root.body.context.replace("·", "\n") : root.body.context
            role: Theme.portrait ? "button" : "item"
            size: Theme.portrait ? spec.size : Theme.care && !Theme.latin ? 46 : 40
            closer: 1.15
        }

        SecondaryButton {
            id: change

            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            width: faceWidth
            height: parent.height - 24
            radius: Theme.radiusInset - 2
            pad: Theme.portrait ? 28 : 16
            action: root.body.change
            visible: !!root.body.change
        }
    }

    Column {
        id: suggested

        parent: root.first
        y: before.visible ? before.height + root.gap : 0
        width: parent ? parent.width : 0
        spacing: 4
        visible: !!root.body.suggestion

        Label {
            width: parent.width
            text: Theme.care && !Theme.portrait ? "" : root.body.suggestion_heading
            role: "aid"
            color: Theme.ink2
            visible: text !== ""
        }

        ChoiceTile {
            width: parent.width
            height: Theme.portrait ? (Theme.care ? 176 : 144) : 108
            action: root.body.suggestion
            aside: root.body.suggestion_chosen
        }
    }

    Item {
        id: heading

        y: Theme.portrait && root.firstHeight > 0 ? root.firstHeight + root.gap : 0
        width: root.answer.width
        height: visible ? Math.max(words.implicitHeight, place.implicitHeight, find.visible ? find.height + 8 : 0) + 8 : 0
        visible: root.body.heading !== "" || root.body.page_text !== "" || find.visible

        Label {
            id: words

            y: (parent.height - (find.visible ? 16 : 8) - height) / 2
            maxWidth: place.x - Theme.gutter
            text: root.body.heading
            role: "aid"
            color: Theme.ink2
        }

        Label {
            id: place

            anchors.right: find.visible ? find.left : parent.right
            anchors.rightMargin: find.visible ? Theme.gutter : 0
            y: (parent.height - (find.visible ? 16 : 8) - height) / 2
            text: root.body.page_text
            role: "aid"
            color: Theme.ink2
        }

        // beside the hint where the question stands above, and over the choices where it stands beside them
        SecondaryButton {
            id: find

            anchors.right: parent.right
            width: faceWidth
            height: 88
            pad: 20
            action: root.body.find ?? null
            visible: !Theme.portrait && !!root.body.find
        }
    }

    Grid {
        id: grid

        y: heading.y + heading.height
        columns: root.columns
        columnSpacing: Theme.gutter
        rowSpacing: root.rowGap

        Repeater {
            model: root.options

            ChoiceTile {
                required property var modelData

                width: (root.answer.width - (root.columns - 1) * Theme.gutter) / root.columns
                height: root.tileHeight
                action: modelData
            }
        }
    }

    PagerButtons {
        id: pager

        anchors.bottom: parent.bottom
        width: root.answer.width
        previous: root.body.previous
        next: root.body.next
    }
}
