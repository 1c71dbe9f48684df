pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// The row of Han above the keys. The first one stands on sedge: space takes it. Turns pages, never scrolls.
Rectangle {
    id: root

    required property var words
    property string hint: "" // what the row is for, while it is empty
    property int page: 0
    readonly property int face: Theme.care && Theme.portrait ? 56 : 48
    readonly property int pad: 22
    readonly property int arrow: 104
    readonly property var pages: paginate(words, width - 16)
    readonly property var shown: pages.length > 0 ? pages[Math.min(page, pages.length - 1)] : []

    signal picked(int at)

    // Han are as wide as they are high, so pages are known before anything is drawn.
    function paginate(words: var, room: real): var {
        const wide = words.map(word => Math.max(2 * face, word.length * face + 2 * pad));
        const all = wide.reduce((sum, width) => sum + width, 0);
        const pages = [];
        let left = 0;
        for (let at = 0; at < words.length; ++at) {
            if (pages.length === 0 || left < wide[at]) {
                left = all > room ? room - (pages.length === 0 ? arrow : 2 * arrow) : room;
                pages.push([]);
            }
            pages[pages.length - 1].push({
                "at": at,
                "word": words[at],
                "width": Math.min(wide[at], room)
            });
            left -= wide[at];
        }
        return pages;
    }

    color: Theme.candidates

    onWordsChanged: page = 0

    Rectangle {
        width: parent.width
        height: Theme.outline
        color: Theme.line
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.outline
        color: Theme.line
    }

    Label {
        x: Theme.gutter
        anchors.verticalCenter: parent.verticalCenter
        text: root.hint
        role: "aid"
        color: Theme.ink2
        visible: root.words.length === 0
    }

    Row {
        x: 8
        height: parent.height

        Repeater {
            model: root.shown

            Item {
                id: candidate

                required property var modelData
                readonly property bool first: modelData.at === 0
                readonly property bool lit: first || tap.pressed

                width: modelData.width
                height: root.height

                Accessible.role: Accessible.Button
                Accessible.name: modelData.word
                Accessible.onPressAction: root.picked(modelData.at)

                TapHandler {
                    id: tap

                    gesturePolicy: TapHandler.ReleaseWithinBounds
                    longPressThreshold: 60
                    onTapped: root.picked(candidate.modelData.at)
                }

                Rectangle {
                    anchors.fill: parent
                    anchors.topMargin: 8
                    anchors.bottomMargin: 8
                    radius: 12
                    color: tap.pressed && candidate.first ? Theme.sedgeDeep : Theme.sedge
                    visible: candidate.lit
                }

                Label {
                    anchors.centerIn: parent
                    maxWidth: parent.width
                    text: candidate.modelData.word
                    size: root.face
                    line: root.face
                    color: candidate.lit ? Theme.sedgeText : Theme.ink
                }
            }
        }
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: 8
        visible: root.pages.length > 1

        Repeater {
            model: [-1, 1]

            Key {
                required property int modelData
                readonly property bool able: modelData > 0 ? root.page < root.pages.length - 1 : true

                width: root.arrow
                visible: modelData > 0 || root.page > 0
                height: root.height
                grey: true
                icon: modelData < 0 ? "chevleft" : "chev"
                name: modelData < 0 ? "‹" : "›"
                enabled: able
                opacity: able ? 1 : 0.35
                onUsed: root.page += modelData
            }
        }
    }
}
