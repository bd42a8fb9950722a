"""Catalogues, recipes, runs and the themes in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Origin(StrEnum):
    """Where a theme came from."""

    CATALOGUE = "catalogue"
    FOUND = "found"
    PERSON = "person"


class Stability(StrEnum):
    """How sure a theme is, in the words people read."""

    FIRM = "fest"
    USABLE = "brauchbar"
    UNSURE = "unsicher"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueTheme:
    """A theme given beforehand; a bare title is enough."""

    id: str
    title: str
    description: str = ""
    seeds: tuple[str, ...] = ()
    sensitive: bool = False
    field_of_action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Given themes in their order."""

    id: str
    title: str
    themes: tuple[CatalogueTheme, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that decides a result besides the statements themselves."""

    name: str
    embedders: tuple[str, ...]
    catalogue: Catalogue | None = None
    themes: int | None = None
    project_words: tuple[str, ...] = ()
    settings: Mapping[str, float | int | str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with anything that decides a result."""
        told = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A statement in a theme, with a strength from 0 to 1; the strongest of a statement is `primary`."""

    statement: str
    theme: str
    strength: float
    primary: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What statements have in common; the id outlives runs."""

    id: str
    title: str
    origin: Origin
    terms: tuple[str, ...] = ()
    stability: float = 0.0
    grade: Stability = Stability.UNSURE
    central: tuple[str, ...] = ()
    sensitive: bool = False
    field_of_action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A sealed result: nothing ever changes it."""

    id: str
    recipe: str
    recipe_fingerprint: str
    corpus_fingerprint: str
    code_version: str
    created_at: str
    quality: Mapping[str, float]
    themes: tuple[Theme, ...]
    memberships: tuple[Membership, ...]
    unassigned: tuple[str, ...]

    @property
    def statements(self) -> frozenset[str]:
        """Ids of all statements the run has placed, with a theme or without."""
        return frozenset((*(one.statement for one in self.memberships), *self.unassigned))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The three counts that are never mixed up."""

    statements: int
    respondents: int
    organisations: int
