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
CALM = 5
"""So many looks in a row show no new decision before anything is made anew: somebody who reviews takes the next one
soon, and would wait while pages are made that nobody looks at."""
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
    before, done, corpus, calm = "", "", "", 0
    while not ending.is_set():
        # Whatever is wrong with the store, who asks for a page will be told.
        with suppress(OTonError), house.store() as store:
            state, under = store.state(), store.corpus_state()
            calm = calm + 1 if state == before else 0
            if state != done and (not before or calm >= (CALM if under == corpus else 1)):
                done, corpus = state, under
                warm(house, store)
            before = state
        ending.wait(pause)
