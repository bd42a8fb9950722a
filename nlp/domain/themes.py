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


class Granularity(StrEnum):
    """How finely themes are cut; the value is what a person reads and types."""

    COARSE = "grob"
    MEDIUM = "mittel"
    FINE = "fein"


class Stance(StrEnum):
    """Whether a statement asks for something, finds fault or praises; neutral where unsure."""

    NEED = "Bedarf"
    CRITICISM = "Kritik"
    PRAISE = "Lob"
    NEUTRAL = "neutral"


class Unplaced(StrEnum):
    """Why a statement stands under „Ohne Thema“; the value is what a person reads."""

    ALONE = "steht mit ihrem Inhalt allein"
    BETWEEN = "liegt zwischen mehreren Themen"
    FEW_WORDS = "sagt zu wenig"
    CONTACT = "nennt nur, wie jemand zu erreichen ist"
    NO_NAME = "gehört zu einer Gruppe ohne gemeinsames Wort"
    PEOPLE = "gehört zu keinem Thema, so haben Menschen entschieden"


class Flag(StrEnum):
    """What a person should look at in a theme; the value is what a person reads."""

    TOO_LARGE = "sehr groß: bitte prüfen, ob es mehrere Themen sind"
    TOO_SMALL = "sehr klein: bitte prüfen, ob es ein Thema ist"
    TOO_SIMILAR = "einem anderen Thema sehr ähnlich: bitte prüfen, ob es dasselbe ist"
    CATCH_ALL = "Sammelbecken: die Aussagen haben wenig gemeinsam"
    ONE_VOICE = "nur eine Person oder Einrichtung spricht davon"
    CANDIDATE = "neu: noch von niemandem geprüft"


class Voice(StrEnum):
    """What a quote stands for in a summary."""

    CENTRAL = "central"
    DIFFERENT = "different"
    MINORITY = "minority"


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
    """Everything that decides a result besides the statements themselves.

    `confirmed`: pairs of statement id and theme id that a person has confirmed; they train the run and stay.
    """

    name: str
    embedders: tuple[str, ...]
    catalogue: Catalogue | None = None
    themes: int | None = None
    granularity: Granularity = Granularity.MEDIUM
    project_words: tuple[str, ...] = ()
    confirmed: tuple[tuple[str, str], ...] = ()
    settings: Mapping[str, float | int | str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with anything that decides a result."""
        told = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a statement is in a theme: words that name it, and what lies nearest to it.

    `nearest` is a seed phrase of the catalogue or, with `is_statement`, the id of another statement; `nearness` their
    cosine after centring, −1 to 1.
    """

    terms: tuple[str, ...] = ()
    nearest: str = ""
    is_statement: bool = False
    nearness: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A statement in a theme, with a strength from 0 to 1; the strongest of a statement is `primary`.

    `stability`, 0 to 1: how often resamples put it there. `rival`: the other theme it lies between, if any.
    `confirmed`: a person put it there.
    """

    statement: str
    theme: str
    strength: float
    primary: bool = True
    stability: float = 0.0
    rival: str = ""
    confirmed: bool = False
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryQuote:
    """One verbatim statement of a summary, what it stands for, and how many people say the like (with its author)."""

    statement: str
    voice: Voice
    alike: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What statements have in common; the id outlives runs.

    `parent`: the theme that this one is a sub-theme of. `twins`: themes too similar to it. `hidden`: people keep it, or
    the theme above it, out of sight; no run says so of itself, only decisions do.
    """

    id: str
    title: str
    origin: Origin
    terms: tuple[str, ...] = ()
    stability: float = 0.0
    grade: Stability = Stability.UNSURE
    central: tuple[str, ...] = ()
    sensitive: bool = False
    field_of_action: str = ""
    description: str = ""
    parent: str = ""
    summary: tuple[SummaryQuote, ...] = ()
    flags: tuple[Flag, ...] = ()
    twins: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A sealed result: nothing ever changes it.

    `previous`: the run whose themes lent their ids. `reasons`: why a statement is unassigned. `stances`: those that
    are not neutral. Both by statement id.
    """

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
    previous: str = ""
    reasons: Mapping[str, Unplaced] = field(default_factory=dict)
    stances: Mapping[str, Stance] = field(default_factory=dict)

    @property
    def statements(self) -> frozenset[str]:
        """Ids of all statements the run has placed, with a theme or without."""
        return frozenset((*(one.statement for one in self.memberships), *self.unassigned))

    @property
    def header(self) -> RunHeader:
        """The run in figures."""
        sub_themes = sum(bool(theme.parent) for theme in self.themes)
        return RunHeader(
            id=self.id,
            recipe=self.recipe,
            recipe_fingerprint=self.recipe_fingerprint,
            created_at=self.created_at,
            previous=self.previous,
            quality=self.quality,
            themes=len(self.themes) - sub_themes,
            sub_themes=sub_themes,
            statements=len(self.statements),
            unassigned=len(self.unassigned),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHeader:
    """A run without what it placed: how it was made, and how many themes and statements are in it."""

    id: str
    recipe: str
    recipe_fingerprint: str
    created_at: str
    previous: str
    quality: Mapping[str, float]
    themes: int
    sub_themes: int
    statements: int
    unassigned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The three counts that are never mixed up."""

    statements: int
    respondents: int
    organisations: int
