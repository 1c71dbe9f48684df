import QtQuick
import theme

// A QR code on white with its quiet zone, whole pixels a module.
Rectangle {
    id: root

    property string text: ""
    property int codeSize: 280
    property int quiet: 40

    implicitWidth: codeSize + 2 * quiet
    implicitHeight: codeSize + 2 * quiet
    radius: Theme.radiusInset
    color: Theme.qrLight
    visible: text !== ""

    Accessible.role: Accessible.Graphic
    Accessible.name: text

    Image {
        anchors.centerIn: parent
        width: sourceSize.width > 0 ? implicitWidth / Theme.pixelScale : 0
        height: width
        smooth: false
        cache: false
        sourceSize: Qt.size(Math.round(root.codeSize * Theme.pixelScale), Math.round(root.codeSize * Theme.pixelScale))
        source: root.text === "" ? "" : "image://qr/" + encodeURIComponent(root.text)
    }
}
