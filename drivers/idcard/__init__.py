"""Identity cards by a SAM-A / SDT reader (GA 467): codec and layouts (pure), session, port adapter."""
