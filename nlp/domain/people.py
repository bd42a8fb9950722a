"""Who uses the house, and who may what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What somebody may be allowed to do."""

    READ = "read"
    REVIEW = "review"
    PUBLISH = "publish"
    EXPORT = "export"
    IMPORT = "import"
    RUN = "run"
    ACCOUNTS = "accounts"
    AUDIT = "audit"


class Role(StrEnum):
    """What somebody is in the house; each may all that the one before may."""

    STAFF = "staff"
    PLANNER = "planner"
    ANALYST = "analyst"
    ADMIN = "admin"

    @property
    def rights(self) -> frozenset[Right]:
        """What this role may do."""
        return _RIGHTS[self]


_STAFF = frozenset({Right.READ})
_PLANNER = _STAFF | {Right.REVIEW, Right.PUBLISH, Right.EXPORT}
_ANALYST = _PLANNER | {Right.IMPORT, Right.RUN}
_RIGHTS = {
    Role.STAFF: _STAFF,
    Role.PLANNER: _PLANNER,
    Role.ANALYST: _ANALYST,
    Role.ADMIN: _ANALYST | {Right.ACCOUNTS, Right.AUDIT},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who can sign in. `name` is what they type, `shown` what others see; times are ISO 8601 in UTC."""

    id: str
    name: str
    shown: str
    role: Role
    created_at: str
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A key for a program: what it may (never more than its owner), until when; the key itself is not kept."""

    id: str
    account: str
    label: str
    rights: frozenset[Right]
    created_at: str
    expires_at: str
    used_at: str = ""
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log: who did what to which object, and when. No answer's text stands in it."""

    number: int
    at: str
    who: str
    did: str
    object: str = ""
    detail: str = ""
