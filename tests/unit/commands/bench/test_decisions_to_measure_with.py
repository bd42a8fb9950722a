"""The log that is measured with speaks of a run as a review would, and always of the same."""

from __future__ import annotations

from nlp.commands.bench.reviewing import MIX, decisions
from nlp.themes.replay import replay
from tests.unit.logs import RUN


def test_every_kind_is_in_it_and_most_of_it_holds() -> None:
    log = decisions(RUN, 500)
    assert {type(one.edit) for one in log} == set(MIX)
    assert [one.number for one in log] == list(range(1, 501))
    assert log == decisions(RUN, 500)
    board = replay(RUN, log)
    assert {board.fate(one.number) for one in log}
    assert board.run.statements == RUN.statements
