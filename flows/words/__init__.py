"""All fixed words of the screen, as data: each in every language, side by side. Words of a service are in its file."""
