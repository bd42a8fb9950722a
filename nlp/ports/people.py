"""What is asked of the place where people are known."""

from __future__ import annotations

from typing import Protocol

from nlp.domain.people import Account, Entry, Token


class People(Protocol):
    """Accounts, sessions, keys of programs and the log. What is secret comes in and goes out hashed.

    Every writing method is one transaction. Times are ISO 8601 in UTC.
    """

    def close(self) -> None:
        """Lets go of what is held open; a second time does nothing."""
        ...

    def add_account(self, account: Account, password_hash: str) -> None:
        """Raises BadName where the name is taken, in upper or lower case."""
        ...

    def change_account(self, account: Account) -> None:
        """Puts role, shown name and activity in the place of what they were.

        Ends the account's sessions where it is no longer active. Raises Unknown, and NotAllowed where nobody would be
        left who manages accounts.
        """
        ...

    def change_password(self, account: Account, password_hash: str) -> None:
        """Puts a password in the place of what it was, touches nothing else, and ends the sessions. Raises Unknown."""
        ...

    def offer_setup(self, key_hash: str, expires_at: str) -> None:
        """Keeps the hash of the key that makes the first account, in the place of an earlier one."""
        ...

    def set_up(self, account: Account, password_hash: str, key_hash: str, now: str) -> bool:
        """Adds the first account and uses the key up; False, and nothing, where it does not fit or accounts exist."""
        ...

    def accounts(self) -> list[Account]:
        """All accounts, by name."""
        ...

    def account(self, name: str) -> tuple[Account, str] | None:
        """The account somebody signs in with, in upper or lower case, and its password's hash."""
        ...

    def open_session(self, key_hash: str, account: str, expires_at: str) -> None:
        """Keeps a session by the hash of its key."""
        ...

    def session(self, key_hash: str, now: str) -> Account | None:
        """Whose session it is, if it is alive and the account active."""
        ...

    def close_session(self, key_hash: str) -> None:
        """Ends a session; an unknown one does nothing."""
        ...

    def add_token(self, token: Token, key_hash: str) -> None:
        """Keeps a key by its hash."""
        ...

    def token(self, key_hash: str, now: str) -> tuple[Token, Account] | None:
        """A key that is neither revoked nor expired, and its active owner; remembers that it was used."""
        ...

    def tokens(self, account: str = "") -> list[Token]:
        """All keys (of one account), newest first."""
        ...

    def revoke_token(self, token: str) -> None:
        """From now on it opens nothing. Raises Unknown."""
        ...

    def log(self, *, who: str, did: str, object: str = "", detail: str = "") -> None:  # noqa: A002 - the word of the log
        """Adds a line to the log, which nothing can change or take away."""
        ...

    def entries(self, *, before: int = 0, limit: int = 100) -> list[Entry]:
        """Lines of the log, newest first, those before a number."""
        ...
