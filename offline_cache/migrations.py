"""Brings a database to the present schema, forward only. Runs where the store is opened.

Each migration is a numbered SQL file and one transaction; `user_version` says which was the last. A newer schema is
refused, not guessed at.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from importlib.resources import files

from kiosk.core.errors import CacheError


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step of the schema: from `version` - 1 to `version`."""

    version: int
    sql: str


def bundled_migrations() -> tuple[Migration, ...]:
    """Return the migrations of this version of the program, in order (``schema/NNNN_name.sql``)."""
    found = sorted((file.name, file) for file in files("offline_cache").joinpath("schema").iterdir())
    return tuple(
        Migration(version=int(name[:4]), sql=file.read_text(encoding="utf-8"))
        for name, file in found
        if name.endswith(".sql")
    )


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the version of the database. Raises `sqlite3.Error`."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: sqlite3.Connection, migrations: tuple[Migration, ...]) -> int:
    """Bring the database to the last of `migrations` and return its version.

    Raises `CacheError` STO-004 when it is newer than that, `sqlite3.Error` when a step fails; what went before stays.
    """
    present = schema_version(connection)
    latest = migrations[-1].version
    if present > latest:
        raise CacheError("STO-004", f"schema {present}; this program knows {latest}")
    for migration in migrations:
        if migration.version > present:
            try:
                connection.executescript(
                    f"BEGIN IMMEDIATE;\n{migration.sql}\nPRAGMA user_version = {migration.version};\nCOMMIT;"
                )
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
    return latest
