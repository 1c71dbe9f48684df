// Generated from tokens.json by `python -m ui.tokens`. Do not edit.
pragma Singleton
import QtQuick

QtObject {
    property bool care: false
    property bool contrast: false
    property bool portrait: true
    property bool swift: true // no frame has been late so far
    property string language: "zh-Hans"
    property real pixelScale: 1
    readonly property bool latin: !language.startsWith("zh")
    readonly property bool traditional: language === "zh-Hant"
    readonly property bool motion: swift && !care && !contrast
    readonly property string family: traditional ? "Noto Sans CJK HK" : "Noto Sans CJK SC"

    // Colours: light, care, high contrast
    readonly property color paper: contrast ? "#000000" : care ? "#FBFAF6" : "#F5F3EC"
    readonly property color card: contrast ? "#000000" : care ? "#FFFFFF" : "#FFFFFF"
    readonly property color sunk: contrast ? "#000000" : care ? "#ECE9DF" : "#ECE9DF"
    readonly property color ink: contrast ? "#FFFFFF" : care ? "#0C1310" : "#17211D"
    readonly property color ink2: contrast ? "#FFFFFF" : care ? "#2E3833" : "#4A554F"
    readonly property color line: contrast ? "#FFFFFF" : care ? "#8A938D" : "#DDD9CD"
    readonly property color edge: contrast ? "#FFFFFF" : care ? "#4A554F" : "#76807A"
    readonly property color track: contrast ? "#000000" : care ? "#CBC8B8" : "#D5D3C6"
    readonly property color sedge: contrast ? "#FFE14D" : care ? "#084A3D" : "#0B5B4B"
    readonly property color sedgeDeep: contrast ? "#FFFFFF" : care ? "#05322A" : "#063A30"
    readonly property color sedgeWash: contrast ? "#000000" : care ? "#E2EEE8" : "#E2EEE8"
    readonly property color sedgeText: contrast ? "#000000" : care ? "#FFFFFF" : "#FFFFFF"
    readonly property color sedgeText2: contrast ? "#000000" : care ? "#E4F0EA" : "#D6E8E0"
    readonly property color agarwood: contrast ? "#FFC94D" : care ? "#7D4E00" : "#7D4E00"
    readonly property color agarwoodWash: contrast ? "#000000" : care ? "#FBF0D9" : "#FBF0D9"
    readonly property color lychee: contrast ? "#FFA79B" : care ? "#A32A1D" : "#A32A1D"
    readonly property color lycheeWash: contrast ? "#000000" : care ? "#F9E8E4" : "#F9E8E4"
    readonly property color water: contrast ? "#9CC8FF" : care ? "#2B4A78" : "#2B4A78"
    readonly property color waterWash: contrast ? "#000000" : care ? "#E6ECF4" : "#E6ECF4"
    readonly property color focus: contrast ? "#FFC53D" : care ? "#FFC53D" : "#FFC53D"
    readonly property color focusLine: contrast ? "#FFFFFF" : care ? "#0C1310" : "#17211D"
    readonly property color skeleton: contrast ? "#000000" : care ? "#E7E3D7" : "#E7E3D7"
    readonly property color shadow: contrast ? "#00000000" : care ? "#0610231B" : "#0610231B"
    readonly property color sheetShadow: contrast ? "#00000000" : care ? "#0A10231B" : "#0A10231B"
    readonly property color scrim: contrast ? "#D9000000" : care ? "#B80C1310" : "#B817211D"
    readonly property color key: contrast ? "#000000" : care ? "#FFFFFF" : "#FFFFFF"
    readonly property color keyGrey: contrast ? "#000000" : care ? "#D2CFC2" : "#D2CFC2"
    readonly property color keyShade: contrast ? "#000000" : care ? "#A8A494" : "#BFBBAB"
    readonly property color board: contrast ? "#000000" : care ? "#E3DFD2" : "#E3DFD2"
    readonly property color candidates: contrast ? "#000000" : care ? "#FBFAF6" : "#F8F6F1"
    readonly property color table: contrast ? "#000000" : care ? "#2A322E" : "#38403C"
    readonly property color tableText: contrast ? "#FFFFFF" : care ? "#FFFFFF" : "#FFFFFF"
    readonly property color pill: contrast ? "#000000" : care ? "#0C1310" : "#17211D"
    readonly property color corner: contrast ? "#FFE14D" : care ? "#8FE0BE" : "#8FE0BE"
    readonly property color qrDark: contrast ? "#000000" : care ? "#0C1310" : "#17211D"
    readonly property color qrLight: contrast ? "#FFFFFF" : care ? "#FFFFFF" : "#FFFFFF"

    // Type roles: px of the face, px of the line; a Label looks itself up by name
    readonly property var hanRoles: ({
        "poster": { "size": 104, "line": 136, "bold": true },
        "hero": { "size": 80, "line": 112, "bold": true },
        "title": { "size": 64, "line": 88, "bold": true },
        "result": { "size": 60, "line": 84, "bold": true },
        "entry": { "size": 56, "line": 76, "bold": true },
        "section": { "size": 48, "line": 68, "bold": true },
        "sub": { "size": 44, "line": 64, "bold": true },
        "button": { "size": 44, "line": 60, "bold": true },
        "body": { "size": 40, "line": 60, "bold": false },
        "item": { "size": 40, "line": 54, "bold": true },
        "aid": { "size": 36, "line": 50, "bold": false },
        "brand": { "size": 40, "line": 52, "bold": true },
        "tool": { "size": 36, "line": 48, "bold": false }
    })
    readonly property var latinRoles: ({
        "poster": { "size": 104, "line": 128, "bold": true },
        "hero": { "size": 80, "line": 100, "bold": true },
        "title": { "size": 64, "line": 80, "bold": true },
        "result": { "size": 60, "line": 76, "bold": true },
        "entry": { "size": 56, "line": 72, "bold": true },
        "section": { "size": 48, "line": 64, "bold": true },
        "sub": { "size": 44, "line": 60, "bold": true },
        "button": { "size": 44, "line": 56, "bold": true },
        "body": { "size": 40, "line": 56, "bold": false },
        "item": { "size": 40, "line": 52, "bold": true },
        "aid": { "size": 40, "line": 52, "bold": false },
        "brand": { "size": 40, "line": 52, "bold": true },
        "tool": { "size": 40, "line": 48, "bold": false }
    })
    readonly property var careRoles: ({
        "poster": { "size": 104, "line": 136, "bold": true },
        "hero": { "size": 88, "line": 120, "bold": true },
        "title": { "size": 80, "line": 108, "bold": true },
        "result": { "size": 64, "line": 88, "bold": true },
        "entry": { "size": 72, "line": 96, "bold": true },
        "section": { "size": 60, "line": 84, "bold": true },
        "sub": { "size": 56, "line": 76, "bold": true },
        "button": { "size": 54, "line": 72, "bold": true },
        "body": { "size": 54, "line": 76, "bold": false },
        "item": { "size": 56, "line": 72, "bold": true },
        "aid": { "size": 48, "line": 66, "bold": false },
        "brand": { "size": 44, "line": 56, "bold": true },
        "tool": { "size": 44, "line": 56, "bold": false }
    })
    readonly property var careLatinRoles: ({
        "poster": { "size": 104, "line": 128, "bold": true },
        "hero": { "size": 80, "line": 100, "bold": true },
        "title": { "size": 72, "line": 92, "bold": true },
        "result": { "size": 64, "line": 84, "bold": true },
        "entry": { "size": 68, "line": 88, "bold": true },
        "section": { "size": 56, "line": 76, "bold": true },
        "sub": { "size": 52, "line": 68, "bold": true },
        "button": { "size": 52, "line": 64, "bold": true },
        "body": { "size": 52, "line": 68, "bold": false },
        "item": { "size": 52, "line": 64, "bold": true },
        "aid": { "size": 48, "line": 62, "bold": false },
        "brand": { "size": 44, "line": 56, "bold": true },
        "tool": { "size": 44, "line": 56, "bold": false }
    })
    readonly property var careWideRoles: ({
        "poster": { "size": 96, "line": 120, "bold": true },
        "hero": { "size": 72, "line": 96, "bold": true },
        "title": { "size": 64, "line": 84, "bold": true },
        "result": { "size": 60, "line": 80, "bold": true },
        "entry": { "size": 64, "line": 84, "bold": true },
        "section": { "size": 52, "line": 68, "bold": true },
        "sub": { "size": 50, "line": 66, "bold": true },
        "button": { "size": 50, "line": 64, "bold": true },
        "body": { "size": 48, "line": 62, "bold": false },
        "item": { "size": 50, "line": 64, "bold": true },
        "aid": { "size": 44, "line": 56, "bold": false },
        "brand": { "size": 44, "line": 56, "bold": true },
        "tool": { "size": 44, "line": 56, "bold": false }
    })
    readonly property var roles: !care ? (latin ? latinRoles : hanRoles) : !portrait ? careWideRoles : latin ? careLatinRoles : careRoles

    // Sizes in px at 4 px a millimetre: ordinary, care
    readonly property int space1: 8
    readonly property int space2: 16
    readonly property int gutter: 24
    readonly property int space4: 32
    readonly property int space5: 40
    readonly property int margin: 48
    readonly property int radius: 20
    readonly property int radiusInset: 16
    readonly property int radiusSheet: 40
    readonly property int button: care ? 152 : 128
    readonly property int row: care ? 176 : 128
    readonly property int choice: care ? 176 : 112
    readonly property int tile: care ? 216 : 168
    readonly property int entry: care ? 216 : 192
    readonly property int inset: care ? 112 : 88
    readonly property int answer: care ? 148 : 120
    readonly property int iconTool: care ? 56 : 48
    readonly property int iconButton: care ? 56 : 48
    readonly property int iconRow: care ? 80 : 56
    readonly property int iconTile: care ? 88 : 64
    readonly property int iconEntry: care ? 96 : 72
    readonly property int iconPanel: care ? 96 : 80
    readonly property int mark: care ? 52 : 40

    // Outlines
    readonly property int outline: contrast ? 4 : care ? 3 : 2
    readonly property int outlineChosen: 5
    readonly property int outlineField: contrast ? 4 : 3

    // The stage: the two designs that a window scales to itself
    readonly property int stageWidth: portrait ? 1080 : 1920
    readonly property int stageHeight: portrait ? 1920 : 1080
    readonly property int topBarHeight: portrait ? 128 : 120
    readonly property int toolsTop: portrait ? (care ? 1752 : 1784) : (care ? 968 : 968)
    readonly property int actionsTop: portrait ? (care ? 1568 : 1624) : (care ? 784 : 808)

    // Motion in ms
    readonly property int pressMs: 100
    readonly property int pageMs: 160
    readonly property int sheetMs: 200
    readonly property int pictureMs: 2400
    readonly property int dotsMs: 900
}
