"""The kinds of step. One pure module per kind: its data, what it makes of events, and the page that it shows."""
