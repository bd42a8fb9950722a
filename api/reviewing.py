"""What reviewing is looked at by, made once for each state of the store: who decided, agreement, waves, code books."""

from __future__ import annotations

from api.house import House
from api.schemas.decided import Deciders
from nlp.codebooks import Written
from nlp.commands.codebook import written
from nlp.domain.edits import Decision
from nlp.ports import Boards
from nlp.views.agreement import AgreementView, agreement
from nlp.views.review import Decided
from nlp.views.review.left import left_out
from nlp.views.review.words import when
from nlp.views.waves import Waves, waves


def deciders_of(house: House, store: Boards, run: str) -> Deciders:
    """Which statements people have put into which themes of a run, or left without any."""

    def made() -> Deciders:
        board, decisions = store.board(run), store.decisions()
        people = {one.number: _person(one) for one in decisions}
        left = {(statement, ""): people[one.number] for statement, one in left_out(board, decisions).items()}
        # Somebody may have decided between the two readings.
        return {**left, **{pair: people[number] for pair, number in board.decided.items() if number in people}}

    return house.shelf.seen(store, ("deciders", run), made)


def _person(one: Decision) -> Decided:
    return Decided(who=one.who, at=one.at, when=when(one.at), number=one.number)


def agreement_of(house: House, store: Boards, run: str) -> AgreementView:
    """Machine and people over one run."""
    return house.shelf.seen(store, ("agreement", run), lambda: agreement(store, run))


def waves_of(house: House, store: Boards, older: str, newer: str, run: str) -> Waves:
    """Two sources of a run side by side. Raises Unknown and Unfit."""
    fewest = house.settings.smallest_group
    return house.shelf.seen(
        store, ("waves", older, newer, run, fewest), lambda: waves(store, older, newer, run, fewest=fewest)
    )


def codebook_of(house: House, store: Boards, ending: str, run: str) -> Written:
    """The themes of a run as a file of that ending. Raises NothingToDo without a theme."""
    return house.shelf.seen(store, ("codebook", ending, run), lambda: written(store, f"codebuch.{ending}", run))
