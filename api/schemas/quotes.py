"""Quotes found, what else there is to choose, and one quote's way back to its cell."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, Field

from api.paging import Page
from api.schemas.common import RunId, Said, SourceId, StatementId, ThemeName, Words
from api.schemas.decided import NEWEST, DecidedTold, Deciders, ThemeDecided
from nlp.domain.corpus import SourceKind
from nlp.domain.quotes import WayBack
from nlp.domain.text import PersonalData
from nlp.domain.themes import Membership, Stability, Stance, Unplaced
from nlp.views.facets import Facet, Facets, GroupFacet
from nlp.views.hits import Hit
from nlp.views.why import WhyTheme, WhyView


class PieceTold(BaseModel):
    """Some characters of a quote; joined, the pieces are the text."""

    text: str = Field(examples=["Kita"])
    marked: bool = Field(examples=[True], description="It was searched for.")


class QuoteTold(Said):
    """A quote that was found."""

    question: str = Field(examples=["Was fehlt in Musterstadt?"])
    row: int = Field(examples=[12], description="As the file's own program counts.")
    themes: list[ThemeDecided]
    stance: Stance | None = Field(examples=["Bedarf"], description="Null where the run has not looked.")
    waiting: bool = Field(examples=[False], description="It came after the run.")
    by_words: bool = Field(
        examples=[True], description="It has what was searched for in some form; else it means the like."
    )
    pieces: list[PieceTold]

    @classmethod
    def found(cls, hit: Hit, deciders: Deciders) -> Self:
        """The hit as it goes out."""
        one = hit.statement
        return cls(
            **Said.of(one).model_dump(),
            question=one.question,
            row=one.row,
            themes=[ThemeDecided.by(theme, one.id, deciders) for theme in hit.themes],
            stance=hit.stance,
            waiting=hit.waiting,
            by_words=hit.by_words,
            pieces=[PieceTold(text=piece.text, marked=piece.marked) for piece in hit.pieces],
        )


class FacetTold(BaseModel):
    """One value of a filter and how many hits choosing it would show; null where that must not be seen."""

    value: str = Field(examples=["kinderbetreuung"])
    title: str = Field(examples=["Kinderbetreuung"])
    count: int | None = Field(examples=[12])
    chosen: bool = Field(examples=[False])

    @classmethod
    def of(cls, one: Facet) -> Self:
        """The value as it goes out."""
        return cls(value=one.value, title=one.title, count=one.count, chosen=one.chosen)


class GroupFacetTold(BaseModel):
    """One group of one source: respondents by value; `said` tells in German why some are not there."""

    source: SourceId
    name: str = Field(examples=["Stadtteil"])
    values: list[FacetTold]
    said: str = Field(examples=[""])

    @classmethod
    def of(cls, one: GroupFacet) -> Self:
        """The group as it goes out."""
        return cls(
            source=one.source, name=one.name, values=[FacetTold.of(value) for value in one.values], said=one.sentence
        )


class FacetsTold(BaseModel):
    """Statements by theme, source, question and stance, respondents by group; small groups are hidden."""

    themes: list[FacetTold]
    sources: list[FacetTold]
    questions: list[FacetTold]
    stances: list[FacetTold]
    groups: list[GroupFacetTold]
    said: str = Field(examples=[""], description="German: why some counts are not there.")

    @classmethod
    def of(cls, found: Facets) -> Self:
        """The facets as they go out."""
        return cls(
            themes=[FacetTold.of(one) for one in found.themes],
            sources=[FacetTold.of(one) for one in found.sources],
            questions=[FacetTold.of(one) for one in found.questions],
            stances=[FacetTold.of(one) for one in found.stances],
            groups=[GroupFacetTold.of(one) for one in found.groups],
            said=found.sentence,
        )


class Quotes(Page[QuoteTold]):
    """Quotes found, best first; without words in reading order, or the strongest of a theme first."""

    run: RunId
    by_words: int = Field(examples=[9], description="Of all hits: those that have the words.")
    corrected: list[str] = Field(examples=[[]], description="Words nobody wrote, read as similar ones.")
    hidden: str = Field(examples=[""], description="German: why not all is shown; empty where all is.")
    facets: FacetsTold


class ThemeQuoteTold(Said):
    """A statement of a theme, and how surely it is one."""

    question: str = Field(examples=["Was fehlt in Musterstadt?"])
    stance: Stance | None = Field(examples=["Bedarf"])
    strength: float = Field(examples=[0.84], description="0 to 1.")
    stability: float | None = Field(examples=[0.9], description="How often resamples put it there; null: unknown.")
    primary: bool = Field(examples=[True])
    confirmed: bool = Field(examples=[False], description="A person put it there, now or before the run.")
    decided: DecidedTold
    locked: bool = Field(examples=[False], description="People hold it where it is.")

    @classmethod
    def member(cls, said: Said, question: str, one: Membership, *, sureness: bool, **beside: Any) -> Self:
        """A statement of a theme as it goes out."""
        return cls(
            **said.model_dump(),
            question=question,
            strength=round(one.strength, 3),
            stability=round(one.stability, 3) if sureness else None,
            primary=one.primary,
            confirmed=one.confirmed,
            **beside,
        )


class ThemeQuotes(Page[ThemeQuoteTold]):
    """All statements of a theme, the strongest first."""

    run: RunId
    seen: int = Field(examples=[17], description=NEWEST)
    theme: ThemeName


class RedactionTold(BaseModel):
    """One piece of personal data that was replaced, by its place in the cell."""

    start: int = Field(examples=[10])
    end: int = Field(examples=[22])
    kind: PersonalData = Field(examples=["PHONE"])
    unsure: bool = Field(examples=[False])


class QuoteDetail(Said):
    """A quote's whole way back: file, row, column, characters, and the answer around it, personal data replaced."""

    run: RunId | None = Field(description="The run its themes are from; null before the first.")
    title: str = Field(examples=["Familienbefragung"], description="The source's.")
    kind: SourceKind = Field(examples=["survey"])
    file: str = Field(examples=["familie.csv"])
    row: int = Field(examples=[12])
    column: str = Field(examples=["antwort"])
    question: str = Field(examples=["Was fehlt in Musterstadt?"])
    start: int = Field(examples=[0], description="First character in the cell as it was read.")
    end: int = Field(examples=[25], description="After its last character.")
    answer: Words
    organisation: str = Field(examples=[""])
    groups: dict[str, str] = Field(
        examples=[{"Stadtteil": "Nord"}], description="Only those that enough respondents of the source share."
    )
    themes: list[str] = Field(examples=[["Kinderbetreuung"]], description="Titles, the strongest first.")
    places: list[ThemeDecided] = Field(description="The same themes, and who put it there.")
    decided: DecidedTold = Field(description="Without a theme: who left it so.")
    locked: bool = Field(examples=[False], description="People hold it where it is.")
    redactions: list[RedactionTold]

    @classmethod
    def back(cls, way: WayBack, *, run: str | None, groups: dict[str, str], **beside: Any) -> Self:
        """The way back as it goes out."""
        one = way.statement
        return cls(
            **Said.of(one).model_dump(),
            run=run,
            title=way.source.title,
            kind=way.source.kind,
            file=way.source.file,
            row=one.row,
            column=one.column,
            question=one.question,
            start=one.start,
            end=one.end,
            answer=way.answer,
            organisation=way.organisation,
            groups=groups,
            themes=list(way.themes),
            redactions=[
                RedactionTold(start=cut.start, end=cut.end, kind=cut.kind, unsure=cut.unsure) for cut in one.redactions
            ],
            **beside,
        )


