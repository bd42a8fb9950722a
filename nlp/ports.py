"""The shapes by which rooms are plugged together; `nlp.compose` decides what fits where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.domain.corpus import Import, Respondent, Source, SourceSize, Statement
from nlp.domain.edits import Decision, Edit
from nlp.domain.jobs import Job, JobKind
from nlp.domain.language import Analysis
from nlp.domain.people import Account, Entry, Token
from nlp.domain.publications import Publication
from nlp.domain.quotes import Filters, WayBack
from nlp.domain.reviewing import Coding, Mark, MarkKind, Sample
from nlp.domain.themes import Counts, Run, RunHeader

Matrix = NDArray[np.float32]


class Analyser(Protocol):
    """German analysis of texts."""

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis for each text, in order."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors; the same text gives the same bits, whatever stands beside it in the batch."""

    @property
    def fingerprint(self) -> str:
        """Names model, version and settings; part of the cache's key."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Shape (len(texts), dimensions), float32, every row of length one."""
        ...


class VectorCache(Protocol):
    """Keeps vectors by (model fingerprint, text hash)."""

    def load_vectors(self, fingerprint: str, hashes: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The known ones of these, by hash."""
        ...

    def save_vectors(self, fingerprint: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Adds vectors; what is there stays."""
        ...


class Progress(Protocol):
    """Told how far long work is."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """`stage` is a short German phrase for people."""
        ...


class Store(VectorCache, Protocol):
    """Where things are kept. Every writing method is one transaction: all of it or nothing."""

    def recall(self, name: str) -> str:
        """What was last remembered under a name; empty where nothing was."""
        ...

    def remember(self, name: str, value: str) -> None:
        """Keeps a fact about the project, such as its title, in the place of what it was before."""
        ...

    def close(self) -> None:
        """Lets go of what is held open; a second time does nothing."""
        ...

    def save_import(self, imported: Import) -> None:
        """Puts a source in the place of what it held before; what hangs on a statement stays where its id stays."""
        ...

    def imported(self, source: str) -> Import | None:
        """The import that a source holds now, or None."""
        ...

    def sources(self) -> list[Source]:
        """All sources, by id."""
        ...

    def sizes(self, source: str = "") -> list[SourceSize]:
        """How much each source (this one) holds, by id; costs a fraction of reading it."""
        ...

    def statements(self, source: str = "") -> list[Statement]:
        """All statements (of one source), by id, so that order of rows never matters."""
        ...

    def respondents(self) -> dict[tuple[str, str], Respondent]:
        """All respondents by (source id, key)."""
        ...

    def way_back(self, statement: str, run: str = "") -> WayBack:
        """A statement's origin. Raises Unknown."""
        ...

    def save_run(self, run: Run) -> None:
        """Seals a run; a run of the same id is there already: nothing happens."""
        ...

    def run(self, run: str = "") -> Run:
        """A run by id, the newest without. Raises Unknown, or NothingToDo where there is none."""
        ...

    def runs(self) -> list[str]:
        """Ids of all runs, newest first."""
        ...

    def headers(self) -> list[RunHeader]:
        """All runs in figures, newest first; costs a fraction of reading them."""
        ...

    def waiting(self, run: str) -> int:
        """How many of today's statements a run does not hold. Raises Unknown."""
        ...

    def counts(self, run: str, source: str = "") -> dict[str, Counts]:
        """Theme id → its three counts in this run (within one source); `""` stands for what has no theme."""
        ...

    def stale(self, run: str) -> float:
        """Share of statements that only the run or only today's store holds: 0 means the run is up to date."""
        ...

    def keyword(self, expression: str, filters: Filters, run: str, limit: int) -> list[tuple[str, float]]:
        """Statement ids that match an FTS expression, best first, with a score (higher is better)."""
        ...

    def filtered(self, filters: Filters, run: str) -> list[str]:
        """Ids of the statements that the filters let through, by id."""
        ...

    def by_id(self, statements: Iterable[str]) -> dict[str, Statement]:
        """Those statements, by id; unknown ids are absent."""
        ...

    def vocabulary(self) -> dict[str, int]:
        """Folded words of the index and in how many statements each stands."""
        ...

    def publish(self, run: str, *, who: str, note: str = "") -> Publication:
        """Makes a run the one everybody sees; earlier ones stay in the row. Raises Unknown."""
        ...

    def publications(self) -> list[Publication]:
        """All of them, newest first; the first counts."""
        ...

    def decide(
        self, edits: Sequence[Edit], *, run: str, who: str, why: str = "", seen: int | None = None
    ) -> list[Decision]:
        """Adds these to the log, all or none, in this order. `run`: whose board their author was looking at.

        `seen`: the newest decision its author knew of; None asks nobody. Raises Clash where a later one gets in the
        way, Unknown for a run or an undone decision that is not there.
        """
        ...

    def decisions(self, after: int = 0) -> list[Decision]:
        """The log from the decision after that number on, by number."""
        ...

    def mark(self, statements: Sequence[str], kind: MarkKind, *, who: str, text: str = "") -> list[Mark]:
        """Notes the same beside each of these, all or none. Raises Unknown for a statement that is not there."""
        ...

    def marks(self, after: int = 0) -> list[Mark]:
        """All marks from the one after that number on, by number."""
        ...

    def save_sample(self, sample: Sample) -> None:
        """Keeps a sample for double coding; one of the same id is there already: nothing happens. Raises Unknown."""
        ...

    def samples(self) -> list[Sample]:
        """All samples, newest first."""
        ...

    def code(self, sample: str, statement: str, themes: Sequence[str], *, coder: str) -> Coding:
        """Keeps what a coder says. Raises Unknown for what is not in the sample, NotAllowed for no coder of it."""
        ...

    def codings(self, sample: str) -> list[Coding]:
        """The last word of each coder on each statement of a sample, by number. Raises Unknown."""
        ...

    def state(self) -> str:
        """Changes whenever what readers can see does, in any process; costs next to nothing.

        That is sources, statements, runs, publications, decisions, marks, samples and codings.
        """
        ...

    def corpus_state(self) -> str:
        """As `state`, but moved by sources, statements, runs and publications alone: decisions leave it."""
        ...


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


class Jobs(Protocol):
    """Long work that outlives the process that asked for it; asked for here, done by a worker."""

    def ask(self, kind: JobKind, asked: Mapping[str, str], *, who: str) -> Job:
        """Puts a job into the queue; the same request while one like it is not over is that one."""
        ...

    def job(self, job: str) -> Job:
        """How far it is. Raises Unknown."""
        ...

    def jobs(self, limit: int = 50) -> list[Job]:
        """The newest first."""
        ...

    def active(self) -> list[Job]:
        """All that wait or run, the oldest first."""
        ...

    def cancel(self, job: str) -> Job:
        """Stops it at its next step; one that is over stays as it is. Raises Unknown."""
        ...
