import QtQuick
import theme

// The mark of a state, told by outline as well as colour: tick in a disc, clock hands, triangle, cross, ring with i.
Icon {
    property string kind: "done"
    property color ground: Theme.paper

    readonly property var look: ({
        "done": ["okc", Theme.sedge],
        "wait": ["waitc", Theme.agarwood],
        "attention": ["warnc", Theme.agarwood],
        "failed": ["xc", Theme.lychee],
        "info": ["infoc", Theme.water]
    })[kind]

    name: look ? look[0] : ""
    color: look ? look[1] : Theme.ink
    wash: "transparent"
    paper: ground
    size: Theme.mark
}
