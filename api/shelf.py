"""Read models that many requests share, made once for each state of the store."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, TypeVar

from nlp.ports import Store

Made = TypeVar("Made")
MOST = 256
"""So many are kept; the one not asked for longest goes first."""


class _Making(Future[Any]):
    """What one thread is making for all."""

    def __init__(self) -> None:
        super().__init__()
        self.maker = threading.get_ident()


def everything(store: Store) -> str:
    """The state that moves with all that readers see."""
    return store.state()


def corpus(store: Store) -> str:
    """The state that decisions leave as it is."""
    return store.corpus_state()


class Shelf:
    """Keeps frozen views by the state of the store and a key; a new state, as `now` tells it, empties it.

    Several who ask for the same at once wait for the one who makes it. `make` may ask for other keys.
    """

    def __init__(self, most: int = MOST, now: Callable[[Store], str] = everything) -> None:
        self._most = most
        self._now = now
        self._state = ""
        self._kept: OrderedDict[Hashable, _Making] = OrderedDict()
        self._lock = threading.Lock()

    def seen(self, store: Store, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives for this key, made only where the store has changed since the last time.

        What `make` raises, all who wait for it hear; the next one tries again.
        """
        state = self._now(store)
        with self._lock:
            if state != self._state:
                self._kept.clear()
                self._state = state
            held = self._kept.get(key)
            if held is not None:
                self._kept.move_to_end(key)
            else:
                mine = _Making()
                self._kept[key] = mine
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        if held is None:
            return self._made(key, mine, store, state, make)
        if not held.done() and held.maker == threading.get_ident():
            raise RuntimeError(f"{key!r} is made of itself: two read models share a key")
        found: Made = held.result()
        return found

    def _made(self, key: Hashable, mine: _Making, store: Store, state: str, make: Callable[[], Made]) -> Made:
        try:
            made = make()
            # Somebody wrote meanwhile: what was made may be half of the old state and half of the new one.
            stale = self._now(store) != state
        except BaseException as error:
            self._drop(key, mine)
            mine.set_exception(error)
            raise
        if stale:
            self._drop(key, mine)
        mine.set_result(made)
        return made

    def _drop(self, key: Hashable, mine: _Making) -> None:
        with self._lock:
            if self._kept.get(key) is mine:
                del self._kept[key]
