"""What is asked of the place where things are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from nlp.domain.corpus import Import, Respondent, Source, SourceSize, Statement
from nlp.domain.edits import Board, Decision, Edit
from nlp.domain.publications import Publication
from nlp.domain.quotes import Filters, WayBack
from nlp.domain.reviewing import Coding, Mark, MarkKind, Sample
from nlp.domain.themes import Counts, Run, RunHeader
from nlp.ports.texts import VectorCache


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
        """Notes the same beside each of these, all or none.

        Raises Unknown for a statement that is not there, InputError for a comment that is empty or endless.
        """
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


class Boards(Store, Protocol):
    """A store whose runs are as people have left them: `run`, `counts`, `keyword`, `filtered`, `way_back` say so."""

    @property
    def plain(self) -> Store:
        """The store underneath, whose runs are as they were sealed."""
        ...

    def board(self, run: str = "") -> Board:
        """A run by id, the newest without, as people have left it. Raises Unknown, or NothingToDo without runs."""
        ...

    def sealed(self, run: str = "") -> Run:
        """A run by id, the newest without, as the machine left it. Raises Unknown, or NothingToDo without runs."""
        ...
