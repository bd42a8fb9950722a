"""/pruefen: statements one after the other, the unsure ones first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from api.guard.viewer import Viewer, needs
from api.helpful import helpful_of
from api.house import HouseHere, StoreHere
from api.pages import review_deciding
from api.pages.review_change import choices
from api.pages.review_desk import Table, done_of, onward, table_of
from api.pages.shell import page
from api.reading import shown_run
from nlp.commands.decide import mark
from nlp.domain.people import Right
from nlp.domain.reviewing import MarkKind
from nlp.errors import NothingToDo, Unknown
from nlp.ports import Store
from nlp.views.citation import cited, words
from nlp.views.review import Item, Part, Queue, item, queue_of
from nlp.views.review.items import parts_of

router = APIRouter(include_in_schema=False)
Reviewer = Annotated[Viewer, Depends(needs(Right.REVIEW))]
PARTS = {"unsicher": Part.UNSURE, "gemerkt": Part.FLAGGED, "hilfreich": Part.HELPFUL, "ungelesen": Part.UNREAD}
UNPLACED = "ohne-thema"
KINDS = (
    ("", "Alles"),
    ("unsicher", "Unsicher"),
    ("gemerkt", "Gemerkt"),
    ("hilfreich", "Hilft der Maschine am meisten"),
    ("ungelesen", "Ungelesen"),
    (UNPLACED, "Ohne Thema"),
)
WHY = {
    Part.UNSURE: "unsicher zugeordnet",
    Part.FLAGGED: "gemerkt",
    Part.HELPFUL: "hilft der Maschine am meisten",
    Part.UNREAD: "ungelesen",
}
MARKS = {
    "gelesen": MarkKind.READ,
    "ungelesen": MarkKind.UNREAD,
    "merken": MarkKind.FLAG,
    "nicht-merken": MarkKind.UNFLAG,
    "kommentieren": MarkKind.COMMENT,
}
STAYS = frozenset({"kommentieren", "ungelesen"})
"""After these somebody is not done with a statement."""
NEAR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is open: the statement with what comes before and after it, and how many are left in each part."""

    queue: Queue
    open: Item | None
    next: str
    previous: str
    left: dict[str, int]


@router.get("/pruefen")
def shown(
    *, request: Request, house: HouseHere, store: StoreHere, viewer: Reviewer,
    teil: str = "", thema: str = "", aussage: str = "", von: str = "",
) -> Response:  # fmt: skip
    """The open statement, the first that waits without `aussage`; `von` is the one that was open before."""
    try:
        run = shown_run(house, store)
    except NothingToDo:
        return page(request, "nothing.html", title="Prüfliste")
    table = table_of(house, store, run)
    if teil not in dict(KINDS):
        raise HTTPException(404)
    if thema and thema not in table.titles:
        raise Unknown("Dieses Thema gibt es nicht (mehr). Alle stehen in der Übersicht.")
    # Worked out only where somebody wants it: it takes a look at every vector.
    helpful = helpful_of(house, store, run) if PARTS.get(teil) is Part.HELPFUL else ()
    asking = {"teil": teil, "thema": thema, "aussage": aussage, "von": von}
    look = looked(store, table, viewer.name, asking, helpful)
    asked = {"teil": teil, "thema": thema}
    here = address(asked, aussage=look.open.statement.id if look.open else "")
    return page(
        request, "review/queue.html", look=look, asked=asked, address=lambda **changed: address(asked, **changed),
        kinds=KINDS, why=WHY, near=NEAR, table=table, here=here, came_from=von, arrived=bool(aussage),
        done=done_of(request, house, store, run), words=words, cited=cited, choices=choices(table.board),
        **_open(look.open, helpful),
    )  # fmt: skip


@router.post("/pruefen")
def act(of: review_deciding.CaseHere) -> Response:
    """Does one thing with one statement, and goes on to the next."""
    form = of.form
    kind = MARKS.get(form.deed)
    if kind is None:
        return review_deciding.decided(of)
    statements = form.all("aussage")
    words = form.one("kommentar") if kind is MarkKind.COMMENT else ""
    mark(of.store, statements, kind, who=of.viewer.name, text=words)
    back = form.one("hier" if form.deed in STAYS else "weiter")
    return RedirectResponse(onward(back, notiert=kind.value, an=next(iter(statements), "")), 303)


def looked(store: Store, table: Table, who: str, asked: Mapping[str, str], helpful: Sequence[str]) -> Look:
    """The statement that is asked for, else the first that waits, and its neighbours in the queue."""
    desk, notes, theme = table.desk, table.notes, asked["thema"]
    only = (PARTS[asked["teil"]],) if asked["teil"] in PARTS else ()

    def leaf(after: str = "") -> Queue:
        return queue_of(store, desk, notes, who=who, only=only, theme=theme, after=after, limit=1, helpful=helpful)

    def waits(one: str) -> bool:
        if asked["teil"] == UNPLACED:
            return one in unplaced
        parts = set(parts_of(desk, notes, one, who=who, helpful=about))
        here = not theme or any(place.theme == theme for place in desk.places[one])
        return here and bool(parts.intersection(only or Part))

    def known(part: Part) -> bool:
        return part is not Part.HELPFUL or asked["teil"] == "hilfreich"

    about = frozenset(helpful)
    order = list(dict.fromkeys((*(one for one in helpful if one in desk.places), *desk.order)))
    unplaced = dict.fromkeys(one for one in desk.order if not desk.places[one] and one not in desk.settled)
    first = leaf()
    waiting = next(iter(unplaced), "") if asked["teil"] == UNPLACED else _id(first)
    now = asked["aussage"] or waiting
    open_ = item(store, desk, notes, now, who=who) if now else None
    place = order.index(now) if now in order else 0
    before = next((one for one in reversed(order[:place]) if waits(one)), "")
    if asked["teil"] == UNPLACED:
        behind = next((one for one in order[place + 1 :] if one in unplaced), "")
    else:
        behind = _id(leaf(now)) if now else ""
    return Look(
        queue=first,
        open=open_,
        next=next((one for one in (behind, waiting) if one and one != now), ""),
        previous=asked["von"] or before,
        left={
            **{name: first.left.get(part, 0) for name, part in PARTS.items() if known(part)},
            UNPLACED: len(unplaced),
        },
    )


def _id(leaf: Queue) -> str:
    """The first statement of a leaf."""
    return next((one.statement.id for one in leaf.items), "")


def address(asked: dict[str, str], **changed: str) -> str:
    """The queue with something changed; what is empty is left out."""
    told = {name: value for name, value in {**asked, **changed}.items() if value}
    return f"/pruefen?{urlencode(told)}" if told else "/pruefen"


def _open(one: Item | None, helpful: Sequence[str]) -> dict[str, Any]:
    """What the template asks of the open statement."""
    places: Sequence[str] = [place.theme.id for place in one.places] if one else ()
    parts = {*one.parts, *([Part.HELPFUL] if one.statement.id in helpful else [])} if one else set()
    reasons = [WHY[part] for part in Part if part in parts]
    return {"one": one, "reasons": reasons, "primary": places[0] if places else "", "also": places[1:]}
