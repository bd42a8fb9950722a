"""What filters of a page ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

EVERY = "*"
"""The choice that filters nothing: a browser takes an empty one of a required field for none at all."""


def wish(value: str) -> str:
    """What is asked for, empty for everything."""
    return "" if value == EVERY else value


def address(place: str, asked: DataclassInstance, changed: Mapping[str, str | int]) -> str:
    """The address of a page for what was asked with something changed; a changed choice begins at the first page."""
    told = {one.name: getattr(asked, one.name) for one in fields(asked)} | {"page": 1} | dict(changed)
    query = urlencode({name: value for name, value in told.items() if value and (name, value) != ("page", 1)})
    return f"{place}?{query}" if query else place
