"""What every request needs: the store, search, people, jobs and settings of one house."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, LifoQueue
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from api.remembering import BOARDS, LARGE, remembering
from api.settings import ServeSettings
from api.shelf import Shelf, corpus
from nlp import compose
from nlp.ports import Boards, Jobs, People


@dataclass(kw_only=True)
class House:
    """One per process. A store serves one request at a time; what is free waits for the next one.

    `shelf` is emptied by whatever readers can see, `corpus` only by what is not a decision.
    """

    settings: ServeSettings
    people: People
    jobs: Jobs
    shelf: Shelf = field(default_factory=Shelf)
    corpus: Shelf = field(default_factory=lambda: Shelf(LARGE, corpus))
    _boards: Shelf = field(default_factory=lambda: Shelf(BOARDS))
    _free: LifoQueue[Boards] = field(default_factory=LifoQueue)

    @contextmanager
    def store(self) -> Iterator[Boards]:
        """A store for nobody else meanwhile, whichever threads a request runs through. Raises StoreProblem."""
        with self.lent(self.idle() or self.fresh()) as store:
            yield store

    def idle(self) -> Boards | None:
        """An open store that nobody uses, for `lent`; None where there is none."""
        try:
            return self._free.get_nowait()
        except Empty:
            return None

    def fresh(self) -> Boards:
        """A newly opened store, for `lent`; may wait for others who write. Raises StoreProblem."""
        return compose.held(self.settings.db)

    @contextmanager
    def lent(self, held: Boards) -> Iterator[Boards]:
        """This store, until it is idle again."""
        try:
            yield remembering(held, self.shelf, self._boards, self.corpus)
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


async def house(request: Request) -> House:
    """The house that this application serves."""
    found: House = request.app.state.house
    return found


HouseHere = Annotated[House, Depends(house)]


async def stored(house: HouseHere) -> AsyncIterator[Boards]:
    """The store, for the time of a request."""
    # Threads cost a request more than looking up an open store; only opening one may keep others waiting.
    held = house.idle()
    if held is None:
        held = await run_in_threadpool(house.fresh)
    with house.lent(held) as store:
        yield store


StoreHere = Annotated[Boards, Depends(stored)]
