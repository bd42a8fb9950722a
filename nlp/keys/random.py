"""Keys made by chance, and the hashes by which they are known."""

from __future__ import annotations

import hashlib
import secrets

PREFIX = "oton_"
"""What keys of programs begin with, so that programs that look for leaked keys can tell them."""
_BYTES = 32


def new_key(prefix: str = "") -> str:
    """A key of 256 bits that nobody guesses, safe in addresses and headers."""
    return prefix + secrets.token_urlsafe(_BYTES)


def new_id() -> str:
    """A short name for a row, no secret."""
    return secrets.token_hex(6)


def hashed(key: str) -> str:
    """What is kept of a key. It was made by chance, so that a fast hash is enough: there is no word list to try."""
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
