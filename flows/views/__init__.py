"""What the screen shows of a state. Pure; never stored; runs on the GUI thread, and on any other."""

from flows.views.view import view

__all__ = ["view"]
