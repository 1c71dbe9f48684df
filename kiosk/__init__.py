"""The terminal as a program; see docs/architecture.md for the house and who may import whom."""
