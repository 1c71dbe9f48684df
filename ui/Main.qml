pragma ComponentBehavior: Bound
import QtQuick
import theme
import components

// The shell: the bars that stand still, the page between them, the sheet above it. One design, scaled to the window.
Window {
    id: window

    required property var bridge
    property var composer: null
    property var preview: null
    property var shown: null // the screen that is up, whole
    property string shownKey: ""
    property string shownLook: ""
    property int shownStep: 0
    readonly property Page page: pageLoader.item as Page

    function present(): void {
        const next = JSON.parse(bridge.screen);
        if (!next.key)
            return;
        const turned = next.key !== shownKey;
        const look = [next.language, next.care, next.contrast].join();
        // To build a page in its new look is quicker than to change every word of it; a page with a state of its own
        // stays. The old one goes first, so that it is not changed for nothing.
        const fresh = turned || (look !== shownLook && !page.keeps);
        if (fresh)
            pageLoader.setSource("");
        shownLook = look;
        Theme.language = next.language;
        Theme.care = next.care;
        Theme.contrast = next.contrast;
        shown = next;
        if (!fresh) {
            page.screen = next;
            page.body = next.body;
            page.settle();
            return;
        }
        const step = next.steps ? next.steps.done : 0;
        turn.from = step < shownStep ? -24 : 24;
        shownStep = step;
        shownKey = next.key;
        turn.stop();
        pageLoader.x = 0;
        pageLoader.opacity = 1;
        pageLoader.setSource(Qt.resolvedUrl("pages/" + next.page + "Page.qml"), {
            "screen": next,
            "body": next.body
        });
        if (turned && Theme.motion)
            turn.start();
    }

    function measure(): void {
        if (width <= 0 || height <= 0)
            return;
        Theme.portrait = height >= width;
        const scale = Math.min(width / Theme.stageWidth, height / Theme.stageHeight) * Screen.devicePixelRatio;
        Theme.pixelScale = Math.round(scale * 64) / 64;
        if (page)
            page.settle();
    }

    color: Theme.paper

    onComposerChanged: Events.composer = composer
    onWidthChanged: measure()
    onHeightChanged: measure()
    Component.onCompleted: {
        measure();
        Events.bridge = bridge;
        Events.preview = preview;
        present();
    }

    Connections {
        target: window.bridge

        function onScreenChanged() {
            window.present();
        }
    }

    Item {
        id: stage

        width: Theme.stageWidth
        height: Theme.stageHeight
        transformOrigin: Item.TopLeft
        scale: Math.min(window.width / width, window.height / height)
        x: Math.round((window.width - width * scale) / 2)
        y: Math.round((window.height - height * scale) / 2)

        Loader {
            id: pageLoader

            objectName: "page"
            enabled: !sheetLoader.active
        }

        // Made while nobody waits for it, as soon as there is something to type with.
        Loader {
            id: keyboardLoader

            active: window.composer !== null
            asynchronous: true
            visible: false
            source: "keyboard/Keyboard.qml"
            onLoaded: Events.keyboard = item
        }

        TopBar {
            bar: window.shown ? window.shown.top : null
        }

        ActionBar {
            objectName: "actions"
            actions: window.shown ? window.shown.actions : null
            enabled: !sheetLoader.active
        }

        Loader {
            id: sheetLoader

            objectName: "sheet"
            active: window.shown ? !!window.shown.sheet : false
            sourceComponent: Sheet {
                sheet: window.shown.sheet
            }
        }

        ToolBar {
            objectName: "tools"
            tools: window.shown ? window.shown.tools : []
        }

        // On top of everything, and in nobody's way: any touch tells that somebody is there.
        Item {
            anchors.fill: parent

            PointHandler {
                onActiveChanged: if (active)
                    Events.touched()
            }
        }
    }

    ParallelAnimation {
        id: turn

        onStarted: frames.start()
        onFinished: frames.stop()

        property real from: 24

        NumberAnimation {
            target: pageLoader
            property: "x"
            from: turn.from
            to: 0
            duration: Theme.pageMs
        }

        NumberAnimation {
            target: pageLoader
            property: "opacity"
            from: 0.4
            to: 1
            duration: Theme.pageMs
        }
    }

    // One ring for the window, around whatever has the focus and can be touched.
    FocusRing {
        readonly property Touchable holder: window.activeFocusItem as Touchable

        parent: holder ? holder : stage
        radius: holder ? holder.focusRadius : 0
        visible: holder !== null
    }

    // A machine that is too slow for motion gets none.
    FrameAnimation {
        id: frames

        onTriggered: if (currentFrame > 1 && frameTime > 0.033)
            Theme.swift = false
    }
}
