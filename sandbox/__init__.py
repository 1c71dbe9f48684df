"""The outside world at the wire, for demonstrations and tests. All people, numbers and papers are fictional."""
