"""Quotes: found by words and by meaning, all of a theme, and one quote's way back to its cell."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.etags import UNSTORED_HERE
from api.finding import finder
from api.guard.viewer import needs
from api.house import House, HouseHere, StoreHere
from api.paging import AskedHere
from api.reading import (
    RunAsked,
    RunHere,
    heard_of,
    known_run,
    shortened,
    shown_run,
    theme_here,
    whole_of,
)
from api.rest.telling import fails, looks
from api.reviewing import deciders_of
from api.schemas.common import LONGEST_ID, Said, ThemeName
from api.schemas.decided import DecidedTold, Deciders, ThemeDecided
from api.schemas.quotes import FacetsTold, QuoteDetail, Quotes, QuoteTold, ThemeQuotes, ThemeQuoteTold, WhyQuote
from nlp.domain.people import Right
from nlp.domain.quotes import Filters, WayBack
from nlp.domain.themes import Stance
from nlp.errors import Unknown
from nlp.ports import Store
from nlp.views.grounds import ranked, stance_of
from nlp.views.search import LONGEST_QUERY
from nlp.views.why import why

router = APIRouter(prefix="/api", dependencies=[Depends(needs(Right.READ))], responses=fails(404))

LONGEST_FILTER = 2_000
StanceAsked = Annotated[Stance | None, Query(description="Need, criticism, praise or neutral.")]
StatementPath = Annotated[str, Path(max_length=LONGEST_ID, description="Id of a statement.", examples=["5f0c2f4a9d1b"])]


@router.get(
    "/quotes",
    operation_id="search_quotes",
    tags=["quotes"],
    summary="Search quotes",
    dependencies=[UNSTORED_HERE],
    responses=looks(),
)
def search_quotes(
    *,
    house: HouseHere,
    store: StoreHere,
    run: RunHere,
    asked: AskedHere,
    q: Annotated[
        str, Query(max_length=LONGEST_QUERY, description="Words; their meaning counts too.", examples=["Kita"])
    ] = "",
    theme: Annotated[
        str, Query(max_length=LONGEST_FILTER, description="Id or title; `ohne`: without, `wartet`: new.")
    ] = "",
    source: Annotated[str, Query(max_length=LONGEST_FILTER, description="Id of a source.")] = "",
    group: Annotated[str, Query(max_length=LONGEST_FILTER, description="`value` or `name=value`.")] = "",
    question: Annotated[str, Query(max_length=LONGEST_FILTER, description="Its words or its column.")] = "",
    stance: StanceAsked = None,
) -> Quotes:
    """The best first; facets tell what choosing a value would show, and hide groups that are too small."""
    search = finder(house, store, run)
    filters = Filters(theme=theme, source=source, group=group, question=question)
    fewest, leaning = house.settings.smallest_group, stance.value if stance else ""
    ids = search.chosen(store, q, filters, leaning, fewest)
    first, more = asked.place(ids)
    found = search.find(store, q, filters=filters, stance=leaning, first=first, limit=asked.limit, fewest=fewest)
    deciders = deciders_of(house, store, run)
    return Quotes(
        run=run,
        items=[QuoteTold.found(hit, deciders) for hit in found.hits],
        total=found.total,
        next=more,
        by_words=found.by_words,
        corrected=list(found.corrected),
        hidden=found.hidden,
        facets=FacetsTold.of(found.facets),
    )


@router.get(
    "/themes/{theme}/quotes", operation_id="list_theme_quotes", summary="All statements of a theme", tags=["themes"],
    dependencies=[UNSTORED_HERE], responses=looks(),
)  # fmt: skip
def list_theme_quotes(
    *,
    house: HouseHere,
    store: StoreHere,
    run: RunHere,
    asked: AskedHere,
    theme: Annotated[str, Path(max_length=LONGEST_ID, description="Id of a theme.", examples=["kinderbetreuung"])],
    stance: StanceAsked = None,
) -> ThemeQuotes:
    """The strongest first."""
    seen = theme_here(house, store, run, theme)
    sureness = whole_of(house, store, run).sureness
    wanted = [pair for pair in seen.statements if stance is None or stance_of(seen.run, pair[0].id) is stance]
    first, more = asked.place([statement.id for statement, _ in wanted])
    deciders, board = deciders_of(house, store, run), store.board(run)
    return ThemeQuotes(
        run=run,
        seen=board.last,
        theme=ThemeName.of(seen.theme),
        items=[
            ThemeQuoteTold.member(
                Said.of(statement),
                statement.question,
                one,
                sureness=sureness,
                stance=stance_of(seen.run, statement.id),
                decided=DecidedTold.of(deciders.get((statement.id, theme))),
                locked=statement.id in board.locked,
            )
            for statement, one in wanted[first : first + asked.limit]
        ],
        total=len(wanted),
        next=more,
    )


@router.get(
    "/quotes/{statement}", operation_id="read_quote", tags=["quotes"], summary="One quote's way back to its cell",
    dependencies=[UNSTORED_HERE], responses=looks(),
)  # fmt: skip
def read_quote(house: HouseHere, store: StoreHere, statement: StatementPath, run: RunAsked = "") -> QuoteDetail:
    """Source, file, row, column and characters, and the answer around it."""
    seen = known_run(store, run) if run else shown_run(house, store) if store.runs() else None
    way = _way(store, statement, seen or "")
    deciders = deciders_of(house, store, seen) if seen else {}
    return QuoteDetail.back(
        way,
        run=seen,
        groups=_shared_groups(house, store, way),
        places=_places(store, statement, seen, deciders) if seen else [],
        decided=DecidedTold.of(deciders.get((statement, ""))),
        locked=statement in store.board(seen).locked if seen else False,
    )


@router.get(
    "/quotes/{statement}/why", operation_id="read_quote_reasons", tags=["quotes"],
    summary="Why a quote has its themes, or none", dependencies=[UNSTORED_HERE], responses=looks(),
)  # fmt: skip
def read_quote_reasons(house: HouseHere, store: StoreHere, run: RunHere, statement: StatementPath) -> WhyQuote:
    """Words, the nearest statement or phrase, how sure it is, and what speaks against it."""
    _way(store, statement, run)
    return WhyQuote.told(why(store, statement, run), deciders_of(house, store, run))


def _way(store: Store, statement: str, run: str) -> WayBack:
    try:
        return store.way_back(statement, run)
    except Unknown as unknown:
        raise Unknown(f"Eine Aussage „{shortened(statement)}“ gibt es hier nicht.") from unknown


def _places(store: Store, statement: str, run: str, deciders: Deciders) -> list[ThemeDecided]:
    found = store.run(run)
    themes = {theme.id: theme for theme in found.themes}
    own = sorted((one for one in found.memberships if one.statement == statement), key=ranked)
    return [ThemeDecided.by(themes[one.theme], statement, deciders) for one in own]


def _shared_groups(house: House, store: Store, way: WayBack) -> dict[str, str]:
    """Groups of whoever said it, as far as enough respondents of the source are in them."""
    if not way.groups:
        return {}
    heard = heard_of(house, store)
    fewest, source = house.settings.smallest_group, way.source.id
    return {name: value for name, value in sorted(way.groups.items()) if heard[source, name][value] >= fewest}
