"""The store in one SQLite file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from nlp.domain.corpus import Import, Respondent, Source, SourceSize, Statement
from nlp.domain.edits import Decision, Edit
from nlp.domain.publications import Publication
from nlp.domain.quotes import Filters, WayBack
from nlp.domain.reviewing import Coding, Mark, MarkKind, Sample
from nlp.domain.themes import Counts, Run, RunHeader
from nlp.store import deciding, finding, importing, noting, publications, reading, runs, samples
from nlp.store import vectors as kept
from nlp.store.faults import speaking
from nlp.store.opening import PATIENCE, connect, looking, writing

if TYPE_CHECKING:
    from sqlite_utils import Database


def open_store(path: Path, patience: float = PATIENCE) -> SqliteStore:
    """The store in this file, which waits so many seconds for others who write; made on first use.

    Raises StoreProblem.
    """
    return SqliteStore(connect(path, patience), path)


class SqliteStore:
    """Fits nlp.ports.Store; every method raises StoreProblem where the file does not play along.

    One store serves one thread at a time. Reading never waits for a writer; writing waits five seconds for another.
    """

    def __init__(self, db: Database, path: Path) -> None:
        self.db = db
        self.path = path
        self._words: tuple[tuple[int, int], dict[str, int]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file; a second time does nothing."""
        with speaking(self.path):
            self.db.close()

    @property
    def identity(self) -> bytes:
        """32 random bytes, made with the database, that tell it from every other."""
        with looking(self.db, self.path):
            return bytes(self.db.execute("SELECT value FROM house WHERE name = 'identity'").fetchone()[0])

    def recall(self, name: str) -> str:
        """What was last remembered under a name; empty where nothing was."""
        with looking(self.db, self.path):
            found = self.db.execute("SELECT value FROM house WHERE name = ?", [f"fact:{name}"]).fetchone()
            return bytes(found[0]).decode() if found else ""

    def remember(self, name: str, value: str) -> None:
        """Keeps a fact about the project, such as its title, in the place of what it was before."""
        with writing(self.db, self.path):
            self.db.execute("INSERT OR REPLACE INTO house VALUES (?, ?)", [f"fact:{name}", value.encode()])

    def save_import(self, imported: Import) -> None:
        """Puts a source in the place of what it held before; statements that stayed are not touched."""
        with looking(self.db, self.path):
            prepared = importing.prepare(self.db, imported)
        with writing(self.db, self.path):
            importing.write(self.db, prepared)

    def imported(self, source: str) -> Import | None:
        """The import that a source holds now, or None."""
        with looking(self.db, self.path):
            return importing.read(self.db, source)

    def sources(self) -> list[Source]:
        """All sources, by id."""
        with looking(self.db, self.path):
            return reading.sources(self.db)

    def sizes(self, source: str = "") -> list[SourceSize]:
        """How much each source (this one) holds, by id."""
        with looking(self.db, self.path):
            return reading.sizes(self.db, source)

    def statements(self, source: str = "") -> list[Statement]:
        """All statements (of one source), by id."""
        with looking(self.db, self.path):
            return reading.statements(self.db, source)

    def by_id(self, statements: Iterable[str]) -> dict[str, Statement]:
        """Those statements, by id; unknown ids are absent."""
        with looking(self.db, self.path):
            return reading.by_id(self.db, statements)

    def respondents(self) -> dict[tuple[str, str], Respondent]:
        """All respondents by (source id, key)."""
        with looking(self.db, self.path):
            return reading.respondents(self.db)

    def way_back(self, statement: str, run: str = "") -> WayBack:
        """A statement's origin, with its themes in this run or the newest. Raises Unknown."""
        with looking(self.db, self.path):
            return reading.way_back(self.db, statement, runs.number(self.db, run))

    def save_run(self, run: Run) -> None:
        """Seals a run; a run of the same id is there already: nothing happens."""
        rows = runs.told(run)
        with writing(self.db, self.path):
            runs.seal(self.db, rows)

    def run(self, run: str = "") -> Run:
        """A run as it was sealed, the newest without an id. Raises Unknown or NothingToDo."""
        with looking(self.db, self.path):
            return runs.read(self.db, runs.required(self.db, run))

    def runs(self) -> list[str]:
        """Ids of all runs, newest first."""
        with looking(self.db, self.path):
            return runs.ids(self.db)

    def headers(self) -> list[RunHeader]:
        """All runs in figures, newest first."""
        with looking(self.db, self.path):
            return runs.headers(self.db)

    def waiting(self, run: str) -> int:
        """How many of today's statements a run does not hold. Raises Unknown."""
        with looking(self.db, self.path):
            return runs.waiting(self.db, runs.required(self.db, run))

    def counts(self, run: str, source: str = "") -> dict[str, Counts]:
        """Theme id → its three counts in this run (within one source); `""` stands for what has no theme."""
        with looking(self.db, self.path):
            return runs.counts(self.db, runs.required(self.db, run), source)

    def stale(self, run: str) -> float:
        """Share of statements that only the run or only today's store holds, 0 to 1."""
        with looking(self.db, self.path):
            return runs.stale(self.db, runs.required(self.db, run))

    def publish(self, run: str, *, who: str, note: str = "") -> Publication:
        """Makes a run the one everybody sees; earlier ones stay in the row. Raises Unknown."""
        with writing(self.db, self.path):
            return publications.publish(self.db, run, who, note)

    def publications(self) -> list[Publication]:
        """All of them, newest first; the first counts."""
        with looking(self.db, self.path):
            return publications.publications(self.db)

    def decide(
        self, edits: Sequence[Edit], *, run: str, who: str, why: str = "", seen: int | None = None
    ) -> list[Decision]:
        """Adds these to the log, all or none; somebody's own later decisions are no clash. Raises Clash, Unknown."""
        with writing(self.db, self.path):
            return deciding.decide(self.db, edits, run=run, who=who, why=why, seen=seen)

    def decisions(self, after: int = 0) -> list[Decision]:
        """The log from the decision after that number on; StoreProblem for one that only a newer program knows."""
        with looking(self.db, self.path):
            return deciding.decisions(self.db, after)

    def mark(self, statements: Sequence[str], kind: MarkKind, *, who: str, text: str = "") -> list[Mark]:
        """Notes the same beside each of these. Raises Unknown, and InputError for an empty or too long comment."""
        with writing(self.db, self.path):
            return noting.mark(self.db, statements, kind, who, text)

    def marks(self, after: int = 0) -> list[Mark]:
        """All marks from the one after that number on, by number."""
        with looking(self.db, self.path):
            return noting.marks(self.db, after)

    def save_sample(self, sample: Sample) -> None:
        """Keeps a sample; one of the same id is there already: nothing happens. Raises Unknown."""
        with writing(self.db, self.path):
            samples.save(self.db, sample)

    def samples(self) -> list[Sample]:
        """All samples, newest first."""
        with looking(self.db, self.path):
            return samples.samples(self.db)

    def code(self, sample: str, statement: str, themes: Sequence[str], *, coder: str) -> Coding:
        """Keeps what a coder says of a statement of a sample. Raises Unknown, NotAllowed."""
        with writing(self.db, self.path):
            return samples.code(self.db, sample, statement, themes, coder)

    def codings(self, sample: str) -> list[Coding]:
        """The last word of each coder on each statement of a sample, by number. Raises Unknown."""
        with looking(self.db, self.path):
            return samples.codings(self.db, sample)

    def state(self) -> str:
        """Changes whenever something readers can see does, in any process."""
        # One row of each table in one query: it needs no transaction around it.
        with speaking(self.path):
            return publications.state(self.db)

    def corpus_state(self) -> str:
        """As `state`, but decisions, marks, samples and codings leave it as it is."""
        with speaking(self.path):
            return publications.corpus_state(self.db)

    def keyword(self, expression: str, filters: Filters, run: str, limit: int) -> list[tuple[str, float]]:
        """Statement ids that match an FTS expression, best first, with a score (higher is better)."""
        with looking(self.db, self.path):
            return finding.keyword(self.db, expression, filters, runs.number(self.db, run), limit)

    def filtered(self, filters: Filters, run: str) -> list[str]:
        """Ids of the statements that the filters let through, by id."""
        with looking(self.db, self.path):
            return finding.filtered(self.db, filters, runs.number(self.db, run))

    def vocabulary(self) -> dict[str, int]:
        """Folded words of the index and in how many statements each stands; read anew only after a change."""
        with looking(self.db, self.path):
            # The first number moves with other programs' changes, the second with our own.
            state = (self.db.execute("PRAGMA data_version").fetchone()[0], self.db.conn.total_changes)
            if self._words is None or self._words[0] != state:
                self._words = (state, finding.vocabulary(self.db))
            return self._words[1]

    def load_vectors(self, fingerprint: str, hashes: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The known ones of these, by hash."""
        with looking(self.db, self.path):
            return kept.load(self.db, fingerprint, hashes)

    def save_vectors(self, fingerprint: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Adds vectors; what is there stays."""
        rows = kept.told(fingerprint, vectors)
        with writing(self.db, self.path):
            kept.save(self.db, rows)
