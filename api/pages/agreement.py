"""/uebereinstimmung: how much the machine agrees with people, and whose confirmation would help it most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.guard.viewer import ViewerHere, needs
from api.helpful import helpful_of
from api.house import House, HouseHere, StoreHere
from api.pages.review_desk import table_of
from api.pages.shell import page
from api.reading import shown_run
from api.reviewing import agreement_of
from nlp.domain.corpus import Source, Statement
from nlp.domain.people import Right
from nlp.domain.themes import Theme
from nlp.errors import NothingToDo
from nlp.ports import Boards
from nlp.views.agreement import WORDS, decimal
from nlp.views.citation import cited, words

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs(Right.READ))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A statement that the machine would learn most from, and where it stands now."""

    statement: Statement
    source: Source
    themes: Sequence[Theme]


@router.get("/uebereinstimmung")
def shown(request: Request, house: HouseHere, store: StoreHere, viewer: ViewerHere) -> Response:
    """The figures of the run that readers see."""
    try:
        run = shown_run(house, store)
    except NothingToDo:
        return page(request, "nothing.html", title="Übereinstimmung")
    may_review = Right.REVIEW in viewer.rights
    return page(
        request, "agreement/page.html", view=agreement_of(house, store, run), decimal=decimal, steps=_steps(),
        asked=_asked(house, store, run) if may_review else (), may_review=may_review, words=words, cited=cited,
    )  # fmt: skip


def _asked(house: House, store: Boards, run: str) -> list[Asked]:
    """What is left of the list, in its order."""
    wanted, desk = helpful_of(house, store, run), table_of(house, store, run).desk
    known = store.by_id(wanted)
    return [
        Asked(
            statement=known[one],
            source=desk.sources[known[one].source],
            themes=[desk.themes[member.theme] for member in desk.places.get(one, ())],
        )
        for one in wanted
        if one in known
    ]


def _steps() -> list[tuple[str, str]]:
    """From which kappa to which, and what that is called."""
    told, low = [("unter 0", WORDS[0][1])], 0.0
    for high, name in WORDS[1:]:
        told.append((f"{decimal(low)} bis {decimal(high)}", name))
        low = round(high + 0.01, 2)
    return told
