"""The platform's signature on certificates: JWS compact form (RFC 7515) with Ed25519 (RFC 8037). Any thread.

The key is made at the first start and lies in the data folder.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without I, O, 0 and 1, which people mistake for one another


class Signer:
    """Signs records with the platform's key."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._key = _load_or_make(folder / "signing-key.pem")
        self._public = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self._kid = hashlib.sha256(self._public).hexdigest()[:16]

    def sign(self, record: Mapping[str, Any]) -> str:
        """Return the JWS over a record (keys sorted, no white space, UTF-8)."""
        header = _b64url(json.dumps({"alg": "EdDSA", "kid": self._kid}, separators=(",", ":")).encode())
        text = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        signed = f"{header}.{_b64url(text.encode())}"
        return f"{signed}.{_b64url(self._key.sign(signed.encode('ascii')))}"

    def key_set(self) -> dict[str, Any]:
        """Return the public key as a JWK set (RFC 7517)."""
        x = _b64url(self._public)
        return {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": x, "kid": self._kid, "use": "sig", "alg": "EdDSA"}]}


def new_code() -> str:
    """Return a fresh verification code, such as 7KQ4-M2XD: 40 bits, so that numbers alone open nothing."""
    letters = [secrets.choice(_CODE_LETTERS) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def _b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _load_or_make(file: Path) -> Ed25519PrivateKey:
    if file.exists():
        key = load_pem_private_key(file.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError(f"{file} holds another kind of key")
        return key
    made = Ed25519PrivateKey.generate()
    file.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return made
