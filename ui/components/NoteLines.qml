import QtQuick
import theme

// A plain note of a line or two, with the ring of information or a lock before it.
Item {
    id: root

    property var lines: []
    property string icon: "info"

    implicitHeight: words.implicitHeight
    visible: lines.length > 0

    Icon {
        id: mark

        x: 4
        y: 2
        name: root.icon
        size: Theme.care ? 52 : 44
        color: Theme.ink2
        wash: "transparent"
    }

    Lines {
        id: words

        x: mark.x + mark.width + Theme.gutter
        width: root.width - x
        lines: root.lines
        role: "aid"
        line: spec.line + 2
        color: Theme.ink2
    }
}
