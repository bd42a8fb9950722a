"""What reviewers look at: statements of the queue, and what people noted beside them."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, Field

from api.paging import Page
from api.schemas.common import Asking, Moment, RunId, Said, StatementId, ThemeName
from api.schemas.decided import NEWEST, DecidedTold
from nlp.domain.reviewing import Mark, MarkKind
from nlp.domain.themes import Stability, Unplaced
from nlp.views.review import Item, Part, Place

MOST_STATEMENTS = 10_000
LONGEST_COMMENT = 2_000


class MarkTold(BaseModel):
    """What somebody noted beside a statement; marks are only added to, the last of a pair counts."""

    number: int = Field(examples=[4])
    statement: StatementId
    kind: MarkKind = Field(examples=["comment"])
    who: str = Field(examples=["a.beispiel"])
    at: Moment
    text: str = Field(examples=["Meint wohl die Kita im Norden."], description="A comment's, else empty.")

    @classmethod
    def of(cls, one: Mark) -> Self:
        """The mark as it goes out."""
        return cls(number=one.number, statement=one.statement, kind=one.kind, who=one.who, at=one.at, text=one.text)


class Marks(Page[MarkTold]):
    """All marks, by number."""


class MarksWanted(Asking):
    """The same mark beside several statements, all or none."""

    statements: list[StatementId] = Field(
        min_length=1, max_length=MOST_STATEMENTS, examples=[["5f0c2f4a9d1be370"]]
    )  # fmt: skip
    kind: MarkKind = Field(examples=["flag"])
    text: str = Field(default="", max_length=LONGEST_COMMENT, examples=[""], description="For a comment alone.")


class MarksMade(BaseModel):
    """What was noted."""

    items: list[MarkTold]


class PlaceTold(ThemeName):
    """One theme of a statement, who decided it, and how sure the machine was where it did."""

    primary: bool = Field(examples=[True])
    strength: float = Field(examples=[0.84], description="0 to 1.")
    decided: DecidedTold
    stability: float | None = Field(examples=[0.4], description="0 to 1; null where a person decided.")
    grade: Stability | None = Field(examples=["unsicher"])
    rival: ThemeName | None = Field(examples=[None], description="The other theme it lies between.")
    hidden: bool = Field(examples=[False])

    @classmethod
    def place(cls, one: Place) -> Self:
        """The place as it goes out."""
        return cls(
            id=one.theme.id,
            title=one.theme.title,
            primary=one.member.primary,
            strength=round(one.member.strength, 3),
            decided=DecidedTold.of(one.decided),
            stability=round(one.member.stability, 3) if one.sure else None,
            grade=one.sure,
            rival=ThemeName.perhaps(one.rival),
            hidden=one.hidden,
        )


class ItemTold(Said):
    """One statement to look at; `parts`: why. Without a theme, `decided` tells who left it so."""

    question: str = Field(examples=["Was fehlt in Musterstadt?"])
    parts: list[Part] = Field(examples=[["unsure"]])
    themes: list[PlaceTold]
    reason: Unplaced | None = Field(examples=[None], description="Why it has no theme.")
    decided: DecidedTold
    locked: bool = Field(examples=[False])
    read: bool = Field(examples=[False], description="By whoever asks.")
    flagged: MarkTold | None
    comments: list[MarkTold]
    near: list[ThemeName] = Field(description="Other themes it might belong to, the nearest first.")

    @classmethod
    def item(cls, one: Item) -> Self:
        """The statement as it goes out."""
        return cls(
            **Said.of(one.statement).model_dump(),
            question=one.statement.question,
            parts=list(one.parts),
            themes=[PlaceTold.place(place) for place in one.places],
            reason=one.reason,
            decided=DecidedTold.of(one.decided),
            locked=one.locked,
            read=one.read,
            flagged=MarkTold.of(one.flagged) if one.flagged else None,
            comments=[MarkTold.of(comment) for comment in one.comments],
            near=[ThemeName.of(theme) for theme in one.near],
        )


class QueueTold(Page[ItemTold]):
    """Statements to look at, in an order that stays while they are worked off."""

    run: RunId
    seen: int = Field(examples=[17], description=NEWEST)
    left: dict[Part, int] = Field(
        examples=[{"unsure": 41, "flagged": 3, "helpful": 0, "unread": 120}],
        description="How many there are in each part; a statement may be in several.",
    )
    statements: int = Field(examples=[1481], description="All that the filters let through.")
    done: int = Field(examples=[1320], description="Those that need nobody any more.")
    said: str = Field(examples=["Noch 41 unsichere, 3 gemerkte und 120 ungelesene Aussagen."])


class NextTold(BaseModel):
    """Statements whose confirmation would help the machine most, the most helpful first."""

    run: RunId
    seen: int = Field(examples=[17], description=NEWEST)
    items: list[ItemTold] = Field(description="At most twenty; none where texts cannot be compared here.")
