"""The terminal's encrypted store. Stores opaque envelopes and knows no form."""
