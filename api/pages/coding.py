"""/doppelt: samples that several people code without seeing each other, and drawing one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere, StoreHere
from api.pages import coding_result, coding_task
from api.pages.review_desk import names_of
from api.pages.review_sent import Sent, SentHere
from api.pages.shell import page
from api.reading import shown_run
from nlp.commands.double_coding import LONGEST_TITLE, draw_sample
from nlp.domain.people import Right
from nlp.domain.reviewing import Sample
from nlp.errors import BadName, InputError, NothingToDo, Unfit
from nlp.ports import Boards
from nlp.views.double_coding import codes_of

router = APIRouter(include_in_schema=False)
router.include_router(coding_task.router)
router.include_router(coding_result.router)
Reviewer = Annotated[Viewer, Depends(needs(Right.REVIEW))]
USUAL_SIZE = 60
"""Enough for an interval of kappa that says something, and coded in half an hour."""
LARGEST_SIZE = 10_000
MOST_CODERS, LONGEST_NAME = 20, 60
TOO_MANY = f"Bitte nennen Sie höchstens {MOST_CODERS} Namen mit höchstens {LONGEST_NAME} Zeichen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sample with how far each coder is: (what others call them, statements coded)."""

    sample: Sample
    done: tuple[tuple[str, int], ...]
    statements: int
    mine: bool

    @property
    def finished(self) -> bool:
        """Whether all have coded all."""
        return all(count >= self.statements for _, count in self.done)


@router.get("/doppelt")
def every(request: Request, house: HouseHere, store: StoreHere, viewer: Reviewer, neu: str = "") -> Response:
    """All samples, the newest first, and the form for another; `neu` is the one just drawn."""
    return _listed(request, house, store, viewer, new=neu)


@router.post("/doppelt")
def draw(request: Request, house: HouseHere, store: StoreHere, viewer: Reviewer, form: SentHere) -> Response:
    """Draws a sample from the board that readers see."""
    told = form.one("anzahl")
    size = int(told) if told.isdecimal() and told.isascii() and len(told) <= len(str(LARGEST_SIZE)) else 0
    try:
        made = draw_sample(
            store, title=form.one("titel"), size=min(size, LARGEST_SIZE), coders=_coders(house, form),
            who=viewer.name, run=shown_run(house, store), by_theme=bool(form.one("nach-thema")),
        )  # fmt: skip
    except BadName as error:
        return _listed(request, house, store, viewer, form=form, errors={"titel": error.on_page})
    except NothingToDo:
        raise
    except InputError as error:
        return _listed(request, house, store, viewer, form=form, errors={"": error.on_page})
    house.people.log(who=viewer.name, did="sample.add", object=made.id)
    return RedirectResponse(f"/doppelt?neu={made.id}", 303)


def coders_of(house: House) -> dict[str, str]:
    """Who may code: what others call them, by the name of the account; nobody in an open house."""
    if house.settings.open_house:
        return {}
    known = (one for one in house.people.accounts() if one.active and Right.REVIEW in one.role.rights)
    return {one.name: one.shown or one.name for one in known}


def _coders(house: House, form: Sent) -> list[str]:
    """The chosen accounts; in an open house the names that were typed. Raises Unfit for too many."""
    if house.settings.open_house:
        names = [one for one in re.split("[,;\n]", form.one("namen")) if one.strip()]
        if len(names) > MOST_CODERS or any(len(one) > LONGEST_NAME for one in names):
            raise Unfit(TOO_MANY)
        return names
    known = coders_of(house)
    return [one for one in form.all("wer") if one in known]


def _listed(
    request: Request,
    house: House,
    store: Boards,
    viewer: Viewer,
    *,
    new: str = "",
    form: Sent | None = None,
    errors: Mapping[str, str] | None = None,
) -> Response:
    try:
        there = len(store.board(shown_run(house, store)).run.statements)
    except NothingToDo:
        return page(request, "nothing.html", title="Doppelt zuordnen")
    names = names_of(house)
    lines = [_line(store, one, names, viewer) for one in store.samples()]
    typed: dict[str, Any] = {
        "titel": "",
        "anzahl": str(min(USUAL_SIZE, there)),
        "namen": "",
        "wer": (),
        "by_theme": True,
    }
    if form is not None:
        typed = {**{name: form.one(name) for name in typed}, "wer": form.all("wer"), "by_theme": form.one("nach-thema")}
    return page(
        request, "coding/list.html", code=422 if errors else 200, lines=lines, names=names, there=there,
        new=next((one for one in lines if one.sample.id == new), None), coders=coders_of(house), typed=typed,
        errors=errors or {}, open_house=house.settings.open_house, longest=LONGEST_TITLE,
    )  # fmt: skip


def _line(store: Boards, sample: Sample, names: Mapping[str, str], viewer: Viewer) -> Line:
    there = store.by_id(sample.statements)
    codes = codes_of(store, sample)
    return Line(
        sample=sample,
        done=tuple((names.get(coder, coder), len(own.keys() & there.keys())) for coder, own in codes.items()),
        statements=len(there),
        mine=viewer.name in sample.coders or viewer.open_house,
    )
