"""Looks at printed PDFs as a person does: renders the page, reads its text and its QR codes; measures pictures."""

from __future__ import annotations

import subprocess
from pathlib import Path

import cv2
import zxingcpp

DPI = 150


def pictures_of(pdf: Path) -> list[Path]:
    """Render each page of `pdf` to a PNG beside it."""
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", str(pdf), str(pdf.with_suffix(""))], check=True)
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def text_of(pdf: Path) -> str:
    """Return the text of all pages, without spaces and line ends."""
    found = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout
    return "".join(found.decode("utf-8").split())


def qr_texts(pdf: Path) -> list[str]:
    """Return the texts of the QR codes that a camera finds on the pages."""
    found = []
    for picture in pictures_of(pdf):
        found += [code.text for code in zxingcpp.read_barcodes(cv2.imread(str(picture)))]
    return found


def size_of(picture: Path) -> tuple[int, int]:
    """Return width and height of a picture in px; (0, 0) when it is none."""
    pixels = cv2.imread(str(picture))
    return (pixels.shape[1], pixels.shape[0]) if pixels is not None else (0, 0)
