"""What the next reader would wait for is made before anybody comes: after the start, and after every change."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from api.finding import finder
from api.helpful import helpful_of
from api.house import House
from api.pages.overview import seen
from api.reading import shown_run, whole_of
from nlp.errors import OTonError
from nlp.ports import Boards

PAUSE_SECONDS = 2.0
STOP_SECONDS = 10.0
QUERY = "O-Ton"
"""Looked for once, so that German analysis and the encoder are loaded."""


@contextmanager
def kept_warm(house: House, pause: float = PAUSE_SECONDS) -> Iterator[None]:
    """Looks every `pause` seconds whether the store has changed and come to rest, for the time of a `with`."""
    ending = threading.Event()
    warmer = threading.Thread(target=_warming, args=(house, ending, pause), name="warmer", daemon=True)
    warmer.start()
    try:
        yield
    finally:
        ending.set()
        warmer.join(STOP_SECONDS)


def warm(house: House, store: Boards) -> None:
    """Makes what most pages of the shown run are made from. Raises NothingToDo before the first run."""
    run = shown_run(house, store)
    seen(house, store, run)
    whole_of(house, store, run)
    finder(house, store, run).find(store, QUERY, fewest=house.settings.smallest_group)
    helpful_of(house, store, run)
    # All that lies there for long now. To look through it for circles again and again took a tenth of a search.
    gc.collect(1)
    gc.freeze()


def _warming(house: House, ending: threading.Event, pause: float) -> None:
    before, done = None, ""
    while not ending.is_set():
        # Whatever is wrong with the store, who asks for a page will be told.
        with suppress(OTonError), house.store() as store:
            state = store.state()
            if state != done and before in {None, state}:
                done = state
                warm(house, store)
            before = state
        ending.wait(pause)
