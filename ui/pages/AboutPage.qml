import QtQuick
import theme
import components

// A service before it begins: whether it can be done here now, and what must be known.
Page {
    id: root

    // in landscape the hint falls away where the state needs its room, then the second line of the state
    squeezes: 2
    brief: squeeze > 0 && !Theme.portrait
    overflows: () => {
        head.forceLayout();
        return !Theme.portrait && state.implicitHeight > besideItem.height;
    }

    Panel {
        id: state

        parent: Theme.portrait ? root.answer : root.besideItem
        width: parent ? parent.width : 0
        panel: root.body.state
        narrow: !Theme.portrait
        brief: root.squeeze > 1
    }

    Reading {
        y: Theme.portrait ? state.height + Theme.gutter : 0
        width: parent.width
        height: parent.height - y
        facts: root.body.facts
        moreLabel: root.body.more_label
        lessLabel: root.body.less_label
    }
}
