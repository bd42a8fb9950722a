"""Which run the house shows: an append-only row of decisions, the newest counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A run was made the one everybody sees; `at` is ISO 8601 in UTC, `note` may be empty."""

    number: int
    run: str
    at: str
    who: str
    note: str = ""
