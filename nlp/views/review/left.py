"""Statements that a person has left without a theme, which leaves no trace among the memberships."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.domain.edits import Board, Decision, Move
from nlp.views.review.undone import undone


def left_out(board: Board, decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Statements under „Ohne Thema“ that stand there because of a decision, with the newest such one."""
    every = tuple(decisions)
    off = undone(every)
    without = set(board.run.unassigned)
    return {
        statement: one
        for one in sorted(every, key=lambda one: one.number)
        if isinstance(one.edit, Move) and not one.edit.themes and one.number not in off
        for statement in one.edit.statements
        if statement in without
    }
