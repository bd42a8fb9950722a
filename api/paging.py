"""Long lists in pages: a page begins after the last entry of the one before, whatever came or went meanwhile."""

from __future__ import annotations

import base64
import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from pydantic import BaseModel, Field

from nlp.errors import Unknown

MOST = 200
USUAL = 50
LONGEST_CURSOR = 1_000
Entry = TypeVar("Entry")
Item = TypeVar("Item", bound=BaseModel)
Key = tuple[float | str, ...]
_OWN = ("cursor", "limit")
_STALE = "Diese Fortsetzung gehört nicht zu dieser Liste. Bitte beginnen Sie bei der ersten Seite."


class Page(BaseModel, Generic[Item]):
    """One page of a list in a stable order; `next` is the address of the page after it, null on the last."""

    items: list[Item]
    total: int = Field(description="Entries of the whole list.", examples=[1])
    next: str | None = Field(examples=[None], description="Address of the next page; null on the last one.")


class Asked:
    """Which page is asked for, of which list."""

    def __init__(
        self,
        request: Request,
        limit: Annotated[int, Query(ge=1, le=MOST, description="Entries of a page.")] = USUAL,
        cursor: Annotated[
            str, Query(max_length=LONGEST_CURSOR, description="Where the page begins; taken from `next`.")
        ] = "",
    ) -> None:
        self.limit = limit
        self._path = request.url.path
        self._query = [pair for pair in request.query_params.multi_items() if pair[0] not in _OWN]
        self._list = hashlib.blake2b(repr((self._path, sorted(self._query))).encode(), digest_size=6).hexdigest()
        self._after = self._read(cursor) if cursor else None

    def cut(self, entries: Sequence[Entry], key: Callable[[Entry], Key]) -> tuple[list[Entry], str | None]:
        """The entries of this page and the address of the next, from a list in rising order of its keys."""
        try:
            start = bisect_right(entries, self._after, key=key) if self._after is not None else 0
        except TypeError as fault:
            raise Unknown(_STALE) from fault
        shown = list(entries[start : start + self.limit])
        more = start + self.limit < len(entries)
        return shown, self._next(key(shown[-1])) if more else None

    def place(self, ids: Sequence[str]) -> tuple[int, str | None]:
        """Where this page begins in an order that no key tells, such as a ranking, and the address of the next.

        The page begins after the entry it is anchored at; where that is gone, at the place it had.
        """
        first = 0
        if self._after is not None:
            anchor, at = self._anchor(self._after)
            first = next((place for place, one in enumerate(ids, start=1) if one == anchor), min(at, len(ids)))
        end = first + self.limit
        return first, self._next((ids[end - 1], end)) if end < len(ids) else None

    def _anchor(self, key: Key) -> tuple[str, int]:
        match key:
            case (str(anchor), int(at)) if at >= 0:
                return anchor, at
        raise Unknown(_STALE)

    def _next(self, key: Key) -> str:
        told = json.dumps([self._list, *key], ensure_ascii=False, separators=(",", ":"))
        cursor = base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")
        return f"{self._path}?{urlencode([*self._query, ('limit', self.limit), ('cursor', cursor)])}"

    def _read(self, cursor: str) -> Key:
        try:
            told = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        except ValueError as fault:
            raise Unknown(_STALE) from fault
        if not isinstance(told, list) or told[:1] != [self._list]:
            raise Unknown(_STALE)
        key = told[1:]
        if not key or not all(isinstance(part, str | int | float) for part in key):
            raise Unknown(_STALE)
        return tuple(key)


AskedHere = Annotated[Asked, Depends()]
