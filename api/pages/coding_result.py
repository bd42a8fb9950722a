"""What came out of double coding, and taking over what all coders agree on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere, StoreHere
from api.pages.review_desk import names_of, span
from api.pages.review_sent import SentHere
from api.pages.shell import page
from api.pages.weighing import weighed_of
from api.reading import shown_run
from nlp.commands.decide import decide
from nlp.domain.people import Right
from nlp.errors import Clash, NotAllowed, Unfit
from nlp.ports import Boards
from nlp.views.agreement import decimal, word
from nlp.views.citation import cited, words
from nlp.views.double_coding import MACHINE, Pair, Result, finished, result, sample_of
from nlp.views.taken_over import taken_over

router = APIRouter(prefix="/doppelt/{sample}", include_in_schema=False)
Reviewer = Annotated[Viewer, Depends(needs(Right.REVIEW))]
LEAF = 10
FURTHEST = 1_000_000
MEANWHILE = "Inzwischen hat jemand etwas entschieden, das damit zu tun hat. Bitte sehen Sie noch einmal hin."


@router.get("/ergebnis")
def shown(
    *, request: Request, house: HouseHere, store: StoreHere, viewer: Reviewer, sample: str,
    seite: Annotated[int, Query(ge=1, le=FURTHEST)] = 1,
) -> Response:  # fmt: skip
    """Agreement between coders and with the machine, and where they differ."""
    view = _result(house, store, sample, viewer)
    names = names_of(house)
    pages = max(1, -(-len(view.differing) // LEAF))
    seite = min(seite, pages)
    complete = finished(store, view.sample)
    return page(
        request, "coding/result.html", view=view, pairs=(*view.between, *view.with_machine), names=names,
        heads=lambda pairs: [(f"{names.get(one.first, one.first)} – {names.get(one.second, one.second) or MACHINE}", 1)
                             for one in pairs],
        machine=MACHINE, said=lambda pair: _said(pair, names), sentences=_sentences(view, names), pages=pages,
        number=seite, leaf=view.differing[LEAF * (seite - 1) : LEAF * seite], decimal=decimal, word=word,
        titles={one.id: one.now or one.title for one in view.choices}, words=words, cited=cited, complete=complete,
        sources={source.id: source for source in store.sources()},
        offer=taken_over(store, sample, shown_run(house, store)) if complete else None,
    )  # fmt: skip


@router.get("/uebernehmen")
def before(request: Request, house: HouseHere, store: StoreHere, viewer: Reviewer, sample: str) -> Response:
    """What taking over would do, in numbers."""
    return _weighed(request, house, store, viewer, sample)


@router.post("/uebernehmen")
def take(
    *, request: Request, house: HouseHere, store: StoreHere, viewer: Reviewer, sample: str, form: SentHere
) -> Response:
    """Decides what all coders agree on."""
    one = _result(house, store, sample, viewer, complete=True).sample
    offer = taken_over(store, sample, shown_run(house, store))
    if form.seen is None or not offer.edits:
        raise Unfit("Hier ist nichts (mehr) zu übernehmen. Bitte sehen Sie im Ergebnis nach.")
    try:
        # What is offered follows the newest board; whether its reader knew that one, the clash tells.
        why = f"Doppelt zugeordnet: {one.title}"
        taken = decide(store, offer.edits, run=offer.run, who=viewer.name, why=why, seen=form.seen)
    except Clash:
        return _weighed(request, house, store, viewer, sample, code=409)
    for decision in taken:
        house.people.log(who=viewer.name, did="decision.take", object=str(decision.number))
    return RedirectResponse(f"/entscheidungen?getan={span(taken)}", 303)


def _weighed(
    request: Request, house: House, store: Boards, viewer: Viewer, sample: str, *, code: int = 200
) -> Response:
    view = _result(house, store, sample, viewer, complete=True)
    offer = taken_over(store, sample, shown_run(house, store))
    effect = weighed_of(house, store, offer.edits, run=offer.run, who=viewer.name)
    return page(
        request, "coding/take.html", code=code, view=view, offer=offer, weighed=effect,
        meanwhile=MEANWHILE if code != 200 else "",  # noqa: PLR2004 - what a page says when all is well
    )  # fmt: skip


def _result(house: House, store: Boards, sample: str, viewer: Viewer, *, complete: bool = False) -> Result:
    """For coders only once all have finished; with `complete` for everybody. Raises Unknown, 403."""
    one = sample_of(store, sample)
    # Whoever sits at an open house may be one of the coders.
    reader = one.coders[0] if viewer.open_house or complete else viewer.name
    try:
        return house.shelf.seen(store, ("coded", sample, reader), lambda: result(store, sample, reader=reader))
    except NotAllowed as error:
        raise HTTPException(403, error.on_page) from error


def _said(pair: Pair, names: Mapping[str, str]) -> str:
    """The sentence about a pair with the names that others see."""
    head = f"{pair.first} und {pair.second or f'die {MACHINE}'}"
    shown = f"{names.get(pair.first, pair.first)} und {names.get(pair.second, pair.second) or f'die {MACHINE}'}"
    return shown + pair.sentence.removeprefix(head)


def _sentences(view: Result, names: Mapping[str, str]) -> list[str]:
    """What came out in words, with the names that others see."""
    told = []
    for sentence in view.sentences:
        for coder in view.sample.coders:
            sentence = sentence.replace(f" {coder} noch ", f" {names.get(coder, coder)} noch ")  # noqa: PLW2901 - one after the other
        told.append(sentence)
    return told
