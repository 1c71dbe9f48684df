"""``python -m kiosk``: run the terminal."""

import gc
import sys

if __name__ == "__main__":
    gc.disable()  # until a frame stands (`Terminal`): nothing that is loaded by then is garbage, and looking takes 10 ms
    from kiosk.app.lifecycle import run

    sys.exit(run())
