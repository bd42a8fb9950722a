"""Passwords: one rule, argon2, and the same work whether somebody is known or not."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from nlp.errors import WeakPassword

if TYPE_CHECKING:
    from pwdlib import PasswordHash

SHORTEST = 12
LONGEST = 1_000
_AT_ONCE = threading.BoundedSemaphore(2)
"""argon2 takes 64 MiB for each password on its way; a crowd at the door waits instead of filling the memory."""


def accept(password: str, name: str) -> None:
    """Lets pass what is long enough and not the name; no rules about signs, which make worse passwords.

    Raises WeakPassword.
    """
    plain = _normal(password)
    if len(plain) < SHORTEST:
        raise WeakPassword(
            f"Das Passwort ist zu kurz. Bitte nehmen Sie mindestens {SHORTEST} Zeichen, zum Beispiel einen kurzen Satz."
        )
    if len(plain) > LONGEST:
        raise WeakPassword(
            f"Das Passwort ist zu lang. Bitte nehmen Sie höchstens {LONGEST:,} Zeichen.".replace(",", ".")
        )
    if _normal(name).casefold() in plain.casefold() and len(plain) - len(_normal(name)) < SHORTEST:
        raise WeakPassword("Das Passwort besteht fast nur aus dem Namen. Bitte nehmen Sie ein anderes.")
    if len(set(plain)) < SHORTEST // 3:
        raise WeakPassword("Das Passwort wiederholt nur wenige Zeichen. Bitte nehmen Sie ein anderes.")


def hashed_password(password: str) -> str:
    """What is kept of a password."""
    with _AT_ONCE:
        return _argon2().hash(_bytes(password))


def matches(password: str, kept: str | None) -> tuple[bool, str]:
    """Whether it is the password that was kept, and a better hash where ours has grown stronger since.

    Without anything kept it does the same work and says no, so that the time tells nobody which names exist.
    """
    argon2, decoy = _argon2(), _decoy()
    known = kept is not None and argon2.current_hasher.identify(kept)
    with _AT_ONCE:
        fits, better = argon2.verify_and_update(_bytes(password[: LONGEST + 1]), kept if kept and known else decoy)
    return (fits, better or "") if known else (False, "")


@cache
def _argon2() -> PasswordHash:
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash((Argon2Hasher(),))


@cache
def _decoy() -> str:
    return hashed_password("niemand")


def _normal(text: str) -> str:
    # An umlaut is one sign on one keyboard and two on another.
    return unicodedata.normalize("NFKC", text)


def _bytes(password: str) -> bytes:
    return _normal(password).encode(errors="surrogatepass")
