"""A store whose large readings are shared by all requests as long as nothing has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from api.shelf import Shelf
from nlp.domain.corpus import Respondent, Source, Statement
from nlp.domain.edits import Board
from nlp.domain.themes import Counts, Run
from nlp.ports import Boards, Store
from nlp.views.reviewed import Reviewed, Speakers, Tally

LARGE = 10
"""So many readings of a whole project are kept: with 50,000 statements the larger ones take some fifty megabytes."""
BOARDS = 4
"""So many runs are kept as people left them; they share what nobody touched with the sealed ones."""


class Corpora:
    """Fits nlp.ports.Store: reads statements, people and sealed runs once for each state of the corpus.

    A decision changes none of these. What it gives is shared: nobody may change it.
    """

    def __init__(self, store: Store, corpus: Shelf) -> None:
        self._store, self._corpus = store, corpus

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def run(self, run: str = "") -> Run:
        """A sealed run by id, the newest without. Raises Unknown, or NothingToDo where there is none."""
        wanted = run or next(iter(self._store.runs()), "")
        return self._corpus.seen(self._store, ("read", "run", wanted), lambda: self._store.run(wanted))

    def statements(self, source: str = "") -> list[Statement]:
        """All statements (of one source), by id."""
        known = self._corpus.seen(self._store, ("read", "statements"), self._store.statements)
        return [one for one in known if one.source == source] if source else known

    def by_id(self, wanted: Iterable[str]) -> dict[str, Statement]:
        """Those of the statements that are there, by id."""

        def all_by_id() -> dict[str, Statement]:
            return {one.id: one for one in self.statements()}

        known = self._corpus.seen(self._store, ("read", "by id"), all_by_id)
        return {one: known[one] for one in sorted(set(wanted)) if one in known}

    def respondents(self) -> dict[tuple[str, str], Respondent]:
        """All respondents by (source id, key)."""
        return self._corpus.seen(self._store, ("read", "respondents"), self._store.respondents)

    def sources(self) -> list[Source]:
        """All sources, by id."""
        return self._corpus.seen(self._store, ("read", "sources"), self._store.sources)


class Remembering(Reviewed):
    """Fits nlp.ports.Boards: as the store it is made of, with what anybody has read lying ready for all."""

    def __init__(self, store: Boards, shelf: Shelf, boards: Shelf, corpus: Shelf) -> None:
        super().__init__(cast("Store", Corpora(store.plain, corpus)))
        self._shelf, self._kept, self._corpus = shelf, boards, corpus

    def board(self, run: str = "") -> Board:
        """A run by id, the newest without, as people have left it. Raises Unknown or NothingToDo."""
        wanted = run or next(iter(self.plain.runs()), "")
        return self._kept.seen(self.plain, ("read", "board", wanted), lambda: super(Remembering, self).board(wanted))

    def speakers(self) -> Speakers:
        """Who said which statement."""
        return self._corpus.seen(self.plain, ("read", "speakers"), super().speakers)

    def counts(self, run: str, source: str = "") -> dict[str, Counts]:
        """Theme id → its three counts in this run (within one source)."""

        def counted() -> dict[str, Counts]:
            return super(Remembering, self).counts(run, source)

        return self._shelf.seen(self.plain, ("read", "counts", run, source), counted)

    def tally(self, run: str) -> Tally:
        """All counts of this run."""
        return self._shelf.seen(self.plain, ("read", "tally", run), lambda: super(Remembering, self).tally(run))


def remembering(store: Boards, shelf: Shelf, boards: Shelf, corpus: Shelf) -> Boards:
    """The same store, with what it has read lying ready; `corpus` is kept by the state of the corpus alone."""
    return cast("Boards", Remembering(store, shelf, boards, corpus))
