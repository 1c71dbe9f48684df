"""The demonstration: the sandbox, the terminal's real program, and a resident who touches it."""
