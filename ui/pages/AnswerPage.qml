pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// A question that is often asked, its answer, and the services that it speaks of.
Page {
    id: root

    // under a long question in landscape the heading falls away, then the second service
    squeezes: 2
    overflows: () => {
        head.forceLayout();
        foot.forceLayout();
        return !Theme.portrait && foot.height > besideItem.height;
    }

    readonly property int rowHeight: Theme.portrait ? Theme.row : Theme.care ? 144 : 112

    Reading {
        id: reading

        width: parent.width
        height: parent.height - (Theme.portrait && foot.height > 0 ? foot.height + Theme.space5 : 0)
        facts: root.body.facts
        moreLabel: root.body.more_label
        lessLabel: root.body.less_label
    }

    Column {
        id: foot

        parent: Theme.portrait ? root.answer : root.besideItem
        y: !parent ? 0 : Theme.portrait ? Math.min(reading.used + Theme.space5, parent.height - height) : parent.height - height
        width: parent ? parent.width : 0
        spacing: Theme.space2

        Label {
            width: parent.width
            text: root.body.related_heading
            role: "sub"
            visible: text !== "" && root.squeeze < 1
        }

        Repeater {
            model: root.squeeze > 1 ? root.body.related.slice(0, 1) : root.body.related

            ServiceRow {
                required property var modelData

                width: foot.width
                height: root.rowHeight
                action: modelData
                icon: Theme.latin && !Theme.portrait ? "" : modelData.icon // Latin words need the room
                chevron: Theme.portrait
            }
        }

    }
}
