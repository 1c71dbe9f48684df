import theme

// Where contents will be lost: as secondary, in lychee. Never filled, never on the right, never first in focus.
SecondaryButton {
    tone: Theme.lychee
    toneEdge: Theme.lychee
}
