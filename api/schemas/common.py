"""What several resources share: the three counts, and names that only point to something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from nlp.domain.corpus import Source, SourceKind, Statement
from nlp.domain.themes import Counts, Theme

LONGEST_ID = 200

RunId = Annotated[str, Field(description="Id of a run.", examples=["8c1f0e2ab4"])]
ThemeId = Annotated[str, Field(description="Id of a theme; it outlives runs.", examples=["kinderbetreuung"])]
StatementId = Annotated[str, Field(description="Id of a statement.", examples=["5f0c2f4a9d1be370"])]
SourceId = Annotated[str, Field(description="Id of a source.", examples=["familie2025"])]
Moment = Annotated[str, Field(description="ISO 8601, UTC.", examples=["2026-03-01T10:00:00+00:00"])]
Words = Annotated[
    str, Field(description="A person's words, personal data replaced.", examples=["Mehr Plätze in der Kita"])
]


def whole(value: object) -> object:
    """JSON knows one kind of number: 12.0 is 12; strictness does the rest."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


WHOLE = BeforeValidator(whole)


class Asking(BaseModel):
    """What is handed in: a word nobody knows is refused, not passed over."""

    model_config = ConfigDict(extra="forbid", str_max_length=2_000)


class Counted(BaseModel):
    """The three counts that are never mixed up."""

    statements: int = Field(examples=[12], description="Statements.")
    respondents: int = Field(examples=[9], description="Persons or households that said them.")
    organisations: int = Field(examples=[0], description="Organisations that said them.")

    @classmethod
    def of(cls, counts: Counts) -> Self:
        """The counts as they go out."""
        return cls(statements=counts.statements, respondents=counts.respondents, organisations=counts.organisations)


class SourceCounted(Counted):
    """The counts within one source; those of different kinds are never summed."""

    source: SourceId
    title: str = Field(examples=["Familienbefragung"])
    kind: SourceKind = Field(examples=["survey"])


def by_source(sources: Iterable[Source], counts: Mapping[str, Counts]) -> list[SourceCounted]:
    """Sources side by side, each with its counts."""
    nothing = Counts(statements=0, respondents=0, organisations=0)
    return [
        SourceCounted(
            source=one.id, title=one.title, kind=one.kind, **Counted.of(counts.get(one.id, nothing)).model_dump()
        )
        for one in sources
    ]


class ThemeName(BaseModel):
    """A theme that is only pointed to."""

    id: ThemeId
    title: str = Field(examples=["Kinderbetreuung"])

    @classmethod
    def of(cls, theme: Theme) -> Self:
        """Id and title."""
        return cls(id=theme.id, title=theme.title)

    @classmethod
    def perhaps(cls, theme: Theme | None) -> Self | None:
        """The same, or nothing of nothing."""
        return cls.of(theme) if theme else None


class Said(BaseModel):
    """A statement, word for word."""

    statement: StatementId
    text: Words
    lead: str | None = Field(examples=[None], description="The lead-in of the list it stands in.")
    source: SourceId

    @classmethod
    def of(cls, statement: Statement) -> Self:
        """A statement without what surrounds it."""
        return cls(statement=statement.id, text=statement.text, lead=statement.lead, source=statement.source)
