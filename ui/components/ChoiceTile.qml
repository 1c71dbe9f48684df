import QtQuick
import theme

// One of several to choose from. Chosen: wash, thick outline, solid tick, bold. With a warning: flat, triangle, reason;
// where there is room, the reason stands under the choice, and in its place otherwise; so does what it says besides.
Touchable {
    id: root

    property string aside: "" // 已选, at the right of a full-width tile
    readonly property string warning: action ? action.warning : ""
    readonly property bool flat: warning !== "" || !available
    readonly property bool lit: chosen || pressed
    readonly property bool row: aside !== ""
    readonly property bool under: warning !== "" && width > 600
    readonly property bool instead: warning !== "" && !under
    readonly property bool told: warning === "" && detail !== "" && !row && width > 600 && height >= words.implicitHeight + more.implicitHeight

    implicitHeight: Math.max(Theme.choice, words.implicitHeight + 24)
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.lit ? Theme.sedgeWash : root.flat ? Theme.paper : Theme.card
        border.width: root.chosen ? Theme.outlineChosen + (Theme.contrast ? 2 : 0) : Theme.outline
        border.color: root.lit ? Theme.sedge : root.flat ? Theme.line : Theme.edge
    }

    StateMark {
        id: mark

        readonly property bool shown: root.chosen || root.instead

        x: root.row ? Theme.space4 : words.x - width - 16
        anchors.verticalCenter: parent.verticalCenter
        kind: root.chosen ? "done" : "attention"
        ground: root.chosen ? Theme.sedgeWash : Theme.paper
        size: root.row ? 64 : Theme.mark + 4
        visible: shown
    }

    Label {
        id: words

        readonly property int room: root.width - 32 - (mark.shown ? mark.width + 16 : 0) - (root.row ? (Theme.care ? 232 : 200) : 0)

        x: root.row ? (mark.shown ? mark.x + mark.width + 32 : Theme.space4) : (root.width - width + (mark.shown ? mark.width + 16 : 0)) / 2
        y: (root.height - height - (root.under ? reason.height : root.told ? more.height : 0)) / 2
        maxWidth: room
        text: root.instead ? root.warning : root.label
        role: root.instead ? "aid" : root.row && Theme.portrait ? "section" : "button"
        bold: root.chosen
        closer: 1.05
        color: root.lit ? Theme.sedge : root.instead ? Theme.agarwood : root.flat ? Theme.ink2 : Theme.ink
        align: root.row ? Text.AlignLeft : Text.AlignHCenter
    }

    Label {
        id: more

        anchors.horizontalCenter: words.horizontalCenter
        y: words.y + words.height
        maxWidth: root.width - 32
        text: root.detail
        role: "aid"
        color: root.lit ? Theme.sedge : Theme.ink2
        visible: root.told
    }

    Row {
        id: reason

        y: words.y + words.height
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 12
        visible: root.under

        StateMark {
            anchors.verticalCenter: parent.verticalCenter
            kind: "attention"
            ground: Theme.paper
            size: Theme.mark - 4
        }

        Label {
            text: root.under ? root.warning : ""
            role: "aid"
            color: Theme.agarwood
        }
    }

    Label {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        text: root.chosen ? root.aside : ""
        role: "item"
        color: Theme.sedge
    }
}
