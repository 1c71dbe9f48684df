"""Seals records with an AEAD: AES-256-GCM, or SM4-GCM where the national profile is chosen. Any thread; no I/O.

A sealed record is ``profile (1 byte) | schema version (2) | nonce (12) | ciphertext | tag (16)``. The associated data
binds the header, the table and the row's key, so that no record can be moved to another row or table. Nonces are
random: 2**32 records under one key are within NIST SP 800-38D, 8.3; a terminal makes some 2**20 in its life.
Deliberately knows neither SQL nor where the key comes from.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.core.errors import CacheError
from kiosk.core.sensitive import Sensitive

KEY_BYTES = 32
SALT_BYTES = 32
_NONCE_BYTES = 12  # NIST SP 800-38D, 8.2
_TAG_BYTES = 16
_HEADER = struct.Struct(">BH")


class CipherProfile(StrEnum):
    """Which AEAD seals new records. Every record says its own, so that a store may hold both."""

    AES_256_GCM = "aes-256-gcm"
    SM4_GCM = "sm4-gcm"  # GB/T 32907, with SM3 (GB/T 32905) for derivation


class _Aead(Protocol):
    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes: ...


class _Sm4Gcm:
    """SM4 in GCM, with the shape of `AESGCM`."""

    def __init__(self, key: bytes) -> None:
        self._cipher = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        encryptor = Cipher(self._cipher, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated_data)
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        if len(data) < _TAG_BYTES:
            raise InvalidTag
        tag = data[-_TAG_BYTES:]
        decryptor = Cipher(self._cipher, modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(associated_data)
        return decryptor.update(data[:-_TAG_BYTES]) + decryptor.finalize()


@dataclass(frozen=True, slots=True)
class _Suite:
    number: int
    key_bytes: int
    hash_type: type[hashes.HashAlgorithm]
    aead: type[AESGCM | _Sm4Gcm]


_SUITES = {
    CipherProfile.AES_256_GCM: _Suite(1, 32, hashes.SHA256, AESGCM),
    CipherProfile.SM4_GCM: _Suite(2, 16, hashes.SM3, _Sm4Gcm),
}


def new_key() -> Sensitive[bytes]:
    """Return a fresh random key of 32 bytes."""
    return Sensitive(os.urandom(KEY_BYTES))


class Sealer:
    """Seals and opens records under one key of 32 bytes."""

    def __init__(self, key: Sensitive[bytes], profile: CipherProfile, *, schema_version: int = 0) -> None:
        if len(key.reveal()) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        self._key = key
        self._profile = profile
        self._version = schema_version
        self._aeads: dict[int, _Aead] = {
            suite.number: suite.aead(_derive(suite, key.reveal(), salt=b"", info=b"records"))
            for suite in _SUITES.values()
        }
        self._header = _HEADER.pack(_SUITES[profile].number, schema_version)
        self._aead = self._aeads[_SUITES[profile].number]

    def seal(self, table: str, row: str, plain: bytes) -> bytes:
        """Return the sealed record, 31 bytes longer than `plain`."""
        nonce = os.urandom(_NONCE_BYTES)
        header = self._header
        binding = header + f"{table}\x1f{row}".encode()
        return header + nonce + self._aead.encrypt(nonce, plain, binding)

    def open(self, table: str, row: str, sealed: bytes) -> bytes:
        """Return what was sealed. Raises `CacheError` STO-003 when the record is not what was sealed for this row."""
        plain = self.try_open(table, row, sealed)
        if plain is None:
            raise CacheError("STO-003", f"a record of table {table} does not open")
        return plain

    def try_open(self, table: str, row: str, sealed: bytes) -> bytes | None:
        """Return what was sealed, or None when this key, row or content does not fit."""
        header, body = sealed[: _HEADER.size], sealed[_HEADER.size :]
        if len(body) < _NONCE_BYTES + _TAG_BYTES:
            return None
        aead = self._aeads.get(header[0])
        if aead is None:
            return None
        try:
            return aead.decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], header + f"{table}\x1f{row}".encode())
        except InvalidTag:
            return None

    def derived(self, secret: Sensitive[str], salt: bytes) -> Sealer:
        """Return a sealer whose key is HKDF(this key, `secret`, `salt`); without all three it cannot be made again."""
        suite = _SUITES[self._profile]
        wide = _Suite(suite.number, KEY_BYTES, suite.hash_type, suite.aead)
        key = _derive(wide, self._key.reveal(), salt=salt, info=f"draft\x1f{secret.reveal()}".encode())
        return Sealer(Sensitive(key), self._profile, schema_version=self._version)


def _derive(suite: _Suite, key: bytes, *, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=suite.hash_type(), length=suite.key_bytes, salt=salt or None, info=info).derive(key)
