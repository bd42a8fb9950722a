"""How often somebody may try to sign in."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

WINDOW = 15 * 60.0
PER_NAME = 5
PER_ADDRESS = 20
MOST_KEPT = 20_000
"""So many names and addresses are remembered; the one not seen for longest is forgotten first."""


@dataclass(kw_only=True)
class SignInLimit:
    """Failures per name and per address within fifteen minutes; of one process, gone when it ends.

    An attempt counts as failed from its beginning, so that many at once are no way around; a success takes it back.
    """

    clock: Callable[[], float] = time.monotonic
    _tries: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, name: str, address: str) -> int:
        """Notes an attempt: 0 if it may be made, else seconds to wait, and then it is not noted."""
        now = self.clock()
        with self._lock:
            wait = max(self._wait(f"name:{name}", PER_NAME, now), self._wait(f"from:{address}", PER_ADDRESS, now))
            if wait <= 0:
                for key in (f"name:{name}", f"from:{address}"):
                    self._tries.setdefault(key, deque()).append(now)
                    self._tries.move_to_end(key)
                while len(self._tries) > MOST_KEPT:
                    self._tries.popitem(last=False)
        return math.ceil(max(0.0, wait))

    def succeed(self, name: str, address: str) -> None:
        """The attempt was right: the name's failures are forgotten, and the address has one less."""
        with self._lock:
            self._tries.pop(f"name:{name}", None)
            tries = self._tries.get(f"from:{address}")
            if tries:
                tries.pop()

    def _wait(self, key: str, most: int, now: float) -> float:
        tries = self._tries.get(key, deque())
        while tries and tries[0] <= now - WINDOW:
            tries.popleft()
        return tries[0] + WINDOW - now if len(tries) >= most else 0.0
