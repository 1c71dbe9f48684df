import QtQuick
import QtQuick.Shapes
import theme

// The page's corners as the camera found them, in light green: an angle at each, dots between. Nothing when not found.
Item {
    id: root

    property var outline: [] // points 0..1 of the picture, in order round the page
    readonly property int outside: 12 // the marks stand round the paper, not on it
    readonly property int arm: 76
    readonly property var points: spread(outline.map(point => Qt.vector2d(point[0] * width, point[1] * height)))

    function spread(points: var): var {
        const middle = points.reduce((sum, point) => sum.plus(point), Qt.vector2d(0, 0)).times(1 / Math.max(1, points.length));
        return points.map(point => point.plus(point.minus(middle).normalized().times(outside)));
    }

    function step(from: vector2d, to: vector2d, far: real): string {
        const at = from.plus(to.minus(from).normalized().times(far));
        return at.x.toFixed(1) + " " + at.y.toFixed(1);
    }

    function draw(piece: var): string {
        return points.map((point, i) => piece(points[(i + points.length - 1) % points.length], point, points[(i + 1) % points.length])).join(" ");
    }

    visible: points.length > 2

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: Theme.corner
            strokeWidth: 6
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            strokeStyle: ShapePath.DashLine
            dashPattern: [0.1, 2.4]

            PathSvg {
                path: root.draw((before, at, after) => "M" + root.step(at, after, root.arm + 14) + "L" + root.step(after, at, root.arm + 14))
            }
        }

        ShapePath {
            strokeColor: Theme.corner
            strokeWidth: 12
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: root.draw((before, at, after) => "M" + root.step(at, before, root.arm) + "L" + root.step(at, at, 0) + "L" + root.step(at, after, root.arm))
            }
        }
    }
}
