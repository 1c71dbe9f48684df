import QtQuick
import theme
import components

// A field of a form: whole, or a row in its place.
Item {
    id: root

    required property var field
    property string clearLabel: ""
    property bool shrunk: false
    property bool remarks: true
    property bool remarkFirst: false
    property int boxHeight: Theme.button
    property int rowHeight: 96
    property bool elsewhere: false // its row stands in another place
    readonly property bool fixed: field.source !== ""
    readonly property alias input: whole

    signal touched
    signal entered

    implicitHeight: shrunk || fixed ? rowHeight : whole.implicitHeight
    visible: !elsewhere

    TextField {
        id: whole

        width: parent.width
        visible: !root.shrunk && !root.fixed
        field: root.field
        clearLabel: root.clearLabel
        boxHeight: root.boxHeight
        remarks: root.remarks
        remarkFirst: root.remarkFirst
        labelled: Theme.portrait || root.field.entry !== "long_text" // the question says it already
        labelGap: Theme.portrait ? Theme.space2 : Theme.space1
        onEntered: root.entered()
    }

    FormRow {
        width: parent.width
        height: root.rowHeight
        visible: root.shrunk || root.fixed
        field: root.field
        shown: whole.grouped(root.field.text)
        onTriggered: root.touched()
    }
}
