"""What filters of a page ask for."""

from __future__ import annotations

EVERY = "*"
"""The choice that filters nothing: a browser takes an empty one of a required field for none at all."""


def wish(value: str) -> str:
    """What is asked for, empty for everything."""
    return "" if value == EVERY else value
