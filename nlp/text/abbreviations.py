"""Abbreviations of municipal life and their long forms, for search alone; texts are never rewritten."""

from __future__ import annotations

import tomllib
from functools import cache

from nlp.domain.folding import fold
from nlp.settings import shipped


def expansions(word: str) -> tuple[str, ...]:
    """What else people write for this word: the long forms of an abbreviation, the abbreviations of a long form.

    Compared folded, a closing full stop aside; empty for a word that stands in no line of the table.
    """
    return _table().get(fold(word).strip().rstrip("."), ())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    text = shipped("models/text/abkuerzungen_suche.toml").read_text(encoding="utf-8")
    both: dict[str, dict[str, None]] = {}
    for short, long_forms in tomllib.loads(text)["gleich"].items():
        for long in long_forms:
            both.setdefault(fold(short), {})[long] = None
            both.setdefault(fold(long), {})[short] = None
    return {word: tuple(others) for word, others in both.items()}
