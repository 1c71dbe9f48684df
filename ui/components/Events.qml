pragma Singleton
import QtQuick

// The way out of the pages: the shell sets `bridge` once, every touch goes through here.
QtObject {
    property var bridge: null
    property var composer: null // what the keyboard types into the field with
    property var keyboard: null // the one keyboard; a page calls it by a KeyboardPlace
    property var preview: null // the document camera's frames

    function act(action: var) {
        if (composer)
            composer.settle(); // what was being written is the answer's, not lost
        if (bridge && action && action.act)
            bridge.act(action.act, action.arg);
    }

    function edit(field: string, text: string) {
        if (bridge)
            bridge.edit(field, text);
    }

    function sign(strokes: var) {
        if (bridge)
            bridge.sign(strokes);
    }

    function touched() {
        if (bridge)
            bridge.touched();
    }
}
