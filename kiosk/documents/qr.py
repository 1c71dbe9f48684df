"""Makes QR codes: as a matrix for the screen, as SVG for paper. Pure; any thread.

Error level M (15 % may be lost): paper gets folded, and Q would make the modules too small for old phones.
"""

from __future__ import annotations

QUIET_MODULES = 4  # ISO/IEC 18004, 5.3.8


def qr_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules, True is dark, without the quiet zone. Raises `ValueError` when the text does not fit."""
    import qrcode  # noqa: PLC0415 - slow to import
    from qrcode.exceptions import DataOverflowError  # noqa: PLC0415

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(text.encode())  # UTF-8: what readers take a text for that names no character set
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as exc:  # which of them depends on how far it is over
        raise ValueError(f"{len(text)} characters do not fit into a QR code") from exc
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def qr_svg(text: str) -> str:
    """Return the code as SVG, quiet zone included: one unit a module, black on white, one path."""
    matrix = qr_matrix(text)
    side = len(matrix) + 2 * QUIET_MODULES
    path = "".join(_run(x, y, length) for y, row in enumerate(matrix) for x, length in _runs(row))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Return (start, length) of each stretch of dark modules."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((x, 1))
    return runs


def _run(x: int, y: int, length: int) -> str:
    return f"M{x + QUIET_MODULES} {y + QUIET_MODULES}h{length}v1h-{length}z"
