import QtQuick
import theme

// What is to be said of a field: what is wrong with it, with a triangle; what was written, in words; or its hint.
Item {
    id: root

    property var field: null
    readonly property bool wrong: field ? field.error !== "" : false
    readonly property bool back: field && !wrong ? !!field.said : false // what was written, read back
    readonly property bool said: words.text !== ""

    implicitHeight: words.implicitHeight

    StateMark {
        y: (words.line - height) / 2
        kind: "attention"
        color: Theme.lychee
        visible: root.wrong
    }

    Label {
        id: words

        x: root.wrong ? Theme.mark + 12 : 0
        width: root.width - x
        text: root.field ? root.field.error || root.field.said || root.field.hint : ""
        role: root.wrong || root.back ? "item" : "aid"
        color: root.wrong ? Theme.lychee : root.back ? Theme.sedge : Theme.ink2

        Accessible.role: root.wrong ? Accessible.AlertMessage : Accessible.StaticText
    }
}
