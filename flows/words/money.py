"""Sums of money as the screen says them. Money is integer fen everywhere else."""

from __future__ import annotations

from flows.model.text import text
from flows.model.values import Language

YUAN = text("{sum} 元", "{sum} yuan")


def yuan(fen: int, language: Language) -> str:
    """Return ``12.00 元``, ``12.00 yuan`` for 1200 fen; a debt with its sign before it."""
    sign, whole = ("-" if fen < 0 else ""), abs(fen)
    return YUAN.of(language, sum=f"{sign}{whole // 100}.{whole % 100:02d}")
