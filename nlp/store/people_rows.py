"""Rows of accounts and keys, there and back."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

from nlp.domain.people import Account, Right, Role, Token

ACCOUNT = "a.id, a.name, a.shown, a.role, a.created_at, a.active"
TOKEN = "t.id, t.account, t.label, t.rights, t.created_at, t.expires_at, t.used_at, t.revoked"  # noqa: S105 - columns


def folded(name: str) -> str:
    """How a name is compared: „ÖZLEM“ and „özlem“ are one, however their dots were typed."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def account_of(row: Sequence[Any]) -> Account:
    """From the columns of ACCOUNT."""
    identity, name, shown, role, created_at, active = row
    return Account(id=identity, name=name, shown=shown, role=Role(role), created_at=created_at, active=bool(active))


def rights_of(token: Token) -> str:
    """What a key may, as it is kept."""
    return json.dumps(sorted(token.rights))


def token_of(row: Sequence[Any]) -> Token:
    """From the columns of TOKEN."""
    identity, account, label, rights, created_at, expires_at, used_at, revoked = row
    return Token(
        id=identity,
        account=account,
        label=label,
        rights=frozenset(Right(right) for right in json.loads(rights)),
        created_at=created_at,
        expires_at=expires_at,
        used_at=used_at,
        revoked=bool(revoked),
    )
