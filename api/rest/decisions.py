"""Decisions: what people have decided about themes, what a decision would do, and deciding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Response
from fastapi.responses import JSONResponse

from api.etags import CHECKED_HERE, PASSING_HERE
from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere, StoreHere
from api.pages.review_desk import logged
from api.pages.review_sent import catalogue
from api.paging import AskedHere
from api.problems import MEDIA_TYPE
from api.reading import RunHere, shown_run
from api.rest.telling import TOLD, fails, looks
from api.schemas.decisions import (
    Clashed,
    Decisions,
    DecisionsWanted,
    DecisionTold,
    EditsWanted,
    EffectTold,
    Taken,
)
from api.schemas.edits import LARGEST_NUMBER, Reassign
from api.schemas.edits import Edit as Asked
from nlp.commands.decide import decide, edit_of, weighed
from nlp.domain.edits import Decision, Edit, Fate, Undo
from nlp.domain.people import Right
from nlp.errors import Clash, Unfit, Unknown
from nlp.ports import Boards

router = APIRouter(prefix="/api/decisions", tags=["decisions"], responses=fails(404))

MOST_STATEMENTS = 10_000
"""In one request, over all its edits."""
TOO_MANY = "Das sind zu viele Aussagen auf einmal, erlaubt sind 10.000. Bitte entscheiden Sie in mehreren Schritten."
TWO_STATES = "„seen“ und „If-Match“ nennen verschiedene Stände. Bitte geben Sie nur einen davon an."
Reading = Depends(needs(Right.READ))
Reviewing = Annotated[Viewer, Depends(needs(Right.REVIEW))]
NumberPath = Annotated[
    int, Path(ge=1, le=LARGEST_NUMBER, description="Number of a decision, as the log tells it.", examples=[17])
]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=r'^((W/)?"[0-9]{1,18}"|\*)$',
        description='`seen` in quotation marks, such as `"17"`; `*` asks nobody.',
    ),
]
SAID: dict[int | str, dict[str, Any]] = {
    201: {
        "description": "Decided, all of it; `ETag` is `seen` in quotation marks.",
        "headers": {"ETag": {"schema": {"type": "string", "examples": ['"18"']}}},
    },
    412: {"model": Clashed, "description": TOLD[412]},
}


@router.get(
    "", operation_id="list_decisions", summary="What people have decided", dependencies=[Reading, CHECKED_HERE],
    responses=looks(404),
)  # fmt: skip
def list_decisions(
    *,
    house: HouseHere,
    store: StoreHere,
    run: RunHere,
    asked: AskedHere,
    after: Annotated[int, Query(ge=0, le=LARGEST_NUMBER, description="Only decisions after this number.")] = 0,
    fate: Annotated[Fate | None, Query(description="Only decisions that this has become of.")] = None,
) -> Decisions:
    """The newest first, whether each holds in this run, and two ways out where it does not."""
    every = logged(house, store, run)
    board = store.board(run)
    fates = {one.decision.number: board.fate(one.decision.number) for one in every}
    found = [one for one in every if one.decision.number > after and fate in {None, fates[one.decision.number]}]
    shown, more = asked.cut(found, lambda one: (-one.decision.number,))
    return Decisions(
        run=run,
        seen=every[0].decision.number if every else 0,
        fates=dict(Counter(fates.values())),
        items=[DecisionTold.of(one, fates[one.decision.number]) for one in shown],
        total=len(found),
        next=more,
    )


@router.get(
    "/{number}", operation_id="read_decision", summary="One decision", dependencies=[Reading, CHECKED_HERE],
    responses=looks(404),
)  # fmt: skip
def read_decision(house: HouseHere, store: StoreHere, run: RunHere, number: NumberPath) -> DecisionTold:
    """Who decided what, why, and what has become of it in this run."""
    for one in _told(house, store, run, {number}):
        return one
    raise Unknown(f"Eine Entscheidung {number} gibt es hier nicht. Bitte prüfen Sie die Nummer im Verlauf.")


@router.post(
    "", operation_id="add_decisions", summary="Decide about themes", status_code=201, response_model=Taken,
    dependencies=[PASSING_HERE], responses=SAID,
)  # fmt: skip
def add_decisions(
    *,
    response: Response,
    house: HouseHere,
    store: StoreHere,
    viewer: Reviewing,
    wanted: DecisionsWanted,
    if_match: IfMatch = None,
) -> Taken | Response:
    """All of it or nothing, each edit on the board as those before it leave it; every decision can be undone."""
    edits, seen = read(wanted.edits), _seen(wanted.seen, if_match)
    try:
        taken = decide(store, edits, who=viewer.name, run=wanted.run, why=wanted.why, seen=seen)
    except Clash as clash:
        return _clashed(house, store, wanted.run, clash)
    noted(house, viewer.name, taken)
    others = [] if seen is None else [one for one in store.decisions(seen) if one.who != viewer.name]
    meanwhile = sum(one.number < taken[0].number for one in others)
    knows = seen if meanwhile and seen is not None else taken[-1].number
    response.headers["ETag"] = f'"{knows}"'
    run = _counts(house, store, wanted.run)
    told = _told(house, store, run, {one.number for one in taken})
    return Taken(seen=knows, meanwhile=meanwhile, decisions=told[::-1])


@router.post(
    "/preview", operation_id="preview_decisions", summary="What decisions would do", dependencies=[PASSING_HERE],
)  # fmt: skip
def preview_decisions(store: StoreHere, viewer: Reviewing, wanted: EditsWanted) -> EffectTold:
    """In numbers, before anything happens; nothing changes. Locked statements are left out and named."""
    return EffectTold.of(weighed(store, read(wanted.edits), run=wanted.run, who=viewer.name))


def read(asked: Sequence[Asked]) -> list[Edit]:
    """Edits as they were handed in; what the catalogue says of its themes is no client's to say. Raises InputError."""
    if sum(len(getattr(one, "statements", ())) for one in asked) > MOST_STATEMENTS:
        raise Unfit(TOO_MANY)
    given = {one.id: one for one in catalogue()} if any(isinstance(one, Reassign) for one in asked) else {}
    edits = []
    for one in asked:
        told = one.model_dump(exclude_defaults=True)
        if isinstance(one, Reassign) and one.to in given:
            theme = given[one.to]
            told |= {
                "title": theme.title, "sensitive": theme.sensitive, "field_of_action": theme.field_of_action,
            }  # fmt: skip
        edits.append(edit_of(told))
    return edits


