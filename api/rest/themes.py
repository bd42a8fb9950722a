"""Themes of a run: how many speak of them, who, in which words, and why they stand there."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.etags import CHECKED_HERE, UNSTORED_HERE
from api.guard.viewer import needs
from api.house import HouseHere, StoreHere
from api.paging import AskedHere
from api.reading import RunHere, board_of, theme_here
from api.rest.telling import fails, looks
from api.schemas.common import LONGEST_ID, Counted, Said, ThemeName
from api.schemas.themes import (
    Groups,
    GroupTold,
    HiddenCounted,
    ReasonCounted,
    StanceQuoted,
    Summary,
    SummaryQuoteTold,
    TermCounted,
    ThemeDetail,
    Themes,
    ThemeTold,
    WhyTheme,
)
from nlp.domain.people import Right
from nlp.views.board import ThemeRow
from nlp.views.theme import ThemeView

router = APIRouter(
    prefix="/api/themes", tags=["themes"], dependencies=[Depends(needs(Right.READ))], responses=fails(404)
)


ThemePath = Annotated[str, Path(max_length=LONGEST_ID, description="Id of a theme.", examples=["kinderbetreuung"])]


@router.get("", operation_id="list_themes", summary="Themes of a run", dependencies=[CHECKED_HERE], responses=looks())
def list_themes(house: HouseHere, store: StoreHere, run: RunHere, asked: AskedHere) -> Themes:
    """Largest first, each followed by its sub-themes; sources stand side by side and are never summed."""
    seen = board_of(house, store, run)
    first, more = asked.place([row.theme.id for row in seen.rows])
    return Themes(
        run=run,
        seen=store.board(run).last,
        statements=seen.statements,
        waiting=seen.waiting,
        unassigned=Counted.of(seen.unassigned),
        hidden=HiddenCounted.of(seen.hidden),
        reasons=[ReasonCounted(reason=reason, statements=count) for reason, count in seen.reasons.items()],
        items=[ThemeTold.of(row, seen.sources) for row in seen.rows[first : first + asked.limit]],
        total=len(seen.rows),
        next=more,
    )


@router.get("/{theme}", operation_id="read_theme", summary="One theme", dependencies=[CHECKED_HERE], responses=looks())
def read_theme(house: HouseHere, store: StoreHere, run: RunHere, theme: ThemePath) -> ThemeDetail:
    """How many speak of it, how sure it is, what to look at."""
    seen = theme_here(house, store, run, theme)
    return ThemeDetail(
        **ThemeTold.of(_row(seen), seen.sources).model_dump(),
        run=seen.run.id,
        seen=store.board(seen.run.id).last,
        children=[ThemeName.of(child) for child in seen.children],
    )


def _row(seen: ThemeView) -> ThemeRow:
    """The theme as a line of the board, on which hidden ones have none."""
    above = {theme.id: theme.parent for theme in seen.run.themes}
    line = [seen.theme.id]
    while (parent := above[line[-1]]) in above and parent not in line:
        line.append(parent)
    return ThemeRow(
        theme=seen.theme,
        counts=seen.counts,
        by_source=dict(seen.by_source),
        quotes=seen.quotes,
        depth=len(line) - 1,
        parent=seen.parent,
        twins=seen.twins,
        stances={one.stance: one.statements for one in seen.stances} if seen.statements else {},
    )


@router.get(
    "/{theme}/summary", operation_id="read_theme_summary", summary="A theme in people's own words",
    dependencies=[UNSTORED_HERE], responses=looks(),
)  # fmt: skip
def read_summary(house: HouseHere, store: StoreHere, run: RunHere, theme: ThemePath) -> Summary:
    """What is central, what is different, who stands alone; need, criticism and praise."""
    seen = theme_here(house, store, run, theme)
    return Summary(
        run=seen.run.id,
        theme=ThemeName.of(seen.theme),
        quotes=[
            SummaryQuoteTold(**Said.of(said).model_dump(), voice=quote.voice, alike=quote.alike)
            for quote, said in seen.summary
        ],
        central=[Said.of(one) for one in seen.quotes],
        stances=[
            StanceQuoted(stance=one.stance, statements=one.statements, quotes=[Said.of(said) for said in one.quotes])
            for one in seen.stances
        ],
    )


@router.get(
    "/{theme}/groups", operation_id="read_theme_groups", summary="Who speaks of a theme",
    dependencies=[CHECKED_HERE], responses=looks(),
)  # fmt: skip
def read_groups(house: HouseHere, store: StoreHere, run: RunHere, theme: ThemePath) -> Groups:
    """Respondents by group, source by source; small groups are hidden, and those that would give them away."""
    seen = theme_here(house, store, run, theme)
    return Groups(
        run=seen.run.id,
        theme=ThemeName.of(seen.theme),
        smallest=house.settings.smallest_group,
        groups=[GroupTold.of(one) for one in seen.groups],
    )


@router.get(
    "/{theme}/why", operation_id="read_theme_reasons", summary="Why statements are in a theme",
    dependencies=[CHECKED_HERE], responses=looks(),
)  # fmt: skip
def read_reasons(house: HouseHere, store: StoreHere, run: RunHere, theme: ThemePath) -> WhyTheme:
    """Words that name the theme, and phrases of the catalogue that lie nearest."""
    seen = theme_here(house, store, run, theme)
    return WhyTheme(
        run=seen.run.id,
        theme=ThemeName.of(seen.theme),
        grade=seen.theme.grade,
        stability=round(seen.theme.stability, 3),
        terms=[TermCounted(words=term, statements=count) for term, count in seen.grounds.terms],
        seeds=[TermCounted(words=seed, statements=count) for seed, count in seen.grounds.seeds],
    )
