import theme

// Some lines of plain text as one. Han lines are broken where their writer broke them; Latin ones run on.
Label {
    property var lines: []

    text: Theme.latin ? lines.join(" ").replace(/\n/g, " ") : lines.join("\n")
}
