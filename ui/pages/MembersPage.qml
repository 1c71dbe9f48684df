pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// Several of a kind: a card with a row for each, changed and taken out at the right; the way to another under it.
Page {
    id: root

    readonly property var members: body ? body.members : []
    readonly property int gap: Theme.gutter
    readonly property int addHeight: Theme.button
    readonly property real foot: addHeight + (pager.shown ? pager.buttonHeight + gap : 0)
    readonly property real room: answer.height - foot - gap - 16
    readonly property int tallest: Theme.care ? 168 : 144
    readonly property int rowHeight: Math.max(88, Math.min(tallest, Math.floor(room / Math.max(1, members.length))))

    squeezes: 1
    brief: squeeze > 0
    overflows: () => {
        head.forceLayout();
        return members.length * Math.min(tallest, 112) > room;
    }

    Card {
        id: card

        width: root.answer.width
        height: root.members.length * root.rowHeight + 16
        outline: Theme.care ? Theme.edge : Theme.line
        visible: root.members.length > 0

        Column {
            x: Theme.space4
            y: 8
            width: parent.width - 2 * Theme.space4

            Repeater {
                model: root.members

                Item {
                    id: row

                    required property var modelData
                    required property int index
                    readonly property bool narrow: Theme.care || (!Theme.portrait && Theme.latin)
                    readonly property int buttonHeight: Math.min(Theme.inset, root.rowHeight - 16)

                    width: parent ? parent.width : 0
                    height: root.rowHeight

                    Accessible.role: Accessible.ListItem
                    Accessible.name: modelData.label + " " + modelData.value

                    Rectangle {
                        width: parent.width
                        height: 2
                        color: Theme.line
                        visible: row.index > 0
                    }

                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        width: buttons.x - Theme.gutter

                        Label {
                            width: parent.width
                            text: row.modelData.label
                            role: "aid"
                            color: Theme.ink2
                        }

                        Label {
                            width: parent.width
                            text: row.modelData.value
                            role: "button"
                            closer: 1.1
                        }
                    }

                    Row {
                        id: buttons

                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: Theme.space2

                        InsetButton {
                            height: row.buttonHeight
                            action: row.modelData.change
                            plainWord: row.narrow
                        }

                        SecondaryButton {
                            width: faceWidth
                            height: row.buttonHeight
                            radius: Theme.radiusInset
                            pad: 20
                            danger: true
                            action: row.narrow ? Object.assign({}, row.modelData.remove, {
                                "icon": ""
                            }) : row.modelData.remove
                        }
                    }
                }
            }
        }
    }

    Label {
        id: none

        width: root.answer.width
        text: root.body.none
        role: "body"
        color: Theme.ink2
        visible: text !== ""
    }

    Label {
        id: place

        anchors.right: parent.right
        y: card.height + 4
        text: root.body.page_text
        role: "aid"
        color: Theme.ink2
        visible: text !== ""
    }

    SecondaryButton {
        id: add

        y: (card.visible ? card.height : none.height) + (place.visible ? place.height + 8 : root.gap)
        width: root.answer.width
        height: root.addHeight
        role: "button"
        action: root.body.add
    }

    PagerButtons {
        id: pager

        anchors.bottom: parent.bottom
        width: root.answer.width
        previous: root.body.previous
        next: root.body.next
    }
}
