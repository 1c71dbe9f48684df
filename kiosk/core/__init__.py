"""The kernel that everyone may import: values, clock, errors. Standard library only, no I/O at import."""
