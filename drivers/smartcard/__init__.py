"""Smart cards over PC/SC: APDUs (pure), the social security card's records (pure), its session, the port adapter."""
