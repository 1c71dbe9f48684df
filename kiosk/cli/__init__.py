"""``kioskctl``: the technician's command. Works over SSH, never imports Qt."""
