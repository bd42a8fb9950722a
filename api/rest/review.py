"""Reviewing: what is to be looked at, what people note beside it, and how far the machine agrees with them."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query

from api.etags import CHECKED_HERE, PASSING_HERE
from api.guard.viewer import Viewer, needs
from api.helpful import helpful_of
from api.house import HouseHere, StoreHere
from api.pages.review_desk import table_of
from api.paging import MOST, USUAL, AskedHere
from api.reading import RunAsked, RunHere, shortened, theme_here
from api.rest.telling import fails, looks
from api.reviewing import agreement_of
from api.schemas.agreeing import AgreementTold
from api.schemas.common import LONGEST_ID
from api.schemas.edits import LARGEST_NUMBER
from api.schemas.review import ItemTold, Marks, MarksMade, MarksWanted, MarkTold, NextTold, QueueTold
from nlp.commands.decide import mark
from nlp.domain.people import Right
from nlp.errors import Unknown
from nlp.views.review import Part, queue_of
from nlp.views.review.items import item_of

router = APIRouter(prefix="/api/review", tags=["review"], responses=fails())

Reading = Depends(needs(Right.READ))
Reviewing = Annotated[Viewer, Depends(needs(Right.REVIEW))]
QUEUE = "/api/review/queue"


@router.get(
    "/queue", operation_id="read_queue", summary="What is to be looked at", dependencies=[PASSING_HERE],
    responses=fails(404),
)  # fmt: skip
def read_queue(
    *,
    house: HouseHere,
    store: StoreHere,
    viewer: Reviewing,
    run: RunHere,
    asked_run: RunAsked = "",
    part: Annotated[list[Part] | None, Query(max_length=len(Part), description="Only these parts; none: all.")] = None,
    theme: Annotated[str, Query(max_length=LONGEST_ID, description="Only statements of this theme, by its id.")] = "",
    source: Annotated[str, Query(max_length=LONGEST_ID, description="Only statements of this source.")] = "",
    after: Annotated[
        str, Query(max_length=LONGEST_ID, description="Goes on behind this statement, even if it is done by now.")
    ] = "",
    limit: Annotated[int, Query(ge=1, le=MOST, description="Entries of a page.")] = USUAL,
) -> QueueTold:
    """Unsure statements first, then flagged and unread ones, each once; what somebody reads is their own."""
    if theme:
        theme_here(house, store, run, theme)
    if source and source not in {one.id for one in store.sources()}:
        raise Unknown(f"Eine Quelle „{shortened(source)}“ gibt es hier nicht.")
    table, only = table_of(house, store, run), tuple(part or ())
    # Working it out takes a look at all vectors: only for those who ask for it.
    helpful = helpful_of(house, store, run) if Part.HELPFUL in only else ()
    view = queue_of(
        store, table.desk, table.notes, who=viewer.name, only=only, theme=theme, source=source, after=after,
        limit=limit, helpful=helpful,
    )  # fmt: skip
    scope = {"run": asked_run, "theme": theme, "source": source}
    told = [*((name, value) for name, value in scope.items() if value), *(("part", one.value) for one in only)]
    return QueueTold(
        run=view.run,
        seen=view.last,
        items=[ItemTold.item(one) for one in view.items],
        total=view.total,
        next=f"{QUEUE}?{urlencode([*told, ('limit', limit), ('after', view.next)])}" if view.next else None,
        left=dict(view.left),
        statements=view.statements,
        done=view.done,
        said=view.sentence,
    )


@router.get(
    "/next", operation_id="read_next", summary="What to look at so that the machine learns most",
    dependencies=[PASSING_HERE], responses=fails(404),
)  # fmt: skip
def read_next(house: HouseHere, store: StoreHere, viewer: Reviewing, run: RunHere) -> NextTold:
    """Confirming or moving these helps the next run more than others; a new list comes when this one is done."""
    table, wanted = table_of(house, store, run), helpful_of(house, store, run)
    known = store.by_id(wanted)
    items = [
        item_of(table.desk, table.notes, known[one], who=viewer.name, helpful=wanted) for one in wanted if one in known
    ]
    return NextTold(run=run, seen=table.board.last, items=[ItemTold.item(one) for one in items])


@router.get("/marks", operation_id="list_marks", summary="What people noted", dependencies=[PASSING_HERE])
def list_marks(
    *,
    store: StoreHere,
    viewer: Reviewing,
    asked: AskedHere,
    statement: Annotated[str, Query(max_length=LONGEST_ID, description="Only beside this statement.")] = "",
    after: Annotated[int, Query(ge=0, le=LARGEST_NUMBER, description="Only marks after this number.")] = 0,
) -> Marks:
    """Read, flagged, comments: all that was ever noted, the oldest first; the last of a pair counts."""
    del viewer
    found = [one for one in store.marks(after) if statement in {"", one.statement}]
    shown, more = asked.cut(found, lambda one: (one.number,))
    return Marks(items=[MarkTold.of(one) for one in shown], total=len(found), next=more)


@router.post(
    "/marks", operation_id="add_marks", summary="Note something beside statements", status_code=201,
    dependencies=[PASSING_HERE], responses=fails(404),
)  # fmt: skip
def add_marks(house: HouseHere, store: StoreHere, viewer: Reviewing, wanted: MarksWanted) -> MarksMade:
    """Read or unread for oneself, a flag for all, or a comment. It says nothing about themes."""
    made = mark(store, wanted.statements, wanted.kind, who=viewer.name, text=wanted.text)
    span = f"{made[0].number}-{made[-1].number}" if len(made) > 1 else str(made[0].number)
    house.people.log(who=viewer.name, did="mark.add", object=span, detail=wanted.kind.value)
    return MarksMade(items=[MarkTold.of(one) for one in made])


@router.get(
    "/agreement", operation_id="read_agreement", summary="How far the machine agrees with people",
    dependencies=[Reading, CHECKED_HERE], responses=looks(404),
)  # fmt: skip
def read_agreement(house: HouseHere, store: StoreHere, run: RunHere) -> AgreementTold:
    """Agreement and Cohen's kappa over the statements that people have looked at since the run was made."""
    return AgreementTold.of(agreement_of(house, store, run))
