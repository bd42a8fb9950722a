"""Which statements people should look at next because that would help the machine most; kept until they have."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from api.house import House
from api.shelf import Shelf
from nlp import compose
from nlp.errors import EmbedderProblem
from nlp.ports import Boards
from nlp.views.asking import next_to_ask
from nlp.views.review.left import left_out

Proposed = tuple[str, tuple[str, ...]]

_PROPOSED: WeakKeyDictionary[Shelf, Proposed] = WeakKeyDictionary()
"""What each house proposes, with the state of the corpus and the run it is proposed for.

Working it out takes as long as reading all vectors, and who works it off wants the rest, not another list each time.
"""


def helpful_of(house: House, store: Boards, run: str) -> tuple[str, ...]:
    """What is left of the list for this run; a new one where all of it is done. Empty where no encoder is at hand."""
    board = store.board(run)
    settled = {*left_out(board, store.decisions()), *(statement for statement, _ in board.decided)}
    state = f"{store.corpus_state()} {run}"
    before, proposed = _PROPOSED.get(house.shelf, ("", ()))
    left = tuple(one for one in proposed if one not in settled) if before == state else ()
    if left:
        return left

    def made() -> tuple[str, ...]:
        try:
            encoders = compose.encoders()
        except EmbedderProblem:
            return ()
        return next_to_ask(board, store.statements(), store, encoders, settled=settled)

    found = house.shelf.seen(store, ("helpful", run), made)
    _PROPOSED[house.shelf] = (state, found)
    return found
