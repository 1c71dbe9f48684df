"""What stands on a PDF: its text, and its pages as pictures (by poppler's pdftoppm)."""

from __future__ import annotations

import io
import subprocess

import cv2
import numpy as np
from numpy.typing import NDArray
from pypdf import PdfReader


def text_of(pdf: bytes) -> str:
    """Return the text of all pages without white space, which is the typesetter's own business."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def lines_of(pdf: bytes) -> list[str]:
    """Return the lines of all pages as they stand on paper, without the white space in them."""
    pages = (page.extract_text(extraction_mode="layout") for page in PdfReader(io.BytesIO(pdf)).pages)
    return ["".join(line.split()) for page in pages for line in page.splitlines() if line.strip()]


def page_count(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def pictures_of(pdf: bytes, dpi: int) -> list[NDArray[np.uint8]]:
    """Return each page as (height, width) gray."""
    pictures = []
    for number in range(1, page_count(pdf) + 1):
        command = ["pdftoppm", "-r", str(dpi), "-gray", "-f", str(number), "-l", str(number), "-"]
        made = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
        pictures.append(np.asarray(cv2.imdecode(np.frombuffer(made, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8))
    return pictures
