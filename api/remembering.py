"""A store whose large readings are shared by all requests as long as nothing has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from api.shelf import Shelf
from nlp.domain.corpus import Respondent, Source, Statement
from nlp.domain.themes import Counts, Run
from nlp.ports import Store

LARGE = 8
"""So many readings of a whole project are kept: with 50,000 statements each takes some fifty megabytes."""


class Remembering:
    """Fits nlp.ports.Store: reads what is large once for each state, and leaves everything else to the store.

    What it gives is shared: nobody may change it.
    """

    def __init__(self, store: Store, shelf: Shelf, large: Shelf) -> None:
        self._store, self._shelf, self._large = store, shelf, large

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def run(self, run: str = "") -> Run:
        """A run by id, the newest without. Raises Unknown, or NothingToDo where there is none."""
        wanted = run or next(iter(self._store.runs()), "")
        return self._large.seen(self._store, ("read", "run", wanted), lambda: self._store.run(wanted))

    def statements(self, source: str = "") -> list[Statement]:
        """All statements (of one source), by id."""
        known = self._large.seen(self._store, ("read", "statements"), self._store.statements)
        return [one for one in known if one.source == source] if source else known

    def by_id(self, wanted: Iterable[str]) -> dict[str, Statement]:
        """Those of the statements that are there, by id."""

        def all_by_id() -> dict[str, Statement]:
            return {one.id: one for one in self.statements()}

        known = self._large.seen(self._store, ("read", "by id"), all_by_id)
        return {one: known[one] for one in sorted(set(wanted)) if one in known}

    def respondents(self) -> dict[tuple[str, str], Respondent]:
        """All respondents by (source id, key)."""
        return self._large.seen(self._store, ("read", "respondents"), self._store.respondents)

    def sources(self) -> list[Source]:
        """All sources, by id."""
        return self._shelf.seen(self._store, ("read", "sources"), self._store.sources)

    def counts(self, run: str, source: str = "") -> dict[str, Counts]:
        """Theme id → its three counts in this run (within one source)."""
        return self._shelf.seen(self._store, ("read", "counts", run, source), lambda: self._store.counts(run, source))


def remembering(store: Store, shelf: Shelf, large: Shelf) -> Store:
    """The same store, with what it has read lying ready."""
    return cast("Store", Remembering(store, shelf, large))
