"""Double coding: several people code the same statements without seeing each other or the machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Request, Response

from api.etags import PASSING_HERE
from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere, StoreHere
from api.paging import AskedHere
from api.reading import RunHere, known_run, shortened, shown_run
from api.rest.quotes import StatementPath
from api.rest.telling import fails
from api.schemas.common import LONGEST_ID
from api.schemas.samples import (
    AgreedTold,
    CodingTold,
    CodingWanted,
    ResultTold,
    Samples,
    SampleTold,
    SampleWanted,
    TaskTold,
)
from nlp.commands.double_coding import code, draw_sample
from nlp.domain.people import Right
from nlp.errors import NotAllowed, Unfit
from nlp.views.double_coding import result, sample_of, task
from nlp.views.taken_over import taken_over

router = APIRouter(prefix="/api/samples", tags=["samples"], dependencies=[PASSING_HERE], responses=fails(404))

Reviewing = Annotated[Viewer, Depends(needs(Right.REVIEW))]
SamplePath = Annotated[str, Path(max_length=LONGEST_ID, description="Id of a sample.", examples=["d-0f1e2d3c4b5a"])]


@router.get("", operation_id="list_samples", summary="Samples for double coding")
def list_samples(store: StoreHere, viewer: Reviewing, asked: AskedHere) -> Samples:
    """The newest first; what anybody said of a statement is not told here."""
    del viewer
    found = store.samples()
    shown, more = asked.cut(tuple(enumerate(found, start=-len(found))), lambda pair: (pair[0], pair[1].id))
    return Samples(items=[SampleTold.of(one) for _, one in shown], total=len(found), next=more)


@router.post("", operation_id="draw_sample", summary="Draw statements to be coded twice", status_code=201)
def add_sample(
    *, request: Request, response: Response, house: HouseHere, store: StoreHere, viewer: Reviewing, wanted: SampleWanted
) -> SampleTold:
    """By chance, for two or more people who may review; nothing of a sample ever changes."""
    run = known_run(store, wanted.run) if wanted.run else shown_run(house, store)
    made = draw_sample(
        store,
        title=wanted.title,
        size=wanted.size,
        coders=_coders(house, wanted.coders),
        who=viewer.name,
        run=run,
        seed=wanted.seed,
        by_theme=wanted.by_theme,
    )
    house.people.log(who=viewer.name, did="sample.add", object=made.id)
    response.headers["Location"] = str(request.app.url_path_for("read_sample", sample=made.id))
    return SampleTold.of(made)


@router.get("/{sample}", operation_id="read_sample", summary="One sample")
def read_sample(store: StoreHere, viewer: Reviewing, sample: SamplePath) -> SampleTold:
    """Who codes it, and what they choose from."""
    del viewer
    return SampleTold.of(sample_of(store, shortened(sample)))


@router.get("/{sample}/task", operation_id="read_coding_task", summary="What the asker has to code")
def read_task(store: StoreHere, viewer: Reviewing, sample: SamplePath) -> TaskTold:
    """One's own task in an order of one's own; nothing of the machine or of others. Only for its coders."""
    with _refused():
        return TaskTold.of(task(store, shortened(sample), viewer.name))


@router.put(
    "/{sample}/codings/{statement}", operation_id="code_statement", summary="Say where a statement belongs"
)  # fmt: skip
def code_statement(
    *,
    house: HouseHere,
    store: StoreHere,
    viewer: Reviewing,
    sample: SamplePath,
    statement: StatementPath,
    coding: CodingWanted,
) -> CodingTold:
    """The last word counts, until all have finished; then everybody may see, and nothing changes any more."""
    with _refused():
        made = code(store, shortened(sample), statement, coding.themes, viewer.name)
    house.people.log(who=viewer.name, did="coding.add", object=made.sample)
    return CodingTold.of(made)


@router.get("/{sample}/result", operation_id="read_coding_result", summary="How far coders agree")
def read_result(store: StoreHere, viewer: Reviewing, sample: SamplePath) -> ResultTold:
    """Kappa and samples-F1 between people, and of each with the machine. Coders wait until all have finished."""
    with _refused():
        return ResultTold.of(result(store, shortened(sample), reader=viewer.name))


@router.get("/{sample}/agreed", operation_id="read_agreed_codings", summary="What coders agree on, as edits")
def read_agreed(store: StoreHere, viewer: Reviewing, run: RunHere, sample: SamplePath) -> AgreedTold:
    """An offer that nobody has to take: hand it in under `/api/decisions`. Coders wait until all have finished."""
    with _refused():
        result(store, shortened(sample), reader=viewer.name)
    return AgreedTold.of(taken_over(store, shortened(sample), run))


@contextmanager
def _refused() -> Iterator[None]:
    """Coding blind is a matter of who asks, and so answered as a missing right is."""
    try:
        yield
    except NotAllowed as error:
        raise HTTPException(HTTPStatus.FORBIDDEN, error.on_page) from error


def _coders(house: House, names: Sequence[str]) -> list[str]:
    """The accounts of these names, as they are written there. An open house has none: names are taken as they are.

    Raises Unfit for somebody who could not code.
    """
    if house.settings.open_house:
        return list(names)
    known = {one.name.casefold(): one for one in house.people.accounts()}
    found = []
    for name in names:
        one = known.get(name.strip().casefold())
        if one is None or not one.active or Right.REVIEW not in one.role.rights:
            raise Unfit(
                f"„{shortened(name)}“ kann hier nichts zuordnen. Bitte nennen Sie Konten, die Themen prüfen dürfen."
            )
        found.append(one.name)
    return found
