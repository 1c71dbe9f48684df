import QtQuick
import theme

// The depth of a card: three translucent shapes under it, none blurred, as one stretched image. Says "this can be
// touched" and nothing else.
BorderImage {
    anchors.fill: parent
    anchors.margins: -6
    anchors.topMargin: -2
    anchors.bottomMargin: -10
    border.left: 32
    border.right: 32
    border.top: 32
    border.bottom: 32
    source: "image://lift/" + Theme.radius + "/" + Theme.shadow.toString().slice(1)
    Accessible.ignored: true
}
