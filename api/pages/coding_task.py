"""One coder's own task: one statement after the other, with nothing on the page of what anybody else says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere, StoreHere
from api.pages.review_desk import names_of
from api.pages.review_sent import Sent, SentHere
from api.pages.shell import page
from nlp.commands.double_coding import code
from nlp.domain.corpus import Statement
from nlp.domain.people import Right
from nlp.errors import NotAllowed, Unknown
from nlp.ports import Boards
from nlp.views.citation import cited, words
from nlp.views.double_coding import Task, finished, sample_of, task

router = APIRouter(include_in_schema=False)
Reviewer = Annotated[Viewer, Depends(needs(Right.REVIEW))]
NOTHING_TICKED = "Bitte kreuzen Sie mindestens ein Thema an, oder wählen Sie „Keines davon“."
NOT_HERE = "Diese Aussage gehört nicht zur Stichprobe. Bitte gehen Sie zurück zur Stichprobe."


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """The statement that is open: its place, what this coder said of it, and its neighbours in their order."""

    statement: Statement
    own: tuple[str, ...] | None
    number: int
    previous: str
    next: str


@router.get("/doppelt/{sample}")
def shown(
    *, request: Request, house: HouseHere, store: StoreHere, viewer: Reviewer, sample: str,
    als: str = "", aussage: str = "",
) -> Response:  # fmt: skip
    """The open statement, the first uncoded one without `aussage`; in an open house `als` says who codes."""
    one = sample_of(store, sample)
    if viewer.open_house and als not in one.coders:
        return page(request, "coding/choose.html", sample=one, address=address)
    return _page(request, house, store, _task(store, sample, viewer, als), viewer, wanted=aussage)


@router.post("/doppelt/{sample}")
def say(
    *, request: Request, house: HouseHere, store: StoreHere, viewer: Reviewer, sample: str, form: SentHere
) -> Response:
    """Keeps what the coder says of one statement, and goes on to the next one that is open."""
    own = _task(store, sample, viewer, form.one("als"))
    statement, themes = form.one("aussage"), () if form.deed == "keines" else form.all("thema")
    if form.deed not in {"keines", "zuordnen"}:
        raise HTTPException(422)
    if not themes and form.deed == "zuordnen":
        return _page(request, house, store, own, viewer, wanted=statement, error=NOTHING_TICKED)
    said = code(store, sample, statement, themes, own.coder)
    house.people.log(who=viewer.name, did="coding.add", object=said.sample)
    return RedirectResponse(_onward(own, statement, viewer, form), 303)


def address(sample: str, als: str, aussage: str = "") -> str:
    """A coder's page, of one statement where one is named."""
    told = urlencode({name: value for name, value in (("als", als), ("aussage", aussage)) if value})
    return f"/doppelt/{quote(sample)}" + (f"?{told}" if told else "")


def _task(store: Boards, sample: str, viewer: Viewer, als: str) -> Task:
    """The viewer's own; in an open house that of whoever they say they are. Raises Unknown, 403."""
    try:
        return task(store, sample, als if viewer.open_house else viewer.name)
    except NotAllowed as error:
        raise HTTPException(403, error.on_page) from error


def _onward(own: Task, statement: str, viewer: Viewer, form: Sent) -> str:
    """The next open one behind this one, else the first; the page without a statement where none is left."""
    als = form.one("als") if viewer.open_house else ""
    ids = [one.id for one, _ in own.items]
    place = ids.index(statement)
    around = (*own.items[place + 1 :], *own.items[:place])
    return address(own.sample.id, als, next((one.id for one, said in around if said is None), ""))


def _open(own: Task, wanted: str) -> Open | None:
    """The wanted one, else the first that is uncoded; None where all are coded. Raises Unknown."""
    ids = [one.id for one, _ in own.items]
    if wanted and wanted not in ids:
        raise Unknown(NOT_HERE)
    place = ids.index(wanted) if wanted else next((at for at, (_, said) in enumerate(own.items) if said is None), -1)
    if place < 0:
        return None
    statement, said = own.items[place]
    before, after = (ids[at] if 0 <= at < len(ids) else "" for at in (place - 1, place + 1))
    return Open(statement=statement, own=said, number=place + 1, previous=before, next=after)


def _page(
    request: Request, house: House, store: Boards, own: Task, viewer: Viewer, *, wanted: str, error: str = ""
) -> Response:
    als = own.coder if viewer.open_house else ""
    over = finished(store, own.sample)
    told: dict[str, Any] = {
        "task": own,
        "coder": names_of(house).get(own.coder, own.coder),
        "one": _open(own, wanted),
        "arrived": bool(wanted),
        "last": own.items[-1][0].id if own.items else "",
        "over": over,
        "als": als,
        "address": lambda aussage="": address(own.sample.id, als, aussage),
        "sources": {source.id: source for source in store.sources()},
    }
    return page(request, "coding/task.html", code=422 if error else 200, error=error, words=words, cited=cited, **told)
