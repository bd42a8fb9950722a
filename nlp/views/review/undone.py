"""Which decisions somebody has taken back."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.domain.edits import Decision, Undo


def undone(decisions: Iterable[Decision]) -> dict[int, Decision]:
    """Number of a decision that no longer counts → the first that took it back and was not taken back itself."""
    ordered = sorted(decisions, key=lambda one: one.number)
    known = {one.number for one in ordered}
    takings = [(one, one.edit.number) for one in ordered if isinstance(one.edit, Undo)]
    off: dict[int, Decision] = {}
    # An undo names something earlier, so from the end on each is met before what it takes back.
    for one, number in reversed(takings):
        if one.number not in off and number < one.number and number in known:
            off[number] = one
    return off
