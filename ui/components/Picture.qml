import QtQuick
import theme

// One of theme/pictures, drawn at its size; in high contrast as white lines on black.
Image {
    property string name: ""

    smooth: true
    source: name === "" ? "" : "image://picture/" + name + "/" + (Theme.contrast ? "line" : "flat")
    sourceSize: Qt.size(Math.round(width * Theme.pixelScale), Math.round(height * Theme.pixelScale))
    Accessible.ignored: true
}
