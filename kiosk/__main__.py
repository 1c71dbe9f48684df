"""``python -m kiosk``: run the terminal."""

import gc
import sys

if __name__ == "__main__":
    # Until a frame stands (`Terminal`): nothing that is loaded by then is garbage, and to look for it takes 10 ms.
    gc.disable()
    from kiosk.app.lifecycle import run

    sys.exit(run())
