"""Reads the whole store once: is the database sound, and does every sealed record open? Any thread; takes its time.

Drafts are counted, not opened: only the applicant's own card can. Deliberately repairs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.core.errors import CacheError
from offline_cache.outbox import Outbox
from offline_cache.reader import Reader
from offline_cache.reference_answers import ReferenceAnswers

_SHOWN = 20  # problems that a report lists; one is enough to act


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreReport:
    """What a check found. `problem` is the first of `problems`, empty when the store is whole."""

    problems: tuple[str, ...]
    items: int
    attachments: int
    drafts: int
    prints: int
    key_protection: str  # what guards the data key: "file" or "tpm"

    @property
    def whole(self) -> bool:
        """True when everything reads and every record opens."""
        return not self.problems

    @property
    def problem(self) -> str:
        """The first problem."""
        return self.problems[0] if self.problems else ""


def check_store(
    reader: Reader,
    outbox: Outbox,
    references: ReferenceAnswers,
    *,
    key_protection: str,
    on_damage: Callable[[], None],
) -> StoreReport:
    """Check structure, then content. Raises `CacheError` STO-001 when the store cannot be read at all."""
    problems: list[str] = []
    counted = dict.fromkeys(("item", "attachment", "draft", "print_journal"), 0)
    try:
        rows = reader.rows(f"PRAGMA integrity_check({_SHOWN})") + reader.rows("PRAGMA foreign_key_check")
        problems += [" ".join(map(str, row)) for row in rows if row != ("ok",)]
        for table in counted:
            counted[table] = reader.rows(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608 - constants
        keys = [row[0] for row in reader.rows("SELECT key FROM item ORDER BY id")]
        problems += [f"the kept answer {name} does not open" for name in references.unreadable()]
    except CacheError as exc:
        if exc.code != "STO-003":
            raise
        problems.append(str(exc))
        keys = []
    for key in keys:
        try:
            outbox.envelope(key)
            outbox.get(key)
        except CacheError as exc:
            if exc.code != "STO-003":
                raise
            problems.append(f"{key}: {exc.detail}")
        except LookupError:  # its time was over while the check ran
            continue
    if problems:
        on_damage()
    return StoreReport(
        problems=tuple(problems[:_SHOWN]),
        items=counted["item"],
        attachments=counted["attachment"],
        drafts=counted["draft"],
        prints=counted["print_journal"],
        key_protection=key_protection,
    )
