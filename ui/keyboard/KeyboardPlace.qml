import QtQuick
import components

// Where a page wants the keyboard. There is one keyboard, made once when nobody waits for it; it comes here while the
// page stands and is told from here what it writes.
Item {
    id: root

    property string entry: "text" // as a Field has it: "text", "digits", "decimal", "id", "latin", "long_text"
    property bool last: true // no other field comes after this one

    signal done
    signal hidden

    function call(): void {
        if (Events.keyboard)
            Events.keyboard.place = root;
    }

    height: Size.keyboard

    Component.onCompleted: call()
    Component.onDestruction: if (Events.keyboard && Events.keyboard.place === root)
        Events.keyboard.place = null

    Connections {
        target: Events

        function onKeyboardChanged() {
            root.call();
        }
    }
}
