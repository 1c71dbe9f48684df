import QtQuick
import theme

// What every page is built on. Fills the stage in stage coordinates. Draws the step line, the question and the hint;
// the page puts its answer into the default slot, which is `content` high and wide. In portrait the answer stands
// under the question; in landscape the question stands left and the answer right, and `aside` goes under the question.
Item {
    id: root

    property var screen
    property var body
    property bool keeps: false // holds what is nowhere else (strokes, a cursor, a count): stays when the look changes
    property bool plain: false // the page draws its own title
    property bool wide: false // landscape too uses the whole width under one title
    property int leftWidth: 640
    property string titleRole: "title"
    property bool brief: false // no room for the hint
    // Where there is less room than words, things fall away level by level: the page says how many levels it knows, what
    // each means (by `squeeze`), and whether its content overflows as it now stands.
    property int squeeze: 0
    property int squeezes: 0
    property var overflows: () => false
    property var hintAction: null // a small button at the right of the hint
    default property alias content: answer.data
    property alias aside: beside.data
    readonly property alias answer: answer
    readonly property alias besideItem: beside
    readonly property alias head: head
    readonly property bool split: !Theme.portrait && !wide
    readonly property bool hasActions: screen && (screen.actions.left.length > 0 || screen.actions.primary || screen.actions.awaited !== "")
    readonly property real answerBottom: (hasActions ? Theme.actionsTop : Theme.toolsTop) - (Theme.portrait ? Theme.space4 : Theme.gutter)
    readonly property real headBottom: plain ? Theme.topBarHeight : head.y + head.height
    readonly property bool wordsBeside: Theme.care && Theme.portrait && stepWords.visible

    function settle() {
        squeeze = 0;
        while (squeeze < squeezes && overflows())
            ++squeeze;
    }

    width: Theme.stageWidth
    height: Theme.stageHeight

    Component.onCompleted: settle() // and the shell, after every change

    Column {
        id: head

        x: Theme.margin
        y: Theme.topBarHeight + (Theme.portrait ? (root.screen && root.screen.steps ? 24 : 16) : 8)
        width: root.split ? root.leftWidth : root.width - 2 * Theme.margin
        visible: !root.plain

        Steps {
            width: parent.width
            steps: root.screen ? root.screen.steps : null
            visible: !!steps
            wordsBeside: root.wordsBeside
            bottomPadding: Theme.portrait ? 40 : 32
        }

        Item {
            width: parent.width
            height: title.implicitHeight

            Label {
                id: title

                width: parent.width - (stepWords.visible ? stepWords.width + Theme.gutter : 0)
                text: root.screen ? root.screen.title : ""
                role: root.titleRole
            }

            Label {
                id: stepWords

                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 12
                text: root.screen && root.screen.steps ? root.screen.steps.text : ""
                role: "aid"
                color: Theme.ink2
                visible: Theme.care && Theme.portrait && text !== "" && title.implicitWidth + implicitWidth + Theme.gutter <= parent.width
            }
        }

        Item {
            readonly property bool besides: Theme.portrait && !!root.hintAction
            readonly property real needed: Math.max(hint.implicitHeight, besides ? action.height : 0)

            width: parent.width
            height: (hint.text !== "" || root.hintAction ? 8 : 0) + needed + (root.hintAction && !besides ? action.height + 16 : 0)

            Label {
                id: hint

                y: 8 + (parent.besides ? (parent.needed - implicitHeight) / 2 : 0)
                width: parent.width - (parent.besides ? action.width + Theme.gutter : 0)
                text: root.screen && !root.brief ? root.screen.hint : ""
                role: Theme.care && parent.besides ? "aid" : "body"
                line: Theme.care && parent.besides ? 56 : spec.line
                color: Theme.ink2
            }

            SecondaryButton {
                id: action

                anchors.right: Theme.portrait ? parent.right : undefined
                y: parent.besides ? 8 : hint.y + hint.height + 16
                width: faceWidth
                height: Theme.care ? 112 : 96
                pad: 20
                action: root.hintAction
                visible: !!root.hintAction
            }
        }
    }

    Item {
        id: beside

        x: Theme.margin
        y: head.y + head.height + Theme.gutter
        width: root.leftWidth
        height: root.answerBottom - y
        visible: root.split
    }

    Item {
        id: answer

        x: root.split ? Theme.margin + root.leftWidth + (Theme.stageWidth - 2 * Theme.margin - root.leftWidth === 1184 ? 64 : 48) : Theme.margin
        y: root.split ? Theme.topBarHeight + 8 : root.headBottom + Theme.gutter
        width: Theme.stageWidth - Theme.margin - x
        height: root.answerBottom - y
    }
}
