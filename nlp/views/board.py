"""The themes of a run with their counts and quotes."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.domain.corpus import Source, Statement
from nlp.domain.themes import Counts, Run, Theme
from nlp.ports import Store

NOTHING = Counts(statements=0, respondents=0, organisations=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRow:
    """One theme as a reader sees it; `by_source` keeps sources side by side."""

    theme: Theme
    counts: Counts
    by_source: dict[str, Counts]
    quotes: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """All themes of a run, largest first, what stayed without one, and how many came after the run (`waiting`)."""

    run: Run
    sources: tuple[Source, ...]
    statements: int
    waiting: int
    unassigned: Counts
    unassigned_by_source: dict[str, Counts]
    rows: tuple[ThemeRow, ...]


def board(store: Store, run: str = "", *, quotes: int = 2) -> BoardView:
    """The newest run, or the one named. Raises NothingToDo or Unknown."""
    found = store.run(run)
    sources = tuple(store.sources())
    counts = store.counts(found.id)
    present = {one.id for one in store.statements()}
    by_source = {source.id: store.counts(found.id, source.id) for source in sources}
    shown = store.by_id(one for theme in found.themes for one in theme.central)
    rows = [
        ThemeRow(
            theme=theme,
            counts=counts.get(theme.id, NOTHING),
            by_source={name: inside.get(theme.id, NOTHING) for name, inside in by_source.items()},
            quotes=tuple(shown[one] for one in theme.central if one in shown)[:quotes],
        )
        for theme in found.themes
    ]
    return BoardView(
        run=found,
        sources=sources,
        statements=len(present),
        waiting=len(present - found.statements),
        unassigned=counts.get("", NOTHING),
        unassigned_by_source={name: inside.get("", NOTHING) for name, inside in by_source.items()},
        rows=tuple(sorted(rows, key=lambda row: (-row.counts.statements, row.theme.title, row.theme.id))),
    )


def told(view: BoardView) -> dict[str, object]:
    """The board as plain values, with the keys of the command's JSON."""
    return {
        "run": view.run.id,
        "recipe": view.run.recipe,
        "statements": view.statements,
        "unassigned": view.unassigned.statements,
        "waiting": view.waiting,
        "themes": [_row(row) for row in view.rows],
    }


def _row(row: ThemeRow) -> dict[str, object]:
    return {
        "id": row.theme.id,
        "title": row.theme.title,
        "origin": row.theme.origin.value,
        **_counts(row.counts),
        "by_source": {name: _counts(counts) for name, counts in row.by_source.items()},
        "stability": round(row.theme.stability, 3),
        "grade": row.theme.grade.value,
        "terms": list(row.theme.terms),
        "quotes": [{"statement": one.id, "text": one.text} for one in row.quotes],
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "statements": counts.statements,
        "respondents": counts.respondents,
        "organisations": counts.organisations,
    }
