import QtQuick
import theme

// Whatever can be touched. Acts on release inside; keys Space and Return act too. `action` is an Action of the screen.
Item {
    id: root

    property var action: null
    property string label: action ? action.label : ""
    property string detail: action ? (action.warning || action.detail) : ""
    property string icon: action ? action.icon : ""
    readonly property bool chosen: action ? action.chosen : false
    readonly property bool busy: action ? action.busy : false
    readonly property bool available: action ? action.enabled && !busy && action.act !== "" : enabled
    readonly property bool pressed: available && area.pressed && area.containsMouse

    property int focusRadius: Theme.radius // of the ring that the shell puts around whatever has the focus

    signal triggered

    function trigger() {
        if (!available)
            return;
        triggered();
        Events.act(action);
    }

    activeFocusOnTab: available
    Keys.onReturnPressed: trigger()
    Keys.onEnterPressed: trigger()
    Keys.onSpacePressed: trigger()

    Accessible.role: Accessible.Button
    Accessible.name: label.replace(/\n/g, "")
    Accessible.description: detail.replace(/\n/g, "")
    Accessible.focusable: available
    Accessible.onPressAction: trigger()

    MouseArea {
        id: area

        anchors.fill: parent
        enabled: root.available
        onClicked: root.trigger()
    }
}
