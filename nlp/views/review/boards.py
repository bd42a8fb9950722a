"""The board that a store holds, whether or not it knows of people's decisions by itself."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from nlp.domain.edits import Board
from nlp.domain.themes import Run
from nlp.ports import Store
from nlp.themes.replay import replay


@runtime_checkable
class KnowsBoards(Protocol):
    """A store that gives runs as people left them; see nlp.views.reviewed."""

    def board(self, run: str = "") -> Board:
        """The run with all decisions."""
        ...

    def sealed(self, run: str = "") -> Run:
        """The run as the machine made it."""
        ...


def board_of(store: Store, run: str = "") -> Board:
    """The newest run, or the one named, with all decisions. Raises NothingToDo or Unknown."""
    return store.board(run) if isinstance(store, KnowsBoards) else replay(store.run(run), store.decisions())


def sealed_of(store: Store, run: str = "") -> Run:
    """The newest run, or the one named, as the machine made it. Raises NothingToDo or Unknown."""
    return store.sealed(run) if isinstance(store, KnowsBoards) else store.run(run)
