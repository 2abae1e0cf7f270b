"""Words about a person, sealed before they are stored: only what holds the installation's secret reads them."""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str) -> bytes | None:
    """The text sealed; None for an empty one."""
    return _box(settings.SECRET_KEY).encrypt(text.encode()) if text else None


def unseal(sealed: bytes | memoryview | None) -> str:
    """The text again; empty where nothing was sealed, or where the secret has changed since."""
    if not sealed:
        return ""
    try:
        return _box(settings.SECRET_KEY).decrypt(bytes(sealed)).decode()
    except InvalidToken:
        return ""


def digest(text: str, purpose: str) -> str:
    """A keyed digest by which equal texts are found without being readable; 64 hexadecimal digits."""
    return hmac.new(_key(settings.SECRET_KEY, purpose), text.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=4)
def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(secret, "fields")))


@lru_cache(maxsize=16)
def _key(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=b"shishi", info=purpose.encode()).derive(secret.encode())
