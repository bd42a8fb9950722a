"""Search as pages and programs share it: one for each run and state of the store."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from api.house import House, HouseHere, StoreHere
from api.reading import RunAsked, run_here
from nlp import compose
from nlp.errors import NothingToDo
from nlp.ports import Store
from nlp.views.hits import Finder


def finder(house: House, store: Store, run: str) -> Finder:
    """What finds in this run; made by whoever comes first, which takes a moment. Raises Unknown or NothingToDo."""
    return house.shelf.seen(store, ("finder", run), lambda: Finder.of(store, compose.reader(), run))


def run_if_any(house: HouseHere, store: StoreHere, run: RunAsked = "") -> str:
    """Id of the run that is asked for, or shown; empty before the first, so that a page can say so. Raises Unknown."""
    try:
        return run_here(house, store, run)
    except NothingToDo:
        return ""


RunIfAny = Annotated[str, Depends(run_if_any)]
