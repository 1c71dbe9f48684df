"""Loads Qt's Python binding and gives `import` back to Python. Import this before anything that loads much.

PySide6 puts itself between every later `import` and Python: for its switch to snake_case names, which nothing here
uses, it reads the source of each module that is imported and keeps it in `linecache`. That is 20 MB of the terminal's
memory and a twentieth of its start (docs/adr/0016-what-crosses-between-python-and-qml.md).
"""

import builtins

import PySide6.QtCore  # noqa: F401 - what it puts in the way is there from now on

# typeshed does not know what PySide6 adds; without it, nothing was put in the way
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
