import QtQuick
import theme

// What every page is built on. Fills the stage in stage coordinates. Draws the step line, the question and the hint;
// the page puts its answer into the default slot, which is `content` high and wide. In portrait the answer stands
// under the question; in landscape the question stands left and the answer right, and `aside` goes under the question.
Item {
    id: root

    property var screen
    property var body
    property bool plain: false // the page draws its own title
    property bool wide: false // landscape too uses the whole width under one title
    property int leftWidth: 640
    property string titleRole: "title"
    property Item hintAside: null // stands at the right of the hint, in portrait
    default property alias content: answer.data
    property alias aside: beside.data
    readonly property alias answer: answer
    readonly property bool split: !Theme.portrait && !wide
    readonly property bool hasActions: screen && (screen.actions.left.length > 0 || screen.actions.primary || screen.actions.awaited !== "")
    readonly property real answerBottom: (hasActions ? Theme.actionsTop : Theme.toolsTop) - (Theme.portrait ? Theme.space4 : Theme.gutter)
    readonly property real headBottom: plain ? Theme.topBarHeight : head.y + head.height
    readonly property bool wordsBeside: Theme.care && Theme.portrait && stepWords.visible

    width: Theme.stageWidth
    height: Theme.stageHeight

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
            width: 1
            height: 8
            visible: hint.visible
        }

        Label {
            id: hint

            width: parent.width - (root.hintAside && Theme.portrait ? root.hintAside.width + Theme.gutter : 0)
            text: root.screen ? root.screen.hint : ""
            color: Theme.ink2
            visible: text !== ""
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
