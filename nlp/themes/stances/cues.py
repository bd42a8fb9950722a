"""The words by which need, criticism and praise are heard, from models/stance/hinweise.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.domain.language import Token
from nlp.settings import shipped


@dataclass(frozen=True, slots=True)
class Group:
    """Words of one kind: whole ones, openings (`word*`), ends (`*word`), and several words in a row."""

    whole: frozenset[str]
    openings: tuple[str, ...]
    ends: tuple[str, ...]
    rows: frozenset[tuple[str, ...]]

    def hits(self, tokens: Sequence[Token]) -> list[int]:
        """Places of the tokens at which a word or a row of words of this group begins."""
        low = [token.text.lower() for token in tokens]
        if not self.whole and {row[0] for row in self.rows}.isdisjoint(low):
            return []
        return [
            place
            for place, token in enumerate(tokens)
            if self.holds(low[place]) or self.holds(token.lemma.lower()) or self._begins(low, place)
        ]

    def holds(self, word: str) -> bool:
        """Whether one word in small letters is of this group."""
        return word in self.whole or word.startswith(self.openings) or word.endswith(self.ends)

    def _begins(self, low: Sequence[str], place: int) -> bool:
        return any(tuple(low[place : place + len(row)]) == row for row in self.rows)


@dataclass(frozen=True, slots=True)
class Cues:
    """Groups by name: of what people say, of where a sentence turns, of what questions ask."""

    said: dict[str, Group]
    turns: dict[str, Group]
    asked: dict[str, Group]


@cache
def cues() -> Cues:
    """The shipped lists, read once."""
    with shipped("models/stance/hinweise.toml").open("rb") as file:
        told = tomllib.load(file)
    names = (*told["worte"], *(name for name in told["folgen"] if name not in told["worte"]))
    return Cues(
        said={name: _group(told["worte"].get(name, "").split(), told["folgen"].get(name, ())) for name in names},
        turns={name: _group((), rows) for name, rows in told["wenden"].items()},
        asked={
            name: _group((), entry) if isinstance(entry, list) else _group(entry.split(), ())
            for name, entry in told["fragen"].items()
        },
    )


def said(tokens: Sequence[Token]) -> list[frozenset[str]]:
    """For each token the names of the groups whose word, or row of words, begins there."""
    low = [token.text.lower() for token in tokens]
    found = [_kinds(word) | _kinds(token.lemma.lower()) for word, token in zip(low, tokens, strict=True)]
    rows = _rows()
    for place, word in enumerate(low):
        for row, name in rows.get(word, ()):
            if tuple(low[place : place + len(row)]) == row:
                found[place] |= {name}
    return found


# The same words come again and again: without memory the lists cost more than all else.
@lru_cache(100_000)
def _kinds(word: str) -> frozenset[str]:
    return frozenset(name for name, group in cues().said.items() if group.holds(word))


@cache
def _rows() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, group in cues().said.items():
        for row in sorted(group.rows):
            found.setdefault(row[0], []).append((row, name))
    return found


def _group(words: Iterable[str], rows: Iterable[str]) -> Group:
    listed = [word.lower() for word in words]
    return Group(
        whole=frozenset(word for word in listed if "*" not in word),
        openings=tuple(word[:-1] for word in listed if word.endswith("*")),
        ends=tuple(word[1:] for word in listed if word.startswith("*")),
        rows=frozenset(tuple(row.split()) for row in rows),
    )
