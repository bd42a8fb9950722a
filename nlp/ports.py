"""The shapes by which rooms are plugged together; `nlp.compose` decides what fits where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.domain.corpus import Import, Respondent, Source, Statement
from nlp.domain.language import Analysis
from nlp.domain.quotes import Filters, WayBack
from nlp.domain.themes import Counts, Run

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
