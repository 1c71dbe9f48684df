pragma Singleton
import QtQuick
import theme

// How large the keyboard is, known before it is there.
QtObject {
    readonly property int row: Theme.care && Theme.portrait ? 104 : 96 // of the candidates
    readonly property int key: Theme.portrait ? 114 : Theme.care ? 80 : 86
    readonly property int board: 4 * key + 16
    readonly property int keyboard: row + board
    readonly property int letter: Theme.care ? 54 : 44 // px of the face
}
