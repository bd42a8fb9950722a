"""The words and abbreviations that splitting goes by, read once from models/text."""

from __future__ import annotations

import tomllib
from functools import cache

from nlp.settings import shipped


@cache
def _listed(file: str, key: str) -> frozenset[str]:
    """The words under `key` of models/text/`file`.toml, which stand there as one text or as a list."""
    with shipped(f"models/text/{file}.toml").open("rb") as toml:
        entry = tomllib.load(toml)[key]
    return frozenset(entry.split() if isinstance(entry, str) else entry)


def abbreviations(key: str) -> frozenset[str]:
    """One of the groups of abkuerzungen.toml."""
    return _listed("abkuerzungen", key)


def words(key: str) -> frozenset[str]:
    """One of the groups of satzwoerter.toml."""
    return _listed("satzwoerter", key)
