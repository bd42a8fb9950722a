"""Accounts, sessions, keys of programs and the log, in the same SQLite file as the answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING, Any

from nlp.domain.people import Account, Entry, Token
from nlp.errors import BadName, NotAllowed, StoreProblem, Unknown
from nlp.store.opening import connect, looking, writing
from nlp.store.people_rows import ACCOUNT, TOKEN, account_of, folded, rights_of, token_of

if TYPE_CHECKING:
    from sqlite_utils import Database

USED_EVERY = timedelta(minutes=1)
"""A key's last use is written no more often, so that a busy program does not write with every request."""


class SqlitePeople:
    """Fits nlp.ports.People for any number of threads; every method raises StoreProblem where the file fails."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._free: LifoQueue[Database] = LifoQueue()

    def close(self) -> None:
        """Lets go of the file; a second time does nothing."""
        while not self._free.empty():
            self._free.get_nowait().close()

    @contextmanager
    def _borrowed(self) -> Iterator[Database]:
        try:
            db = self._free.get_nowait()
        except Empty:
            db = connect(self.path)
        try:
            yield db
        finally:
            self._free.put(db)

    @contextmanager
    def _looking(self) -> Iterator[Database]:
        with self._borrowed() as db, looking(db, self.path):
            yield db

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        with self._borrowed() as db, writing(db, self.path):
            yield db

    def add_account(self, account: Account, password_hash: str) -> None:
        """Raises BadName where the name is taken, in upper or lower case."""
        with self._writing() as db:
            _add(db, account, password_hash)

    def change_account(self, account: Account) -> None:
        """Puts role, shown name and activity in the place of what they were.

        Ends the account's sessions where it is no longer active. Raises Unknown, NotAllowed.
        """
        sql = "UPDATE accounts SET role = ?, shown = ?, active = ? WHERE id = ? RETURNING 1"
        with self._writing() as db:
            try:
                found = db.execute(sql, [account.role.value, account.shown, account.active, account.id]).fetchone()
            except sqlite3.IntegrityError as error:
                raise NotAllowed(
                    f"„{account.name}“ verwaltet als Einzige oder Einziger die Konten. "
                    "Bitte geben Sie zuerst einem anderen Konto diese Rolle."
                ) from error
            if found is None:
                raise _unknown(account)
            if not account.active:
                _end_sessions(db, account)

    def change_password(self, account: Account, password_hash: str) -> None:
        """Puts a password in the place of what it was, touches nothing else, and ends the sessions. Raises Unknown."""
        sql = "UPDATE accounts SET password = ? WHERE id = ? RETURNING 1"
        with self._writing() as db:
            if db.execute(sql, [password_hash, account.id]).fetchone() is None:
                raise _unknown(account)
            _end_sessions(db, account)

    def offer_setup(self, key_hash: str, expires_at: str) -> None:
        """Keeps the hash of the key that makes the first account, in the place of an earlier one."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO setup VALUES (1, ?, ?)", [key_hash, expires_at])

    def set_up(self, account: Account, password_hash: str, key_hash: str, now: str) -> bool:
        """Adds the first account and uses the key up; False, and nothing, where it does not fit or accounts exist."""
        sql = """DELETE FROM setup WHERE key = ? AND expires_at > ? AND NOT EXISTS (SELECT 1 FROM accounts)
          RETURNING 1"""
        with self._writing() as db:
            fits = db.execute(sql, [key_hash, now]).fetchone() is not None
            if fits:
                _add(db, account, password_hash)
            return fits

    def accounts(self) -> list[Account]:
        """All accounts, by name."""
        with self._looking() as db:
            return [account_of(row) for row in db.execute(f"SELECT {ACCOUNT} FROM accounts a ORDER BY a.folded")]  # noqa: S608 - columns of our own

    def account(self, name: str) -> tuple[Account, str] | None:
        """The account somebody signs in with, in upper or lower case, and its password's hash."""
        sql = f"SELECT {ACCOUNT}, a.password FROM accounts a WHERE a.folded = ?"  # noqa: S608 - columns of our own
        with self._looking() as db:
            row = db.execute(sql, [folded(name)]).fetchone()
        return (account_of(row[:-1]), row[-1]) if row else None

    def open_session(self, key_hash: str, account: str, expires_at: str) -> None:
        """Keeps a session by the hash of its key; those that are over go."""
        with self._writing() as db:
            db.execute("DELETE FROM sessions WHERE expires_at <= ?", [_now()])
            db.execute("INSERT INTO sessions VALUES (?, ?, ?)", [key_hash, account, expires_at])

    def session(self, key_hash: str, now: str) -> Account | None:
        """Whose session it is, if it is alive and the account active."""
        sql = f"""SELECT {ACCOUNT} FROM sessions s JOIN accounts a ON a.id = s.account
          WHERE s.key = ? AND s.expires_at > ? AND a.active"""  # noqa: S608 - columns of our own
        with self._looking() as db:
            row = db.execute(sql, [key_hash, now]).fetchone()
        return account_of(row) if row else None

    def close_session(self, key_hash: str) -> None:
        """Ends a session; an unknown one does nothing."""
        with self._writing() as db:
            db.execute("DELETE FROM sessions WHERE key = ?", [key_hash])

    def add_token(self, token: Token, key_hash: str) -> None:
        """Keeps a key by its hash."""
        sql = """INSERT INTO tokens (id, key, account, label, rights, created_at, expires_at, used_at, revoked)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
        values = [token.id, key_hash, token.account, token.label, rights_of(token)]
        with self._writing() as db:
            db.execute(sql, [*values, token.created_at, token.expires_at, token.used_at, token.revoked])

    def token(self, key_hash: str, now: str) -> tuple[Token, Account] | None:
        """A key that is neither revoked nor expired, and its active owner; remembers, by the minute, its use."""
        sql = f"""SELECT {TOKEN}, {ACCOUNT} FROM tokens t JOIN accounts a ON a.id = t.account
          WHERE t.key = ? AND NOT t.revoked AND t.expires_at > ? AND a.active"""  # noqa: S608 - columns of our own
        with self._looking() as db:
            row = db.execute(sql, [key_hash, now]).fetchone()
        if row is None:
            return None
        wide = TOKEN.count(",") + 1
        found = token_of(row[:wide])
        if not found.used_at or datetime.fromisoformat(now) - datetime.fromisoformat(found.used_at) >= USED_EVERY:
            # A door does not stay shut because its bell cannot be written down.
            with suppress(StoreProblem), self._writing() as db:
                db.execute("UPDATE tokens SET used_at = ? WHERE id = ?", [now, found.id])
        return found, account_of(row[wide:])

    def tokens(self, account: str = "") -> list[Token]:
        """All keys (of one account), newest first."""
        sql = f"SELECT {TOKEN} FROM tokens t WHERE ? IN ('', t.account) ORDER BY t.nr DESC"  # noqa: S608 - columns of our own
        with self._looking() as db:
            return [token_of(row) for row in db.execute(sql, [account])]

    def revoke_token(self, token: str) -> None:
        """From now on it opens nothing. Raises Unknown."""
        with self._writing() as db:
            if db.execute("UPDATE tokens SET revoked = 1 WHERE id = ? RETURNING 1", [token]).fetchone() is None:
                raise Unknown(f"Einen Zugangsschlüssel „{token}“ gibt es nicht. Bitte prüfen Sie die Kennung.")

    def log(self, *, who: str, did: str, object: str = "", detail: str = "") -> None:  # noqa: A002 - the word of the log
        """Adds a line to the log, which nothing can change or take away."""
        sql = "INSERT INTO log (at, who, did, object, detail) VALUES (?, ?, ?, ?, ?)"
        with self._writing() as db:
            db.execute(sql, [_now(), who, did, object, detail])

    def entries(self, *, before: int = 0, limit: int = 100) -> list[Entry]:
        """Lines of the log, newest first, those before a number."""
        sql = """SELECT nr, at, who, did, object, detail FROM log WHERE ?1 = 0 OR nr < ?1 ORDER BY nr DESC LIMIT ?2"""
        with self._looking() as db:
            rows = db.execute(sql, [before, limit]).fetchall()
        return [
            Entry(number=nr, at=at, who=who, did=did, object=on, detail=more) for nr, at, who, did, on, more in rows
        ]


def _add(db: Database, account: Account, password_hash: str) -> None:
    sql = "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (folded) DO NOTHING RETURNING 1"
    values: list[Any] = [account.id, account.name, folded(account.name), account.shown, account.role.value]
    if db.execute(sql, [*values, account.created_at, account.active, password_hash]).fetchone() is None:
        raise BadName(f"Der Name „{account.name}“ ist schon vergeben. Bitte wählen Sie einen anderen.")


def _end_sessions(db: Database, account: Account) -> None:
    db.execute("DELETE FROM sessions WHERE account = ?", [account.id])


def _unknown(account: Account) -> Unknown:
    return Unknown(f"Ein Konto „{account.name}“ gibt es nicht. Bitte prüfen Sie den Namen.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
