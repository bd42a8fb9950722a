"""Search for quotes, one quote with its way back, and hits to take along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from api.finding import RunIfAny, finder
from api.guard.viewer import Viewer, ViewerHere, needs
from api.house import HouseHere, StoreHere
from api.pages import review_change, wishes
from api.pages.shell import page
from api.reading import RunHere, shown_run
from nlp.domain.people import Right
from nlp.domain.quotes import Filters
from nlp.views.citation import cited
from nlp.views.hits import PAGE, Hit
from nlp.views.marks import Piece
from nlp.views.quote import quote
from nlp.views.taking import COLUMNS, KINDS, table

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs(Right.READ))])
SHOWN_FACETS = 7
"""So many values of a filter are seen at once, the others on demand."""


class Asked(wishes.Asked):
    """What stands in the address of the page."""

    q: str = ""
    theme: str = ""
    source: str = ""
    group: str = ""
    question: str = ""
    stance: str = ""
    run: str = ""

    @property
    def filters(self) -> Filters:
        """The filters of the store's own words."""
        return Filters(theme=self.theme, source=self.source, group=self.group, question=self.question)

    @property
    def active(self) -> tuple[str, ...]:
        """Names of the filters in force."""
        return tuple(name for name in ("theme", "stance", "source", "question", "group") if getattr(self, name))

    def href(self, place: str = "/zitate", **changed: str | int) -> str:
        """The address with something changed; a changed choice begins at the first page."""
        return self.at(place, changed)


AskedHere = Annotated[Asked, Query()]


@router.get("/zitate")
def quotes(request: Request, house: HouseHere, store: StoreHere, run: RunIfAny, asked: AskedHere) -> HTMLResponse:
    """Hits with filters beside them."""
    if not run:
        return page(request, "nothing.html", title="Zitate")
    look = partial(
        finder(house, store, run).find,
        store,
        asked.q,
        filters=asked.filters,
        stance=asked.stance,
        fewest=house.settings.smallest_group,
    )
    hits = look(first=PAGE * (asked.page - 1))
    pages = max(1, -(-hits.total // PAGE))
    if asked.page > pages:
        asked = asked.model_copy(update={"page": pages})
        hits = look(first=PAGE * (pages - 1))
    return page(
        request,
        "quotes.html",
        asked=asked,
        found=hits,
        cited=[(hit, _words(hit), _cite(hit)) for hit in hits.hits],
        pages=pages,
        last=hits.first + len(hits.hits),
        shown_facets=SHOWN_FACETS,
    )


@router.get("/zitate/treffer.{kind}")
def taken(
    *,
    kind: str,
    house: HouseHere,
    store: StoreHere,
    run: RunHere,
    asked: AskedHere,
    viewer: Annotated[Viewer, Depends(needs(Right.EXPORT))],
) -> Response:
    """All hits as a table for a spreadsheet."""
    if kind not in KINDS:
        raise HTTPException(404)
    media_type, write = KINDS[kind]
    found = finder(house, store, run)
    fewest = house.settings.smallest_group
    ids = found.chosen(store, asked.q, asked.filters, asked.stance, fewest)
    content = write(COLUMNS, table(store, found.stock, ids, fewest=fewest))
    house.people.log(who=viewer.name, did="quotes.export", object=run, detail=f"{kind}, {len(ids)}")
    name = f"oton-zitate-{datetime.now(tz=UTC):%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)


@router.get("/zitat/{statement}")
def one(
    *, request: Request, statement: str, house: HouseHere, store: StoreHere, run: RunHere, viewer: ViewerHere
) -> HTMLResponse:
    """A quote's way back to its cell."""
    view = quote(store, finder(house, store, run).stock, statement, fewest=house.settings.smallest_group)
    said = view.way.statement
    words = f"{' '.join(said.lead.split())} … {said.words}" if said.lead else said.words
    cite = f"{cited(said, view.way.source)}, Beleg {said.id}"
    asked = request.query_params.get("run", "")
    # What readers do not see they do not change.
    may_review = Right.REVIEW in viewer.rights and run == shown_run(house, store)
    return page(
        request, "quote.html", view=view, words=words, cite=cite, asked_run=asked, may_review=may_review,
        decided=review_change.of_quote(house, store, run, said.id, ["", *(of.theme.id for of in view.why.themes)]),
    )  # fmt: skip


def _words(hit: Hit) -> Markup:
    """Lead-in and words, what was searched for marked; whatever else looks like HTML is text."""
    lead = Markup("{} … ").format(_marked(hit.lead)) if hit.lead else Markup("")
    return lead + _marked(hit.pieces)


def _marked(pieces: Sequence[Piece]) -> Markup:
    return Markup("").join(Markup("<mark>{}</mark>").format(one.text) if one.marked else one.text for one in pieces)


def _cite(hit: Hit) -> str:
    return f"{cited(hit.statement, hit.source)}, Beleg {hit.statement.id}"
