"""Opens what both the terminal and `kioskctl` need, from the settings: the store, and the way to the platform."""

from __future__ import annotations

from pathlib import Path

from kiosk.config.settings import Settings
from kiosk.core.clock import Clock
from kiosk.core.errors import CacheError, ContentError
from kiosk.core.sensitive import Sensitive
from kiosk.sync.http_gateway import HttpGateway
from kiosk.sync.http_line import Credentials, Timeouts
from offline_cache.crypto import CipherProfile
from offline_cache.keys import FileKeyProvider
from offline_cache.premises import Premises
from offline_cache.store import Store


def open_store(settings: Settings, clock: Clock) -> Store:
    """Open the terminal's store. Raises `CacheError` STO-001..005."""
    folder = settings.store.folder
    profile = CipherProfile(settings.store.cipher.lower())
    return Store.open(folder, FileKeyProvider(folder / "terminal.key", profile), clock=clock, profile=profile)


def open_existing_store(settings: Settings, clock: Clock) -> Store:
    """Open the store for `kioskctl`, which never makes one: it would not belong to the terminal's user.

    Raises `CacheError` STO-001..005.
    """
    premises = Premises(settings.store.folder)
    if not premises.database.exists() and not premises.unconfirmed():
        raise CacheError("STO-001", f"there is no store in {premises.folder} yet; the terminal makes it when it starts")
    return open_store(settings, clock)


def gateway_of(settings: Settings, clock: Clock, timeouts: Timeouts | None = None) -> HttpGateway:
    """Return the way to the platform; opens nothing. Raises `ContentError` CNT-002 for an unreadable token file."""
    platform = settings.platform
    credentials = Credentials(
        terminal_id=settings.terminal.code,
        token=Sensitive(_token(platform.token_file)),
        ca_file=platform.ca_file,
        certificate_file=platform.client_certificate_file,
        key_file=platform.client_key_file,
    )
    return HttpGateway(
        base_url=str(platform.base_url).rstrip("/"), credentials=credentials, clock=clock, timeouts=timeouts
    )


def _token(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as exc:
        raise ContentError("CNT-002", f"platform.token_file {file} cannot be read: {exc.strerror}") from exc
