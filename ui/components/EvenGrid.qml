pragma ComponentBehavior: Bound
import QtQuick

// State lines side by side in as few rows as they need, the rows even: nothing stands alone on the last one.
Grid {
    id: root

    property alias model: list.model

    // Called whenever a line's words are measured. A column is as wide as its widest line.
    function arrange() {
        const widths = [];
        for (let i = 0; i < list.count; ++i) {
            const line = list.itemAt(i);
            widths.push(line ? line.implicitWidth : 0);
        }
        for (let rows = 1; rows < widths.length; ++rows) {
            const across = Math.ceil(widths.length / rows);
            let total = (across - 1) * columnSpacing;
            for (let c = 0; c < across; ++c)
                total += Math.max(...widths.filter((_, i) => i % across === c));
            if (total <= width) {
                columns = across;
                return;
            }
        }
        columns = 1;
    }

    columns: 1
    onWidthChanged: arrange()

    Repeater {
        id: list

        onCountChanged: root.arrange()

        StateLine {
            required property var modelData

            entry: modelData
            onImplicitWidthChanged: root.arrange()
        }
    }
}
