"""Themes, from a line of the list to their reasons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from pydantic import BaseModel, Field

from api.paging import Page
from api.schemas.common import Counted, RunId, Said, SourceCounted, SourceId, ThemeId, ThemeName, by_source
from api.schemas.decided import NEWEST
from nlp.domain.corpus import Source
from nlp.domain.themes import Flag, Origin, Stability, Stance, Unplaced, Voice
from nlp.views.board import ThemeRow
from nlp.views.groups import Grouping
from nlp.views.hidden import OutOfSight


class StanceCounted(BaseModel):
    """How many statements of a theme have one stance."""

    stance: Stance = Field(examples=["Bedarf"])
    statements: int = Field(examples=[7])


class ThemeTold(BaseModel):
    """A theme of a run with its counts."""

    id: ThemeId
    title: str = Field(examples=["Kinderbetreuung"])
    description: str = Field(examples=["Plätze, Zeiten und Kosten der Betreuung"])
    origin: Origin = Field(examples=["catalogue"])
    field_of_action: str = Field(examples=["Familie"])
    sensitive: bool = Field(examples=[False])
    hidden: bool = Field(examples=[False], description="People keep it, or the theme above it, out of sight.")
    counts: Counted
    by_source: list[SourceCounted]
    stability: float = Field(examples=[0.91], description="0 to 1.")
    grade: Stability = Field(examples=["fest"])
    terms: list[str] = Field(examples=[["Kita", "Plätze"]])
    flags: list[Flag] = Field(description="What a person should look at.", examples=[[]])
    twins: list[ThemeName] = Field(description="Themes too similar to it.", examples=[[]])
    stances: list[StanceCounted]
    parent: ThemeName | None = Field(description="The theme above a sub-theme.", examples=[None])
    depth: int = Field(examples=[0], description="Themes above it.")

    @classmethod
    def of(cls, row: ThemeRow, sources: Iterable[Source]) -> Self:
        """A line of the board as it goes out."""
        return cls(
            id=row.theme.id,
            title=row.theme.title,
            description=row.theme.description,
            origin=row.theme.origin,
            field_of_action=row.theme.field_of_action,
            sensitive=row.theme.sensitive,
            hidden=row.theme.hidden,
            counts=Counted.of(row.counts),
            by_source=by_source(sources, row.by_source),
            stability=round(row.theme.stability, 3),
            grade=row.theme.grade,
            terms=list(row.theme.terms),
            flags=list(row.theme.flags),
            twins=[ThemeName.of(twin) for twin in row.twins],
            stances=[StanceCounted(stance=stance, statements=count) for stance, count in row.stances.items()],
            parent=ThemeName.perhaps(row.parent),
            depth=row.depth,
        )


class ReasonCounted(BaseModel):
    """Why how many statements have no theme."""

    reason: Unplaced = Field(examples=["sagt zu wenig"])
    statements: int = Field(examples=[30])


class HiddenCounted(BaseModel):
    """What people keep out of sight; its statements can still be found."""

    themes: int = Field(examples=[1], description="A theme with its sub-themes counts as one.")
    statements: int = Field(examples=[14])

    @classmethod
    def of(cls, one: OutOfSight) -> Self:
        """The figures as they go out."""
        return cls(themes=one.themes, statements=one.statements)


class Themes(Page[ThemeTold]):
    """Themes of a run, largest first, sub-themes after their theme; what has no theme stands beside them."""

    run: RunId
    seen: int = Field(examples=[17], description=NEWEST)
    statements: int = Field(examples=[1481], description="All statements of the house, whatever their theme.")
    waiting: int = Field(examples=[0], description="Statements that came after the run.")
    unassigned: Counted
    hidden: HiddenCounted
    reasons: list[ReasonCounted]


class ThemeDetail(ThemeTold):
    """A theme, with the run it was looked at in, and its sub-themes."""

    run: RunId
    seen: int = Field(examples=[17], description=NEWEST)
    children: list[ThemeName] = Field(examples=[[]])


class SummaryQuoteTold(Said):
    """One statement of a summary, and what it stands for."""

    voice: Voice = Field(examples=["central"])
    alike: int = Field(examples=[4], description="How many people say the like, its author among them.")


class StanceQuoted(StanceCounted):
    """Some of the statements of one stance."""

    quotes: list[Said]


class Summary(BaseModel):
    """A theme in people's own words; no sentence of it was written by a program."""

    run: RunId
    theme: ThemeName
    quotes: list[SummaryQuoteTold]
    central: list[Said]
    stances: list[StanceQuoted]


class GroupValue(BaseModel):
    """How many of a group's respondents speak of the theme, of how many who were heard."""

    value: str = Field(examples=["Nord"])
    respondents: int = Field(examples=[9])
    of: int = Field(examples=[41])


class GroupTold(BaseModel):
    """One group of one source; values below the smallest group size are hidden, and those that give them away."""

    source: SourceId
    name: str = Field(examples=["Stadtteil"])
    values: list[GroupValue]
    hidden: int = Field(examples=[2])
    said: str = Field(examples=["2 Gruppen sind nicht beziffert."], description="German; empty where none is hidden.")

    @classmethod
    def of(cls, one: Grouping) -> Self:
        """The group as it goes out."""
        return cls(
            source=one.source,
            name=one.name,
            values=[GroupValue(value=share.value, respondents=share.respondents, of=share.of) for share in one.values],
            hidden=one.hidden,
            said=one.sentence,
        )


class Groups(BaseModel):
    """Who speaks of a theme."""

    run: RunId
    theme: ThemeName
    smallest: int = Field(examples=[5], description="Smaller groups are never shown.")
    groups: list[GroupTold]


class TermCounted(BaseModel):
    """A word or phrase that brought so many statements here."""

    words: str = Field(examples=["Kita"])
    statements: int = Field(examples=[11])


class WhyTheme(BaseModel):
    """Why statements are in this theme: words that name it, phrases of the catalogue that lie nearest."""

    run: RunId
    theme: ThemeName
    grade: Stability = Field(examples=["fest"])
    stability: float = Field(examples=[0.91])
    terms: list[TermCounted]
    seeds: list[TermCounted]
