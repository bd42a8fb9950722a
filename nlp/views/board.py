"""The themes of a run with their counts and quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nlp.domain.corpus import Source, Statement
from nlp.domain.themes import Counts, Run, Stance, SummaryQuote, Theme, Unplaced
from nlp.ports import Store
from nlp.views.grounds import pointed, reasons, stances
from nlp.views.hidden import NOTHING_HIDDEN, OutOfSight, out_of_sight, shown

NOTHING = Counts(statements=0, respondents=0, organisations=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRow:
    """One theme as a reader sees it; `by_source` keeps sources side by side, `depth` counts the themes above it.

    `stances` is empty where the run has not looked for any.
    """

    theme: Theme
    counts: Counts
    by_source: dict[str, Counts]
    quotes: tuple[Statement, ...]
    depth: int = 0
    parent: Theme | None = None
    twins: tuple[Theme, ...] = ()
    summary: tuple[tuple[SummaryQuote, Statement], ...] = ()
    stances: Mapping[Stance, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """All themes of a run, largest first, sub-themes after their theme, and how many came after the run (`waiting`).

    `reasons`: why how many statements stayed without a theme; what an older run does not tell is in none of them.
    `hidden`: what people keep out of sight, which is in no row; `unassigned` knows nothing of that.
    """

    run: Run
    sources: tuple[Source, ...]
    statements: int
    waiting: int
    unassigned: Counts
    unassigned_by_source: dict[str, Counts]
    rows: tuple[ThemeRow, ...]
    reasons: Mapping[Unplaced, int] = field(default_factory=dict)
    hidden: OutOfSight = NOTHING_HIDDEN


def board(store: Store, run: str = "", *, quotes: int = 2) -> BoardView:
    """The newest run, or the one named. Raises NothingToDo or Unknown."""
    found = store.run(run)
    sources = tuple(store.sources())
    counts = store.counts(found.id)
    present = {one.id for one in store.statements()}
    by_source = {source.id: store.counts(found.id, source.id) for source in sources}
    quoted = store.by_id(one for theme in found.themes for one in (*theme.central, *_summed(theme)))
    stance = stances(found, present)
    themes = {theme.id: theme for theme in found.themes}
    rows = [
        ThemeRow(
            theme=theme,
            counts=counts.get(theme.id, NOTHING),
            by_source={name: inside.get(theme.id, NOTHING) for name, inside in by_source.items()},
            quotes=tuple(quoted[one] for one in theme.central if one in quoted)[:quotes],
            summary=tuple((one, quoted[one.statement]) for one in theme.summary if one.statement in quoted),
            parent=themes.get(theme.parent),
            twins=pointed(themes, theme.twins),
            stances=stance.get(theme.id, {}),
        )
        for theme in shown(found.themes)
    ]
    return BoardView(
        run=found,
        sources=sources,
        statements=len(present),
        waiting=len(present - found.statements),
        unassigned=counts.get("", NOTHING),
        unassigned_by_source={name: inside.get("", NOTHING) for name, inside in by_source.items()},
        rows=in_order(rows),
        reasons=reasons(found, present),
        hidden=out_of_sight(found, present),
    )


def _summed(theme: Theme) -> tuple[str, ...]:
    return tuple(one.statement for one in theme.summary)


def in_order(rows: Iterable[ThemeRow]) -> tuple[ThemeRow, ...]:
    """Rows by falling size, each followed by its sub-themes, which are ordered alike."""
    ranked = sorted(rows, key=lambda row: (-row.counts.statements, row.theme.title, row.theme.id))
    below: defaultdict[str, list[ThemeRow]] = defaultdict(list)
    for row in ranked:
        below[row.parent.id if row.parent else ""].append(row)
    placed: dict[str, ThemeRow] = {}

    def place(some: Sequence[ThemeRow], depth: int) -> None:
        for row in some:
            if row.theme.id not in placed:
                placed[row.theme.id] = replace(row, depth=depth)
                place(below[row.theme.id], depth + 1)

    place(below[""], 0)
    # Themes that stand above each other in a circle are below nothing; they must not be lost.
    place(ranked, 0)
    return tuple(placed.values())


def told(view: BoardView) -> dict[str, object]:
    """The board as plain values, with the keys of the command's JSON."""
    return {
        "run": view.run.id,
        "previous": view.run.previous or None,
        "recipe": view.run.recipe,
        "statements": view.statements,
        "unassigned": view.unassigned.statements,
        "reasons": [{"reason": reason.value, "statements": count} for reason, count in view.reasons.items()],
        "waiting": view.waiting,
        "hidden": {"themes": view.hidden.themes, "statements": view.hidden.statements},
        "themes": [_row(row) for row in view.rows],
    }


def _row(row: ThemeRow) -> dict[str, object]:
    return {
        "id": row.theme.id,
        "title": row.theme.title,
        "origin": row.theme.origin.value,
        **counted(row.counts),
        "by_source": {name: counted(counts) for name, counts in row.by_source.items()},
        "stability": round(row.theme.stability, 3),
        "grade": row.theme.grade.value,
        "terms": list(row.theme.terms),
        "quotes": [{"statement": one.id, "text": one.text} for one in row.quotes],
        "description": row.theme.description,
        "field_of_action": row.theme.field_of_action,
        "parent": named(row.parent) if row.parent else None,
        "flags": [flag.value for flag in row.theme.flags],
        "twins": [named(twin) for twin in row.twins],
        "stances": [{"stance": stance.value, "statements": count} for stance, count in row.stances.items()],
        "summary": [
            {"statement": said.id, "text": said.text, "voice": quote.voice.value, "alike": quote.alike}
            for quote, said in row.summary
        ],
    }


def named(theme: Theme) -> dict[str, str]:
    """A theme that is only pointed to."""
    return {"id": theme.id, "title": theme.title}


def counted(counts: Counts) -> dict[str, int]:
    """The three counts as plain values."""
    return {
        "statements": counts.statements,
        "respondents": counts.respondents,
        "organisations": counts.organisations,
    }