class NearestTold(BaseModel):
    """What lies nearest to a statement: another statement, or a phrase of the catalogue."""

    statement: StatementId | None
    text: Words
    nearness: float = Field(examples=[0.61], description="Cosine after centring, −1 to 1.")


class WhyOneTheme(ThemeDecided):
    """Why a statement is in one theme."""

    strength: float = Field(examples=[0.84])
    primary: bool = Field(examples=[True])
    confirmed: bool = Field(examples=[False])
    stability: float | None = Field(examples=[0.9])
    grade: Stability | None = Field(examples=["fest"])
    rival: ThemeName | None = Field(examples=[None], description="The other theme it lies between.")
    terms: list[str] = Field(examples=[["Kita"]])
    nearest: NearestTold | None

    @classmethod
    def one(cls, why: WhyTheme, deciders: Deciders) -> Self:
        """The reasons as they go out."""
        evidence = why.membership.evidence
        return cls(
            id=why.theme.id,
            title=why.theme.title,
            decided=DecidedTold.of(deciders.get((why.membership.statement, why.theme.id))),
            strength=round(why.membership.strength, 3),
            primary=why.membership.primary,
            confirmed=why.membership.confirmed,
            stability=round(why.membership.stability, 3) if why.grade else None,
            grade=why.grade,
            rival=ThemeName.perhaps(why.rival),
            terms=list(evidence.terms),
            nearest=NearestTold(
                statement=why.nearest.id if why.nearest else None,
                text=why.nearest.text if why.nearest else why.seed,
                nearness=round(evidence.nearness, 3),
            )
            if why.nearest or why.seed
            else None,
        )


class WhyQuote(Said):
    """Why a statement has its themes, or none."""

    run: RunId
    themes: list[WhyOneTheme]
    stance: Stance | None = Field(examples=["Bedarf"])
    reason: Unplaced | None = Field(examples=[None], description="Why it has no theme.")
    decided: DecidedTold = Field(description="Without a theme: who left it so.")
    waiting: bool = Field(examples=[False])

    @classmethod
    def told(cls, view: WhyView, deciders: Deciders) -> Self:
        """The reasons as they go out."""
        return cls(
            **Said.of(view.statement).model_dump(),
            run=view.run.id,
            themes=[WhyOneTheme.one(one, deciders) for one in view.themes],
            stance=view.stance,
            reason=view.reason,
            decided=DecidedTold.of(deciders.get((view.statement.id, ""))),
            waiting=view.waiting,
        )
