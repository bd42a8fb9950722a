"""What every request needs: the store, search, people, jobs and settings of one house."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, LifoQueue
from typing import Annotated

from fastapi import Depends, Request

from api.remembering import LARGE, remembering
from api.settings import ServeSettings
from api.shelf import Shelf
from nlp import compose
from nlp.ports import Jobs, People, Store


@dataclass(kw_only=True)
class House:
    """One per process. A store serves one request at a time; what is free waits for the next one."""

    settings: ServeSettings
    people: People
    jobs: Jobs
    shelf: Shelf = field(default_factory=Shelf)
    _large: Shelf = field(default_factory=lambda: Shelf(LARGE))
    _free: LifoQueue[Store] = field(default_factory=LifoQueue)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """A store for nobody else meanwhile, whichever threads a request runs through. Raises StoreProblem."""
        try:
            held = self._free.get_nowait()
        except Empty:
            held = compose.held(self.settings.db)
        try:
            yield remembering(held, self.shelf, self._large)
        finally:
            self._free.put(held)

    def close(self) -> None:
        """Lets go of all that is free; a second time does nothing."""
        while not self._free.empty():
            self._free.get_nowait().close()
        self.people.close()


def opened_house(settings: ServeSettings) -> House:
    """The house at the settings' database, which is made on first use. Raises StoreProblem."""
    made = House(settings=settings, people=compose.people(settings.db), jobs=compose.jobs(settings.db))
    with made.store():
        return made


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