def noted(house: House, who: str, taken: Sequence[Decision]) -> None:
    """A line in the house's log for each."""
    for one in taken:
        deed = "decision.undo" if isinstance(one.edit, Undo) else "decision.take"
        house.people.log(who=who, did=deed, object=str(one.number))


def _seen(seen: int | None, if_match: str | None) -> int | None:
    if if_match is None or if_match == "*":
        return seen
    told = int(if_match.removeprefix("W/").strip('"'))
    if seen not in {None, told}:
        raise Unfit(TWO_STATES)
    return told


def _counts(house: House, store: Boards, looked_at: str) -> str:
    """The run on which decisions count: what was looked at where it is the newest one, else the one readers see."""
    return looked_at if looked_at == store.runs()[0] else shown_run(house, store)


def _told(house: House, store: Boards, run: str, numbers: Collection[int]) -> list[DecisionTold]:
    """These decisions, the newest first; those that are not there are absent."""
    wanted = set(numbers)
    found = [one for one in logged(house, store, run) if one.decision.number in wanted]
    board = store.board(run)
    return [DecisionTold.of(one, board.fate(one.decision.number)) for one in found]


def _clashed(house: House, store: Boards, looked_at: str, clash: Clash) -> Response:
    run = _counts(house, store, looked_at)
    told = Clashed(
        title="Precondition Failed",
        status=412,
        detail=clash.on_page,
        seen=store.board(run).last,
        decisions=_told(house, store, run, clash.numbers),
    )
    return JSONResponse(told.model_dump(mode="json"), status_code=412, media_type=MEDIA_TYPE)
