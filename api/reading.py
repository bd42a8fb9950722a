"""Which run a request looks at, and what is built from a whole run, once for all who ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Query

from api.house import House, HouseHere, StoreHere
from api.schemas.common import LONGEST_ID
from nlp.errors import NothingToDo, Unknown
from nlp.ports import Store
from nlp.views.board import BoardView, board
from nlp.views.current import current
from nlp.views.groups import tallied
from nlp.views.theme import ThemeView, theme_of
from nlp.views.whole import Whole, whole

Heard = Mapping[tuple[str, str], Counter[str]]
NO_RUN = "Es gibt noch keine Auswertung. Bitte starten Sie zuerst eine."

RunAsked = Annotated[
    str, Query(alias="run", max_length=LONGEST_ID, description="Id of a run; without it the one that readers see.")
]


def run_here(house: HouseHere, store: StoreHere, run: RunAsked = "") -> str:
    """Id of the run that is asked for, or shown. Raises Unknown, or NothingToDo before the first run."""
    return known_run(store, run) if run else shown_run(house, store)


RunHere = Annotated[str, Depends(run_here)]


def known_run(store: Store, run: str) -> str:
    """The id, if it is one. Raises Unknown."""
    if run not in store.runs():
        raise Unknown(f"Eine Auswertung „{shortened(run)}“ gibt es hier nicht. Bitte wählen Sie eine unter „Läufe“.")
    return run


def shown_run(house: House, store: Store) -> str:
    """Id of the run that readers see. Raises NothingToDo before the first."""
    try:
        found: str = house.shelf.seen(store, "current", lambda: current(store))
    except NothingToDo as nothing:
        raise NothingToDo(NO_RUN) from nothing
    return found


def shortened(name: str, most: int = 60) -> str:
    """What somebody sent, in a sentence that stays readable."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def board_of(house: House, store: Store, run: str) -> BoardView:
    """All themes of a run."""
    return house.shelf.seen(store, ("board", run), lambda: board(store, run))


def whole_of(house: House, store: Store, run: str) -> Whole:
    """A run with what stands beside it."""
    return house.shelf.seen(store, ("whole", run), lambda: whole(store, run, heard_of(house, store)))


def theme_here(house: House, store: Store, run: str, wanted: str) -> ThemeView:
    """One theme of a run, by its id. Raises Unknown."""
    all_ = whole_of(house, store, run)
    if not any(one.id == wanted for one in all_.run.themes):
        raise Unknown(f"Ein Thema „{shortened(wanted)}“ gibt es in dieser Auswertung nicht.")
    fewest = house.settings.smallest_group
    return house.shelf.seen(store, ("theme", run, wanted, fewest), lambda: theme_of(store, all_, wanted, fewest=fewest))


def heard_of(house: House, store: Store) -> Heard:
    """(source, name of a group) → how many respondents have which value."""

    def made() -> Heard:
        everybody = store.respondents()
        return tallied(everybody, everybody)

    return house.corpus.seen(store, "heard", made)
