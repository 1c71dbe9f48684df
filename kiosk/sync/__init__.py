"""Terminal to central platform: what to send, when, and what the answer means."""
