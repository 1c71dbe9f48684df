pragma ComponentBehavior: Bound
import QtQuick
import theme

// A thing to know, by state: wash, mark, title, at most two lines. Never looks like a button.
Rectangle {
    id: root

    property var panel: null
    property string titleRole: "sub"
    property string quietRole: "item"
    property bool brief: false // the title alone
    property bool narrow: false // little room beside the mark
    readonly property int pad: narrow ? Theme.gutter : Theme.space5
    readonly property string kind: panel ? panel.kind : "quiet"
    readonly property bool quiet: kind === "quiet"
    readonly property var look: ({
        "done": [Theme.sedgeWash, Theme.sedge],
        "wait": [Theme.agarwoodWash, Theme.agarwood],
        "attention": [Theme.agarwoodWash, Theme.agarwood],
        "failed": [Theme.lycheeWash, Theme.lychee],
        "info": [Theme.waterWash, Theme.water],
        "quiet": [Theme.sunk, Theme.edge]
    })[kind]
    readonly property int markSize: quiet ? (narrow ? 64 : Theme.iconEntry) : narrow ? 56 : Theme.care ? 80 : 72

    readonly property real briefHeight: title.implicitHeight + 2 * Theme.space4
    readonly property real fullHeight: briefHeight + lines.implicitHeight

    implicitHeight: brief ? briefHeight : fullHeight
    radius: Theme.radius
    color: look[0]
    border.width: Theme.contrast ? Theme.outline : 0
    border.color: look[1]

    Accessible.role: Accessible.Grouping
    Accessible.name: panel ? panel.title : ""

    StateMark {
        x: root.pad
        y: Theme.space4 + (root.panel && root.panel.lines.length > 0 ? 2 : (title.line - height) / 2)
        kind: root.kind
        ground: root.color
        size: root.markSize
        visible: !root.quiet
    }

    Icon {
        x: root.pad
        anchors.verticalCenter: parent.verticalCenter
        name: root.quiet && root.panel ? root.panel.icon : ""
        size: root.markSize
        paper: root.color
        wash: Theme.contrast ? "transparent" : Theme.card
    }

    Column {
        id: words

        readonly property bool indented: !root.quiet || (root.panel ? root.panel.icon !== "" : false)

        x: indented ? root.markSize + 2 * root.pad : Theme.space4
        y: Theme.space4
        width: root.width - x - (root.narrow ? Theme.space2 : Theme.space4)

        Label {
            id: title

            width: parent.width
            text: root.panel ? root.panel.title : ""
            role: root.quiet ? root.quietRole : root.titleRole
            bold: true
        }

        Lines {
            id: lines

            width: parent.width
            lines: root.panel ? root.panel.lines : []
            visible: !root.brief
            line: Theme.care ? spec.line : spec.line - 4
            color: root.quiet ? Theme.ink2 : Theme.ink
        }
    }
}
