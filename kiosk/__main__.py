"""``python -m kiosk``: run the terminal."""

import sys

from kiosk.app.lifecycle import run

if __name__ == "__main__":
    sys.exit(run())
