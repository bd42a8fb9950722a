"""What every request needs: the store, search, people, jobs and settings of one house."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from api.settings import ServeSettings
from api.shelf import Shelf
from nlp import compose
from nlp.ports import Jobs, People, Store


@dataclass(kw_only=True)
class House:
    """One per process. A store belongs to one thread, so that each thread keeps its own."""

    settings: ServeSettings
    people: People
    jobs: Jobs
    shelf: Shelf = field(default_factory=Shelf)
    _local: threading.local = field(default_factory=threading.local)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store of this thread. Raises StoreProblem."""
        held: Store | None = getattr(self._local, "store", None)
        if held is None:
            held = self._local.store = compose.held(self.settings.db)
        yield held


def house(request: Request) -> House:
    """The house that this application serves."""
    found: House = request.app.state.house
    return found


def stored(request: Request) -> Iterator[Store]:
    """The store, for the time of a request."""
    with house(request).store() as store:
        yield store


HouseHere = Annotated[House, Depends(house)]
StoreHere = Annotated[Store, Depends(stored)]
