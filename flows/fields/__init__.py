"""The fields of forms: their keys in service files, what is kept of what is typed, and what is wrong with it. Pure."""
