"""Finds services and answers by what people type: characters, pinyin, initials, everyday words, English, with a slip.

Pure values and functions; any thread. `Index.of` builds what `Index.find` searches; `Lore` is what it knows of the
language. Which documents there are is `flows.finding.documents`'s business; nothing here learns what people typed.
"""

from flows.finding.index import Document, Hit, Index
from flows.finding.lore import NO_LORE, Lore, parse_lore

__all__ = ["NO_LORE", "Document", "Hit", "Index", "Lore", "parse_lore"]
