"""What filters of a page ask for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field

EVERY = "*"
"""The choice that filters nothing: a browser takes an empty one of a required field for none at all."""


def wish(value: str) -> str:
    """What is asked for, empty for everything."""
    return "" if value == EVERY else value


class Asked(BaseModel):
    """What stands in the address of a page of which there are several, and the way to the others."""

    model_config = ConfigDict(frozen=True)
    page: int = Field(default=1, ge=1, le=1_000_000)

    def at(self, place: str, changed: Mapping[str, str | int]) -> str:
        """An address with something changed; a changed choice begins at the first page."""
        kept, told = _written(self), []
        for name in type(self).model_fields:
            value = changed.get(name, "")
            if name in changed and value and (name, value) != ("page", 1):
                told.append(urlencode({name: value}))
            elif name not in changed and name in kept:
                told.append(kept[name])
        return f"{place}?{'&'.join(told)}" if told else place


@lru_cache(64)
def _written(asked: Asked) -> Mapping[str, str]:
    """What is kept when something else changes, as it stands in an address; a page has a hundred links."""
    return {name: urlencode({name: value}) for name, value in asked if value and name != "page"}
