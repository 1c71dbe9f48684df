"""Bytes with deadlines: what stands between a codec and a wire. Knows no protocol."""
