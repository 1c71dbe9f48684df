"""Everything that touches a device. Knows nothing of Qt, of flows, or of what stands at the other end."""
