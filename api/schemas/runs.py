"""Runs, what is asked of one, and how two differ."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field

from api.paging import Page
from api.schemas.common import WHOLE, Asking, Moment, RunId
from nlp.domain.publications import Publication
from nlp.domain.themes import Granularity
from nlp.views.compare import Change, Comparison, Kind, sentence, summary
from nlp.views.runs import RunRow

MOST_THEMES = 200
LONGEST_NOTE = 500


ThemeCount = Annotated[int, Field(strict=True, ge=1, le=MOST_THEMES), WHOLE]


class CatalogueName(StrEnum):
    """Which given themes a run starts from."""

    SOZIALPLAN = "sozialplan"
    NONE = "none"


class RunWanted(Asking):
    """How a new run shall be made."""

    granularity: Granularity = Field(default=Granularity.MEDIUM, examples=["mittel"])
    themes: ThemeCount | None = Field(
        default=None,
        examples=[None],
        description="So many themes are looked for; null: O-Ton decides.",
    )
    catalogue: CatalogueName = Field(default=CatalogueName.SOZIALPLAN, examples=["sozialplan"])


class PublicationWanted(Asking):
    """What is noted when a run is published."""

    note: str = Field(default="", max_length=LONGEST_NOTE, examples=["Stand für den Ausschuss"])


class RunTold(BaseModel):
    """A sealed run; `shown` is the one readers see."""

    id: RunId
    created_at: Moment
    previous: str | None = Field(examples=[None], description="The run whose themes lent their ids.")
    recipe: str = Field(examples=["standard"])
    statements: int = Field(examples=[1481])
    themes: int = Field(examples=[24], description="Themes without sub-themes.")
    sub_themes: int = Field(examples=[6])
    unassigned: int = Field(examples=[96])
    stability: float = Field(examples=[0.81], description="Of its themes on average, 0 to 1.")
    added: dict[str, int] = Field(examples=[{}], description="Where it extended a run: what became of new statements.")
    shown: bool = Field(examples=[True])
    published_at: str = Field(
        examples=["2026-03-02T08:00:00+00:00"], description="ISO 8601, UTC; empty where it never was."
    )
    published_by: str = Field(examples=["a.beispiel"])
    note: str = Field(examples=["Stand für den Ausschuss"])

    @classmethod
    def of(cls, row: RunRow) -> RunTold:
        """The run as it goes out."""
        return RunTold(**_facts(row))


def _facts(row: RunRow) -> dict[str, Any]:
    one = row.figures
    return {
        "id": one.id,
        "created_at": one.created_at,
        "previous": one.previous or None,
        "recipe": one.recipe,
        "statements": one.statements,
        "themes": one.themes,
        "sub_themes": one.sub_themes,
        "unassigned": one.unassigned,
        "stability": round(one.stability, 3),
        "added": dict(one.added),
        "shown": row.shown,
        "published_at": row.published_at,
        "published_by": row.published_by,
        "note": row.note,
    }


class RunDetail(RunTold):
    """A run, and how far it is behind today's statements."""

    waiting: int = Field(examples=[0], description="Statements that came after the run.")
    stale: float = Field(
        examples=[0.0], description="Share of statements that only the run or only today's store holds."
    )

    @classmethod
    def whole(cls, row: RunRow, *, waiting: int, stale: float) -> Self:
        """The run as it goes out, with how far it is behind."""
        return cls(**_facts(row), waiting=waiting, stale=round(stale, 4))


class Runs(Page[RunTold]):
    """Runs, the newest first."""


class PublicationTold(BaseModel):
    """A run was made the one everybody sees; the highest number counts."""

    number: int = Field(examples=[1])
    run: RunId
    at: Moment
    who: str = Field(examples=["a.beispiel"])
    note: str = Field(examples=["Stand für den Ausschuss"])

    @classmethod
    def of(cls, one: Publication) -> Self:
        """The publication as it goes out."""
        return cls(number=one.number, run=one.run, at=one.at, who=one.who, note=one.note)


class Publications(Page[PublicationTold]):
    """Publications, the newest first."""


class PartTold(BaseModel):
    """A theme's part in a change."""

    theme: str = Field(examples=["kinderbetreuung"], description="Empty: without a theme.")
    title: str = Field(examples=["Kinderbetreuung"])
    statements: int = Field(examples=[40])
    share: float = Field(examples=[0.8])


class ChangeTold(BaseModel):
    """What became of one theme or of several, in figures and in a German sentence."""

    kind: Kind = Field(examples=["stayed"])
    said: str = Field(examples=["„Kinderbetreuung“ blieb: 40 Aussagen wie bisher."])
    before: list[PartTold]
    now: list[PartTold]
    stayed: int = Field(examples=[40])
    came: int = Field(examples=[2])
    left: int = Field(examples=[1])
    new: int = Field(examples=[0])
    gone: int = Field(examples=[0])

    @classmethod
    def of(cls, change: Change) -> Self:
        """The change as it goes out."""
        sides = {
            name: [
                PartTold(theme=part.theme, title=part.title, statements=part.statements, share=part.share)
                for part in parts
            ]
            for name, parts in (("before", change.before), ("now", change.now))
        }
        return cls(
            kind=change.kind, said=sentence(change), before=sides["before"], now=sides["now"], stayed=change.stayed,
            came=change.came, left=change.left, new=change.new, gone=change.gone,
        )  # fmt: skip


class FlowTold(BaseModel):
    """So many statements went from one theme to another; "" is no theme, null: they stand in the other run only."""

    source: str | None = Field(examples=["kinderbetreuung"])
    target: str | None = Field(examples=["kinderbetreuung"])
    statements: int = Field(examples=[40])


class ComparisonTold(BaseModel):
    """Two runs side by side."""

    before: RunId
    now: RunId
    summary: str = Field(examples=["Alle 24 Themen blieben."])
    shared: int = Field(examples=[1481])
    kept: int = Field(examples=[1440])
    only_before: int = Field(examples=[0])
    only_now: int = Field(examples=[0])
    rand: float | None = Field(examples=[0.97], description="Adjusted Rand index; null without shared statements.")
    changes: list[ChangeTold]
    flows: list[FlowTold]

    @classmethod
    def of(cls, view: Comparison) -> Self:
        """The comparison as it goes out."""
        return cls(
            before=view.before.id,
            now=view.now.id,
            summary=summary(view),
            shared=view.shared,
            kept=view.kept,
            only_before=view.only_before,
            only_now=view.only_now,
            rand=view.rand,
            changes=[ChangeTold.of(one) for one in view.changes],
            flows=[FlowTold(source=one.source, target=one.target, statements=one.statements) for one in view.flows],
        )
