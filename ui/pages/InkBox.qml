import QtQuick
import theme
import components

// Where a finger signs. Ink that is thick where the finger is slow, thin where it is fast; the same numbers as in
// ui/signature.py. One finger at a time: another one is not seen.
Rectangle {
    id: root

    property string under: "" // what stands under the line
    property bool signed: false
    property var strokes: [] // points [x, y], 0..1 of the box
    readonly property real aspect: 984 / 696
    readonly property real thick: 14 / 984
    readonly property real thin: 4.5 / 984
    readonly property real fast: 42 / 984
    readonly property real ease: 0.45

    signal changed

    function clear(): void {
        strokes = [];
        ink.restart();
    }

    color: Theme.card
    radius: Theme.radius
    border.width: 4
    border.color: Theme.ink

    Accessible.role: Accessible.Canvas
    Accessible.name: under

    Rectangle {
        x: 64
        y: root.height * 0.8
        width: parent.width - 128
        height: 3
        color: Theme.contrast ? Theme.line : Theme.keyShade
    }

    Label {
        x: 64
        y: root.height * 0.8 + 20
        text: root.under
        role: "aid"
        color: Theme.ink2
    }

    // Signed before: the ink itself is not shown again.
    StateMark {
        anchors.centerIn: parent
        size: 104
        ground: root.color
        visible: root.signed && root.strokes.length === 0
    }

    Canvas {
        id: ink

        property int strokesDrawn: 0 // whole strokes before the one that is being drawn
        property int pointsDrawn: 0
        property real pen: 0

        function restart(): void {
            strokesDrawn = 0;
            pointsDrawn = 0;
            if (!available)
                return;
            getContext("2d").clearRect(0, 0, width, height);
            requestPaint();
        }

        function line(context: var, from: var, to: var, wide: real): void {
            context.lineWidth = wide;
            context.beginPath();
            context.moveTo(from.x, from.y);
            context.lineTo(to.x, to.y);
            context.stroke();
        }

        // From middle to middle of the straight pieces, so that no corner shows. The last half waits for the next point,
        // unless the finger is up.
        function draw(context: var, stroke: var, done: bool): void {
            const at = i => Qt.vector2d(stroke[i][0] * width, stroke[i][1] * height);
            if (pointsDrawn === 0) {
                pen = (root.thick + root.thin) / 2;
                pointsDrawn = 1;
            }
            if (done && stroke.length === 1)
                line(context, at(0), at(0).plus(Qt.vector2d(0.1, 0)), pen * width);
            for (let i = pointsDrawn; i < stroke.length; ++i) {
                const before = at(i - 1), here = at(i);
                const way = Math.hypot(stroke[i][0] - stroke[i - 1][0], (stroke[i][1] - stroke[i - 1][1]) / root.aspect);
                const next = pen + root.ease * (root.thick - (root.thick - root.thin) * Math.min(1, way / root.fast) - pen);
                const start = i === 1 ? before : at(i - 2).plus(before).times(0.5);
                const end = done && i === stroke.length - 1 ? here : before.plus(here).times(0.5);
                let from = start;
                for (let piece = 1; piece <= 6; ++piece) {
                    const t = piece / 6;
                    const to = start.times((1 - t) * (1 - t)).plus(before.times(2 * t * (1 - t))).plus(end.times(t * t));
                    line(context, from, to, (pen + (next - pen) * t) * width);
                    from = to;
                }
                if (!done || i < stroke.length - 1)
                    pen = next;
                pointsDrawn = i + 1;
            }
            if (done && stroke.length > 1) {
                const last = at(stroke.length - 1);
                line(context, at(stroke.length - 2).plus(last).times(0.5), last, pen * width);
            }
        }

        anchors.fill: parent
        anchors.margins: 4
        renderStrategy: Canvas.Immediate
        onPaint: {
            const context = getContext("2d");
            context.strokeStyle = Theme.ink;
            context.lineCap = "round";
            while (strokesDrawn < root.strokes.length) {
                const going = finger.pressed && strokesDrawn === root.strokes.length - 1;
                draw(context, root.strokes[strokesDrawn], !going);
                if (going)
                    break;
                ++strokesDrawn;
                pointsDrawn = 0;
            }
        }
        onWidthChanged: restart()
        onHeightChanged: restart()

        Connections {
            target: Theme

            function onInkChanged() {
                ink.restart();
            }
        }
    }

    MouseArea {
        id: finger

        function place(mouse: var): var {
            const inside = (value, size) => Math.max(0, Math.min(1, (value - 4) / (size - 8)));
            return [inside(mouse.x, width), inside(mouse.y, height)];
        }

        function finish(): void {
            ink.requestPaint();
            root.changed();
        }

        anchors.fill: parent
        preventStealing: true
        onPressed: mouse => {
            root.strokes = [...root.strokes, [place(mouse)]];
            ink.requestPaint();
        }
        onPositionChanged: mouse => {
            const stroke = root.strokes[root.strokes.length - 1];
            const point = place(mouse), before = stroke[stroke.length - 1];
            if (Math.hypot((point[0] - before[0]) * width, (point[1] - before[1]) * height) < 2)
                return;
            stroke.push(point);
            ink.requestPaint();
        }
        onReleased: finish()
        onCanceled: finish()
    }
}
