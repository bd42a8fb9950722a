"""/entscheidungen: what people decided, the newest first, and what of it does not fit the run that readers see."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api.guard.viewer import Viewer, needs
from api.house import HouseHere, StoreHere
from api.pages.review_desk import done_of, logged, names_of
from api.pages.shell import page
from api.reading import shown_run
from nlp.commands.decide import edit_told
from nlp.domain.people import Right
from nlp.errors import NothingToDo

router = APIRouter(include_in_schema=False)
LEAF = 50
FURTHEST = 1_000_000


@router.get("/entscheidungen")
def shown(
    request: Request, house: HouseHere, store: StoreHere, _viewer: Annotated[Viewer, Depends(needs(Right.READ))],
    seite: Annotated[int, Query(ge=1, le=FURTHEST)] = 1,
) -> Response:  # fmt: skip
    """The log of decisions, a leaf of it; those in trouble stand on top of the first."""
    try:
        run = shown_run(house, store)
    except NothingToDo:
        return page(request, "nothing.html", title="Entscheidungen")
    every = logged(house, store, run)
    pages = max(1, -(-len(every) // LEAF))
    seite = min(seite, pages)
    return page(
        request, "review/log.html", leaf=every[LEAF * (seite - 1) : LEAF * seite], number=seite, pages=pages,
        troubled=[one for one in every if one.troubles and one.undone is None], names=names_of(house),
        last=max((one.decision.number for one in every), default=0), done=done_of(request, house, store, run),
        plain=lambda edits: [json.dumps(edit_told(one), ensure_ascii=False) for one in edits],
    )  # fmt: skip
