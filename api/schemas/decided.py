"""Who put a statement where it is: a person or the machine."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, Field

from api.schemas.common import Moment, ThemeName
from nlp.domain.themes import Theme
from nlp.views.review import Decided

Deciders = Mapping[tuple[str, str], Decided]
"""(statement, theme) → who put it there; „Ohne Thema“ has an empty id. What is not there, the machine did."""


NEWEST = "Number of the newest decision this knows of: hand it in as `seen` with what is decided here."


class By(StrEnum):
    """Mensch or Maschine."""

    PERSON = "person"
    MACHINE = "machine"


class DecidedTold(BaseModel):
    """Who decided; of the machine there is no more to tell."""

    by: By = Field(examples=["person"])
    who: str | None = Field(examples=["a.beispiel"], description="Name of an account.")
    at: Moment | None
    number: int | None = Field(examples=[17], description="The decision's.")

    @classmethod
    def of(cls, one: Decided | None) -> Self:
        """The decider as it goes out."""
        if one is None or not one.by_person:
            return cls(by=By.MACHINE, who=None, at=None, number=None)
        return cls(by=By.PERSON, who=one.who, at=one.at, number=one.number)


class ThemeDecided(ThemeName):
    """A theme that a statement is in, and who put it there."""

    decided: DecidedTold

    @classmethod
    def by(cls, theme: Theme, statement: str, deciders: Deciders) -> Self:
        """Id, title and decider."""
        return cls(id=theme.id, title=theme.title, decided=DecidedTold.of(deciders.get((statement, theme.id))))
