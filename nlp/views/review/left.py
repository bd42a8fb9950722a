"""Statements that people have decided about; those left without a theme leave no trace among the memberships."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.domain.edits import Board, Decision, Move
from nlp.views.review.undone import undone


def settled(board: Board, decisions: Iterable[Decision]) -> dict[str, int]:
    """Statements that stand where they do because of a decision, with the number of the newest such one."""
    found = {statement: one.number for statement, one in left_out(board, decisions).items()}
    for (statement, _), number in board.decided.items():
        found[statement] = max(number, found.get(statement, 0))
    return found


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
