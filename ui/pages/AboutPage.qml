import QtQuick
import theme
import components

// A service before it begins: whether it can be done here now, and what must be known.
Page {
    id: root

    Panel {
        id: state

        parent: Theme.portrait ? root.answer : root.besideItem
        width: parent ? parent.width : 0
        panel: root.body.state
        narrow: !Theme.portrait
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
