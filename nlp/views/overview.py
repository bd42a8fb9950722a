"""The whole project at a glance: what was asked, who answered, which themes came out, what is new and what waits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nlp.domain.corpus import Source, Statement
from nlp.domain.themes import Counts, Stability, Theme, Unplaced
from nlp.errors import NothingToDo
from nlp.ports import Store
from nlp.views.board import NOTHING, ThemeRow, board
from nlp.views.compare import Kind, compare, sentence, summary
from nlp.views.groups import shares, tallied
from nlp.views.hidden import NOTHING_HIDDEN, OutOfSight
from nlp.views.protect import FEWEST, Protected, why
from nlp.views.sources import NOBODY_NAMED, SourceView, imported
from nlp.views.whole import Whole, whole

NEWS = 6
"""So many changes are told one by one; the comparison has all."""
EXAMPLES = 3
"""So many values explain a group that is named by a code only."""

Tallies = Mapping[tuple[str, str], Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One source: its counts, its questions with (answers, statements), and who answered, by group.

    `respondents`: all who said something, for themselves or for a body; None where nobody says who spoke.
    """

    shown: SourceView
    respondents: int | None
    questions: tuple[tuple[str, int, int], ...]
    groups: tuple[tuple[str, Protected], ...]

    @property
    def source(self) -> Source:
        """The source itself."""
        return self.shown.source

    @property
    def rate(self) -> float | None:
        """The response rate; None where nobody knows how many were asked, or more answered than were asked."""
        return self.shown.rate if self.shown.rate is not None and self.shown.rate <= 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A theme with its sub-themes folded under it; `share`: its mean share of statements, every source alike."""

    row: ThemeRow
    finer: tuple[ThemeRow, ...]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Respondents of one source by theme (rows) and by the values of one group (columns).

    `left_out`: themes of which too few in every group speak; `sentence` says why cells have no figure.
    """

    id: str
    source: Source
    label: str
    values: tuple[str, ...]
    rows: tuple[tuple[Theme, Protected], ...]
    left_out: int
    sentence: str

    @property
    def visible(self) -> int:
        """Cells that may be seen and are not empty."""
        return sum(len(told.shown) for _, told in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What became of the themes since the run `before`: in two or three sentences, and the larger changes."""

    before: str
    summary: str
    changes: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What waits for somebody to look at it; counts of „Ohne Thema“ stand by source."""

    flagged: tuple[ThemeRow, ...]
    unsure: tuple[ThemeRow, ...]
    waiting: int
    unassigned: Mapping[str, Counts]
    reasons: Mapping[Unplaced, int]

    @property
    def nothing(self) -> bool:
        """Nobody has to do anything."""
        return not (self.flagged or self.unsure or self.waiting or self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that the first page tells; heat maps by their id, the one that shows most first."""

    run: str
    created_at: str
    sources: tuple[Asked, ...]
    themes: tuple[Ranked, ...]
    heats: Mapping[str, Heat]
    news: News | None
    review: Review
    hidden: OutOfSight = NOTHING_HIDDEN

    def by(self, source: str) -> tuple[Ranked, ...]:
        """The themes in the order of one source; all sources alike without one."""
        if not source:
            return self.themes
        return tuple(sorted(self.themes, key=lambda one: (-_of(one.row, source).statements, one.row.theme.title)))


def overview(
    store: Store,
    run: str = "",
    *,
    fewest: int = FEWEST,
    asked: tuple[Asked, ...] | None = None,
    all_: Whole | None = None,
) -> Overview:
    """The newest run, or the one named; `asked` and `all_` where they are at hand. Raises NothingToDo or Unknown."""
    view = board(store, run, quotes=0)
    all_ = all_ or whole(store, view.run.id)
    statements = store.statements()
    if asked is None:
        asked = sources_asked(store, all_.heard, statements, fewest=fewest)
    totals = {one.source.id: one.shown.statements for one in asked if one.shown.statements}
    ranked = [Ranked(row=row, finer=tuple(finer), share=_share(row, totals)) for row, finer in _folded(view.rows)]
    return Overview(
        run=view.run.id,
        created_at=view.run.created_at,
        sources=asked,
        themes=tuple(sorted(ranked, key=lambda one: (-one.share, one.row.theme.title, one.row.theme.id))),
        heats=heats(all_, [one.row.theme for one in ranked], statements, fewest=fewest),
        news=news(store, view.run.id),
        review=Review(
            flagged=tuple(row for row in view.rows if row.theme.flags),
            unsure=tuple(row for row in view.rows if row.theme.grade is Stability.UNSURE),
            waiting=view.waiting,
            unassigned=view.unassigned_by_source,
            reasons={reason: count for reason, count in view.reasons.items() if reason is not Unplaced.PEOPLE},
        ),
        hidden=view.hidden,
    )


def all_asked(store: Store, *, fewest: int = FEWEST) -> tuple[Asked, ...]:
    """What was asked and who answered, whatever themes were formed of it."""
    respondents = store.respondents()
    return sources_asked(store, tallied(respondents, respondents), store.statements(), fewest=fewest)


def sources_asked(
    store: Store, heard: Tallies, statements: Iterable[Statement], *, fewest: int = FEWEST
) -> tuple[Asked, ...]:
    """What was asked and who answered, source by source."""
    spoke = Counter(source for source, _ in {(one.source, one.respondent) for one in statements if one.respondent})
    return tuple(_asked(store, source, heard, spoke[source.id], fewest) for source in store.sources())


def _asked(store: Store, source: Source, heard: Tallies, spoke: int, fewest: int) -> Asked:
    held = imported(store, source.id)
    groups = tuple(
        (label(source, name, tally), shares(tally, tally, fewest=fewest))
        for (of, name), tally in sorted(heard.items())
        if of == source.id and len(tally) > 1
    )
    return Asked(
        shown=held.shown,
        respondents=None if source.kind in NOBODY_NAMED else spoke,
        questions=held.questions,
        groups=groups,
    )


def _of(row: ThemeRow, source: str) -> Counts:
    return row.by_source.get(source, NOTHING)


def _folded(rows: Iterable[ThemeRow]) -> list[tuple[ThemeRow, list[ThemeRow]]]:
    """The themes of the upper level, each with all that stand under it, however deep."""
    found: list[tuple[ThemeRow, list[ThemeRow]]] = []
    for row in rows:
        if row.depth:
            found[-1][1].append(row)
        else:
            found.append((row, []))
    return found


def _share(row: ThemeRow, totals: Mapping[str, int]) -> float:
    """Every source has the same say, however large; their statements are not added up."""
    return sum(_of(row, source).statements / count for source, count in totals.items()) / max(1, len(totals))


def heats(
    all_: Whole, themes: Iterable[Theme], statements: Iterable[Statement], *, fewest: int = FEWEST
) -> dict[str, Heat]:
    """Theme × group for each group of each source with two values or more; a named one with most to see comes first."""
    who = {one.id: (one.source, one.respondent) for one in statements}
    speaking: list[tuple[Theme, Tallies]] = []
    for theme in themes:
        heard = {who[one.statement] for one in all_.members.get(theme.id, ()) if one.statement in who}
        speaking.append((theme, tallied(heard, all_.respondents)))
    made = [
        _heat(source, name, [(theme, told.get((source.id, name), {})) for theme, told in speaking], tally, fewest)
        for source in all_.sources
        for (of, name), tally in all_.heard.items()
        if of == source.id and len(tally) > 1
    ]
    return {heat.id: heat for heat in sorted(made, key=lambda heat: (heat.label.endswith(")"), -heat.visible, heat.id))}


def _heat(
    source: Source,
    name: str,
    speaking: Iterable[tuple[Theme, Mapping[str, int]]],
    heard: Mapping[str, int],
    fewest: int,
) -> Heat:
    told = [(theme, shares(tally, heard, fewest=fewest)) for theme, tally in speaking]
    rows = tuple((theme, row) for theme, row in told if row.shown)
    return Heat(
        id=f"{source.id}~{name}",
        source=source,
        label=label(source, name, heard),
        values=tuple(sorted(heard)),
        rows=rows,
        left_out=len(told) - len(rows),
        sentence=why(sum(row.hidden for _, row in rows), fewest=fewest, places=("Feld", "Felder")),
    )


def label(source: Source, name: str, values: Iterable[str]) -> str:
    """How a group is called: by what was asked, else its column; by some values where that is a mere code: „G01Q02“."""
    words = source.words(name)
    if re.search(r"[a-zäöüß]{2}", words):
        return words
    known = sorted(values)
    more = " …" if len(known) > EXAMPLES else ""
    return f"{name} ({', '.join(known[:EXAMPLES])}{more})"


def news(store: Store, run: str) -> News | None:
    """What changed since the run before this one; None where there is none."""
    try:
        view = compare(store, now=run)
    except NothingToDo:
        return None
    changed = [change for change in view.changes if change.kind is not Kind.STAYED]
    return News(
        before=view.before.id,
        summary=summary(view),
        changes=tuple(sentence(change) for change in changed[:NEWS]),
        more=max(0, len(changed) - NEWS),
    )
