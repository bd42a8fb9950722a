"""/hilfe: what the figures mean, how themes are made, and what O-Ton does not know."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere, StoreHere
from api.pages.shell import page
from nlp.domain.people import Right
from nlp.errors import NothingToDo
from nlp.ports import Store
from nlp.views.current import current
from nlp.views.guide import Guide, guide

router = APIRouter(include_in_schema=False)


@router.get("/hilfe")
def shown(
    request: Request, house: HouseHere, store: StoreHere, _viewer: Annotated[Viewer, Depends(needs(Right.READ))]
) -> HTMLResponse:
    """The help, with the figures of the run that people see."""
    return page(request, "help.html", guide=_guide(house, store), fewest=house.settings.smallest_group)


def _guide(house: House, store: Store) -> Guide | None:
    """None where there is no run yet: the words stand without figures then."""
    try:
        run = current(store)
    except NothingToDo:
        return None
    return house.shelf.seen(store, ("guide", run), lambda: guide(store, run))
