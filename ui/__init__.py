"""The screen: renders `Screen` values, emits `Event` values, decides nothing."""
