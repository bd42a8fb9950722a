"""Runs as a list: when, how, how much and how sure; and what a reader would see of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nlp.domain.publications import Publication
from nlp.domain.themes import RunHeader
from nlp.ports import Store
from nlp.views.compare import Comparison, changes
from nlp.views.hidden import veiled

EXTENDED = frozenset(("old", "new", "placed", "candidates", "candidate_themes", "left"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFigures:
    """One run in figures, all of them from when it was sealed; sub-themes are counted by themselves.

    `added`: for a run that extended an earlier one, what became of the new statements; else empty.
    """

    id: str
    created_at: str
    recipe: str
    fingerprint: str
    previous: str
    themes: int
    sub_themes: int
    statements: int
    unassigned: int
    stability: float
    added: Mapping[str, int]

    @property
    def share(self) -> float:
        """Share of statements that stand under „Ohne Thema“."""
        return self.unassigned / self.statements if self.statements else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run in the list: `shown` is the one readers see; `published_at` is empty where it never was published."""

    figures: RunFigures
    shown: bool
    published_at: str = ""
    published_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What publishing a run would change: its figures, those of the run readers see now, and how they differ.

    `sources`: so many have statements in it; `waiting`: statements that it does not hold.
    """

    figures: RunFigures
    now: RunFigures | None
    comparison: Comparison | None
    sources: int
    waiting: int


def every(store: Store) -> tuple[RunFigures, ...]:
    """The figures of all runs, newest first."""
    return tuple(figures(run) for run in store.headers())


def figures(run: RunHeader) -> RunFigures:
    """The figures of a run."""
    return RunFigures(
        id=run.id,
        created_at=run.created_at,
        recipe=run.recipe,
        fingerprint=run.recipe_fingerprint,
        previous=run.previous,
        themes=run.themes,
        sub_themes=run.sub_themes,
        statements=run.statements,
        unassigned=run.unassigned,
        stability=run.quality.get("mean_stability", 0.0),
        added={name: int(value) for name, value in run.quality.items() if name in EXTENDED},
    )


def rows(found: Iterable[RunFigures], publications: Iterable[Publication]) -> tuple[RunRow, ...]:
    """Runs in their order, each with its newest publication; without any the first of them is the one readers see."""
    told: dict[str, Publication] = {}
    newest = ""
    for publication in publications:
        newest = newest or publication.run
        told.setdefault(publication.run, publication)
    made = []
    for place, one in enumerate(found):
        was = told.get(one.id)
        made.append(
            RunRow(
                figures=one,
                shown=one.id == newest if newest else place == 0,
                published_at=was.at if was else "",
                published_by=was.who if was else "",
                note=was.note if was else "",
            )
        )
    return tuple(made)


def prepared(store: Store, run: str, current: str) -> Preparation:
    """What publishing this run would change for readers who see `current` now. Raises Unknown."""
    wanted = store.run(run)
    seen = store.run(current) if current and current != wanted.id else None
    placed = wanted.statements
    return Preparation(
        figures=figures(wanted.header),
        now=figures(seen.header) if seen else None,
        comparison=changes(veiled(seen), veiled(wanted)) if seen else None,
        sources=len({one.source for one in store.statements() if one.id in placed}),
        waiting=store.waiting(wanted.id),
    )
