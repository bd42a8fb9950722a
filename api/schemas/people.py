"""Accounts, keys of programs, the log."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, Field

from api.guard.viewer import Viewer
from api.paging import Page
from api.schemas.common import Asking, Moment
from nlp.commands.people import LONGEST_DAYS, LONGEST_LABEL, MadeToken
from nlp.domain.people import Account, Entry, Right, Role, Token

LONGEST_PASSWORD = 1_000

SignInName = Annotated[str, Field(max_length=60, examples=["a.beispiel"], description="What somebody signs in with.")]
Shown = Annotated[str, Field(max_length=LONGEST_LABEL, examples=["Ayşe Beispiel"], description="What others see.")]
Password = Annotated[
    str, Field(max_length=LONGEST_PASSWORD, examples=["Morgens fährt der Bus"], description="At least 12 characters.")
]
Rights = Annotated[list[Right], Field(examples=[["read", "export"]])]


class Me(BaseModel):
    """Whoever asks: an account, a program with a key, or anybody in an open house."""

    name: str = Field(examples=["a.beispiel"])
    shown: Shown
    role: Role | None = Field(examples=["planner"], description="Null for programs and in an open house.")
    rights: Rights
    by_token: bool = Field(examples=[True])
    open_house: bool = Field(examples=[False])

    @classmethod
    def of(cls, viewer: Viewer) -> Self:
        """The viewer as they go out."""
        return cls(
            name=viewer.name,
            shown=viewer.shown,
            role=viewer.role,
            rights=sorted(viewer.rights),
            by_token=viewer.by_token,
            open_house=viewer.open_house,
        )


class AccountTold(BaseModel):
    """Somebody who can sign in; nothing of the password goes out."""

    name: SignInName
    shown: Shown
    role: Role = Field(examples=["planner"])
    rights: Rights
    created_at: Moment
    active: bool = Field(examples=[True])

    @classmethod
    def of(cls, account: Account) -> Self:
        """The account as it goes out."""
        return cls(
            name=account.name,
            shown=account.shown,
            role=account.role,
            rights=sorted(account.role.rights),
            created_at=account.created_at,
            active=account.active,
        )


class Accounts(Page[AccountTold]):
    """All accounts, by name."""


class AccountWanted(Asking):
    """A new account."""

    name: SignInName
    shown: Shown = ""
    role: Role = Field(default=Role.STAFF, examples=["planner"])
    password: Password


class AccountChange(Asking):
    """What is given takes the place of what was; null leaves it."""

    shown: Annotated[str | None, Field(max_length=LONGEST_LABEL, examples=["Ayşe Beispiel"])] = None
    role: Role | None = Field(default=None, examples=["analyst"])
    active: bool | None = Field(default=None, examples=[True])


class PasswordWanted(Asking):
    """A new password."""

    password: Password


class TokenTold(BaseModel):
    """A key of a program; the key itself was told once and is not kept."""

    id: str = Field(examples=["5f0c2f4a9d1b"])
    account: SignInName
    label: str = Field(examples=["Bericht für den Ausschuss"])
    rights: Rights
    created_at: Moment
    expires_at: Moment
    used_at: str = Field(examples=[""], description="ISO 8601, UTC, by the minute; empty before the first use.")
    revoked: bool = Field(examples=[False])

    @classmethod
    def of(cls, token: Token, owner: str) -> Self:
        """The key's facts as they go out."""
        return cls(
            id=token.id,
            account=owner,
            label=token.label,
            rights=sorted(token.rights),
            created_at=token.created_at,
            expires_at=token.expires_at,
            used_at=token.used_at,
            revoked=token.revoked,
        )


class Tokens(Page[TokenTold]):
    """Keys of programs, the oldest first."""


class TokenWanted(Asking):
    """A key for a program: for what, for how long, and what it may, which is never more than its owner may."""

    label: str = Field(min_length=1, max_length=LONGEST_LABEL, examples=["Bericht für den Ausschuss"])
    days: int = Field(ge=1, le=LONGEST_DAYS, examples=[90])
    rights: Rights


class TokenMade(TokenTold):
    """A new key, told this once."""

    key: str = Field(examples=["oton_…"], description="Send it as `Authorization: Bearer …`.")

    @classmethod
    def made(cls, made: MadeToken, owner: str) -> Self:
        """The key as it goes out, this once."""
        return cls(**TokenTold.of(made.token, owner).model_dump(), key=made.key)


class EntryTold(BaseModel):
    """One line of the log."""

    number: int = Field(examples=[17])
    at: Moment
    who: str = Field(examples=["a.beispiel"], description="Empty where nobody we know tried to sign in.")
    did: str = Field(examples=["run.publish"])
    object: str = Field(examples=["8c1f0e2ab4"])
    detail: str = Field(examples=[""])

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """The line as it goes out."""
        return cls(
            number=entry.number,
            at=entry.at,
            who=entry.who,
            did=entry.did,
            object=entry.object,
            detail=entry.detail,
        )


class Log(BaseModel):
    """Lines of the log, the newest first; `next` is the address of those before them."""

    items: list[EntryTold]
    next: str | None = Field(examples=[None])
