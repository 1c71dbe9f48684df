"""Where a Unix socket can lie: its path must fit the kernel's 108 bytes, and a clone may lie deep. Any thread."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

LONGEST = 107 - len("/pcscd.comm")  # unix(7): sun_path, less its NUL and the longest name used here


def socket_folder(folder: Path) -> Path:
    """Return `folder`, resolved, or where its path is too long a short one that is always the same for it."""
    resolved = folder.resolve()
    if len(str(resolved).encode()) <= LONGEST:
        return resolved
    short = hashlib.sha256(str(resolved).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"guanjia-{short}"
