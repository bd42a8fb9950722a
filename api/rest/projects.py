"""The project: one per house."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.etags import CHECKED_HERE
from api.guard.viewer import needs
from api.house import House, HouseHere, StoreHere
from api.paging import AskedHere
from api.reading import shortened
from api.rest.telling import fails, looks
from api.schemas.common import LONGEST_ID
from api.schemas.projects import Project, Projects
from api.schemas.sources import SourceTold
from nlp.domain.people import Right
from nlp.errors import NothingToDo, Unknown
from nlp.ports import Store
from nlp.views.current import current
from nlp.views.project import project
from nlp.views.sources import SourceView, sources

router = APIRouter(
    prefix="/api/projects", tags=["projects"], dependencies=[Depends(needs(Right.READ))], responses=fails()
)

ONLY = "projekt"
"""A house holds one project; its id is not its title, which may change."""


def _project(house: House, store: Store) -> Project:
    seen = project(store)
    held: tuple[SourceView, ...] = house.shelf.seen(store, "sources", lambda: sources(store))
    try:
        run = current(store)
    except NothingToDo:
        run = None
    return Project(
        id=ONLY,
        title=seen.title,
        notice=seen.notice,
        invented=seen.invented,
        run=run,
        published=bool(store.publications()),
        sources=[SourceTold.of(one) for one in held],
    )


@router.get(
    "", operation_id="list_projects", summary="Projects of the house", dependencies=[CHECKED_HERE], responses=looks()
)
def list_projects(house: HouseHere, store: StoreHere, asked: AskedHere) -> Projects:
    """All projects; a house holds one."""
    found = [_project(house, store)]
    shown, more = asked.cut(found, lambda one: (one.id,))
    return Projects(items=shown, total=len(found), next=more)


@router.get(
    "/{project}", operation_id="read_project", summary="One project", dependencies=[CHECKED_HERE], responses=looks(404)
)
def read_project(
    house: HouseHere,
    store: StoreHere,
    wanted: Annotated[str, Path(alias="project", max_length=LONGEST_ID, examples=[ONLY])],
) -> Project:
    """Title, notice, sources side by side, and the run that is shown."""
    if wanted != ONLY:
        raise Unknown(f"Ein Projekt „{shortened(wanted)}“ gibt es hier nicht.")
    return _project(house, store)
