"""Read models that many requests share, made once for each state of the store."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from nlp.ports import Store

Made = TypeVar("Made")
MOST = 256
"""So many are kept; the one not asked for longest goes first."""


class Shelf:
    """Keeps frozen views by the state of the store and a key; a new state empties it."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._state = ""
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()

    def seen(self, store: Store, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives for this key, made only where the store has changed since the last time."""
        state = store.state()
        with self._lock:
            if state != self._state:
                self._kept.clear()
                self._state = state
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast("Made", self._kept[key])
        made = make()
        with self._lock:
            if state == self._state:
                self._kept[key] = made
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return made
