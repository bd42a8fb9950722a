"""Who may come in: accounts, signing in and out, keys of programs. Everything that changes is written into the log."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from nlp.domain.people import Account, Right, Role, Token
from nlp.errors import BadName, NotAllowed, Unknown
from nlp.keys import PREFIX, accept, hashed, hashed_password, matches, new_id, new_key
from nlp.ports import People

CONSOLE = "(Konsole)"
"""Who changed something on the command line; no account can be called so."""
SETUP_LASTS = timedelta(hours=1)
LONGEST_DAYS = 366
LONGEST_LABEL = 80
_NAME = re.compile(r"[^\W_](?:[\w.@-]{0,58}[^\W_])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody who came in, and the key of their session, which is told once."""

    account: Account
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeToken:
    """A new key of a program, which is told once."""

    token: Token
    key: str


def moment(after: timedelta = timedelta(0)) -> str:
    """Now, or so much later: ISO 8601 in UTC, so written that later is greater."""
    return (datetime.now(UTC) + after).isoformat(timespec="seconds")


def offer_setup(people: People) -> str:
    """A key that makes the first account, once and within an hour; empty where there are accounts already."""
    if people.accounts():
        return ""
    key = new_key()
    people.offer_setup(hashed(key), moment(SETUP_LASTS))
    return key


def first_admin(people: People, *, key: str, name: str, shown: str, password: str) -> Account:
    """The first account, by the key of the console. Raises BadName, WeakPassword, NotAllowed."""
    account = _account(name, shown, Role.ADMIN)
    accept(password, account.name)
    if people.accounts() or not people.set_up(account, hashed_password(password), hashed(key), moment()):
        raise NotAllowed(
            "Dieser Link gilt nicht mehr. Bitte starten Sie „oton serve“ neu und nehmen Sie den Link, der dort steht."
        )
    people.log(who=account.name, did="account.add", object=account.name, detail=account.role.value)
    return account


def add_account(people: People, *, by: str, name: str, shown: str, role: Role, password: str) -> Account:
    """A new account. Raises BadName, WeakPassword, NotAllowed where the first one could not manage the others."""
    account = _account(name, shown, role)
    accept(password, account.name)
    if role is not Role.ADMIN and not people.accounts():
        raise NotAllowed("Das erste Konto muss die Konten verwalten können. Bitte geben Sie ihm die Rolle „admin“.")
    people.add_account(account, hashed_password(password))
    people.log(who=by, did="account.add", object=account.name, detail=role.value)
    return account


def known(people: People, name: str) -> Account:
    """The account of that name. Raises Unknown."""
    found = people.account(name)
    if found is None:
        raise Unknown(f"Ein Konto „{name}“ gibt es nicht. Bitte prüfen Sie den Namen.")
    return found[0]


def change_account(
    people: People, *, by: str, name: str, shown: str = "", role: Role | None = None, active: bool | None = None
) -> Account:
    """What is given takes the place of what was; nothing given, nothing changed. Raises Unknown, NotAllowed."""
    before = known(people, name)
    after = replace(
        before,
        shown=_shown(shown) or before.shown,
        role=role or before.role,
        active=before.active if active is None else active,
    )
    if after == before:
        return before
    people.change_account(after)
    told = [
        f"{field} = {new}"
        for field in ("role", "active", "shown")
        if (new := getattr(after, field)) != getattr(before, field)
    ]
    people.log(who=by, did="account.change", object=after.name, detail=", ".join(told))
    return after


def set_password(people: People, *, by: str, name: str, password: str) -> None:
    """A new password; all sessions of the account end. Raises Unknown, WeakPassword."""
    account = known(people, name)
    accept(password, account.name)
    people.change_password(account, hashed_password(password))
    people.log(who=by, did="account.password", object=account.name)


def sign_in(people: People, *, name: str, password: str, hours: int) -> SignedIn | None:
    """A new session, or None: the time it takes does not tell whether the name, the password or both were wrong."""
    found = people.account(name)
    fits, better = matches(password, found[1] if found else None)
    if found is None or not fits or not found[0].active:
        # Only names we know are written down: what is typed there may be a password in the wrong field.
        people.log(who=found[0].name if found else "", did="session.refused")
        return None
    account = found[0]
    if better:
        people.change_password(account, better)
    key = new_key()
    people.open_session(hashed(key), account.id, moment(timedelta(hours=hours)))
    people.log(who=account.name, did="session.open")
    return SignedIn(account=account, key=key)


def still(people: People, *, name: str, password: str) -> bool:
    """Whether somebody who is signed in is still themselves."""
    found = people.account(name)
    return matches(password, found[1] if found else None)[0]


def sign_out(people: People, *, by: str, key: str) -> None:
    """Ends a session."""
    people.close_session(hashed(key))
    people.log(who=by, did="session.close")


def make_token(people: People, *, by: str, owner: str, label: str, rights: Collection[Right], days: int) -> MadeToken:
    """A key for a program, for a while, that may no more than its owner. Raises Unknown, BadName, NotAllowed."""
    account = known(people, owner)
    wanted, told = frozenset(rights), _one_line(label)
    if not told or len(told) > LONGEST_LABEL:
        raise BadName(f"Bitte sagen Sie in 1 bis {LONGEST_LABEL} Zeichen, wofür der Zugangsschlüssel ist.")
    if not 1 <= days <= LONGEST_DAYS:
        raise NotAllowed(
            f"Ein Zugangsschlüssel gilt 1 bis {LONGEST_DAYS} Tage. Bitte geben Sie eine Zahl dazwischen an."
        )
    if not wanted:
        raise NotAllowed("Ein Zugangsschlüssel, der nichts darf, nützt nichts. Bitte wählen Sie mindestens ein Recht.")
    if not wanted <= account.role.rights:
        raise NotAllowed("Ein Zugangsschlüssel darf nicht mehr als sein Konto. Bitte wählen Sie weniger Rechte.")
    key = new_key(PREFIX)
    token = Token(
        id=new_id(),
        account=account.id,
        label=told,
        rights=wanted,
        created_at=moment(),
        expires_at=moment(timedelta(days=days)),
    )
    people.add_token(token, hashed(key))
    people.log(
        who=by, did="token.add", object=token.id, detail=f"{account.name}, {days} d: {', '.join(sorted(wanted))}"
    )
    return MadeToken(token=token, key=key)


def revoke(people: People, *, by: str, token: str) -> None:
    """From now on the key opens nothing. Raises Unknown."""
    people.revoke_token(token)
    people.log(who=by, did="token.revoke", object=token)


def _account(name: str, shown: str, role: Role) -> Account:
    plain = name.strip()
    if not _NAME.fullmatch(plain):
        raise BadName(
            "Der Anmeldename braucht 2 bis 60 Zeichen: Buchstaben, Ziffern, Punkt, Strich, Unterstrich oder @, "
            "am Anfang und am Ende ein Buchstabe oder eine Ziffer. Bitte wählen Sie einen solchen."
        )
    return Account(id=new_id(), name=plain, shown=_shown(shown) or plain, role=role, created_at=moment())


def _shown(shown: str) -> str:
    plain = _one_line(shown)
    if len(plain) > LONGEST_LABEL:
        raise BadName(f"Der Name für andere ist zu lang. Bitte kürzen Sie ihn auf {LONGEST_LABEL} Zeichen.")
    return plain


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())
