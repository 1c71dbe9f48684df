"""kiosk.toml: typed, refuses unknown keys, says where a value came from."""
