import QtQuick
import theme
import components

Page {
    id: root

    Label {
        text: root.body.asking
    }
}
