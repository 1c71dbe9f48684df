"""What a resident goes through, as pure functions over values. No Qt, no drivers, no clock, no files."""
