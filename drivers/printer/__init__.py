"""Printing over IPP: the wire format (pure), what reasons and job states mean (pure), the client, the port adapter."""
