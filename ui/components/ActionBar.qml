pragma ComponentBehavior: Bound
import QtQuick
import theme

// The action line: one or two secondary buttons, then the filled one, or what is awaited. It never moves.
Item {
    id: root

    property var actions: null
    property string kind: ""
    property bool focusPrimary: false
    readonly property var buttons: actions ? actions.left : []
    readonly property var primary: actions ? actions.primary ?? null : null
    readonly property string awaited: actions ? actions.awaited : ""
    readonly property bool shown: buttons.length > 0 || !!primary || awaited !== ""
    // the filled button starts where the right-hand column of the page starts
    readonly property int gap: Theme.gutter
    readonly property int rightX: Theme.portrait ? (buttons.length > 1 ? (Theme.care ? 672 : 504) : kind === "sheet" ? 360 : 504) : 704
    property var faces: [] // the natural widths of the buttons
    // all alike; where one would have to do without its icon, each as wide as its face asks for
    readonly property real widest: Math.max(0, ...faces)
    readonly property real spare: leftWidth - faces.reduce((sum, face) => sum + face, 0)
    readonly property bool uneven: faces.length > 1 && widest > leftWidth / faces.length && spare >= 0
    readonly property int leftWidth: (Theme.portrait ? rightX - gap : 640) - (buttons.length - 1) * gap

    x: Theme.margin
    y: Theme.actionsTop
    width: Theme.stageWidth - 2 * Theme.margin
    height: Theme.button
    visible: shown

    onFocusPrimaryChanged: focusPrimary ? filled.forceActiveFocus(Qt.OtherFocusReason) : filled.focus = false
    Component.onCompleted: if (focusPrimary)
        filled.forceActiveFocus(Qt.OtherFocusReason)

    Row {
        spacing: root.gap

        Repeater {
            id: list

            function gather() {
                const made = [];
                for (let i = 0; i < count; ++i)
                    made.push((itemAt(i) as SecondaryButton)?.faceWidth ?? 0);
                root.faces = made;
            }

            model: root.buttons
            onItemAdded: gather()
            onItemRemoved: gather()

            SecondaryButton {
                required property var modelData
                required property int index

                onFaceWidthChanged: list.gather()
                action: modelData
                width: root.uneven ? Math.floor((root.faces[index] ?? 0) + root.spare / root.buttons.length) : Math.floor(root.leftWidth / root.buttons.length)
                danger: modelData.act === "end_confirm"
                pad: 12
            }
        }
    }

    PrimaryButton {
        id: filled

        x: root.buttons.length > 0 ? root.rightX : 0
        width: parent.width - x
        action: root.primary
        visible: !!root.primary
        iconLeft: root.kind === "sheet"
    }

    Grid {
        x: root.rightX + (root.width - root.rightX - width) / 2
        anchors.verticalCenter: parent.verticalCenter
        visible: !root.primary && root.awaited !== ""
        columns: Theme.care && Theme.portrait ? 1 : 2
        spacing: Theme.space2
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Dots {}

        Label {
            text: root.awaited
            color: Theme.ink2
            maxWidth: root.width - root.rightX - (Theme.care && Theme.portrait ? 0 : 96)
            align: Text.AlignHCenter
        }
    }
}
