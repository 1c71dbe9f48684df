import QtQuick
import theme

// One line icon of theme/icons.json. `wash` fills its body, `paper` is what shows through it.
Image {
    id: root

    property string name: ""
    property int size: Theme.iconButton
    property color color: Theme.sedge
    property color wash: Theme.contrast ? "transparent" : Theme.sedgeWash
    property color paper: Theme.card

    function hex(colour: color): string {
        return colour.a === 0 ? "none" : colour.toString().slice(-6);
    }

    width: size
    height: size
    visible: name !== ""
    smooth: Theme.pixelScale !== 1
    sourceSize: Qt.size(Math.round(size * Theme.pixelScale), Math.round(size * Theme.pixelScale))
    source: name === "" ? "" : "image://icon/" + name + "/" + hex(color) + "/" + hex(wash) + "/" + hex(paper) + "/" + Theme.pixelScale
    Accessible.ignored: true
}
