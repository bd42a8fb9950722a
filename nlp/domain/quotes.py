"""What is shown to a reader: quotes and the way back to their origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nlp.domain.corpus import Source, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which statements are asked for; an empty field asks for all."""

    theme: str = ""
    source: str = ""
    group: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A statement found for a reader, with its themes (titles) and its rank's score."""

    statement: Statement
    themes: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """A statement's whole way back: source, file, row, column, characters, and the gated answer around it."""

    statement: Statement
    source: Source
    answer: str
    organisation: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
