"""What stands on other pages for those who review: forms that change a theme, and who decided what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from api.house import House
from api.pages.review_desk import Done, done_of, named, names_of
from api.pages.review_sent import catalogue
from nlp.domain.edits import Board, Decision, Hide
from nlp.domain.themes import Theme
from nlp.ports import Boards
from nlp.views.grid import Leaf
from nlp.views.review import Decided, decided_by, undone
from nlp.views.theme import ThemeView

LONGEST_TITLE, LONGEST_DESCRIPTION = 200, 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Who decided about each statement of a leaf; and, where somebody `may` review, all that its forms offer.

    `hidden_by`: the decisions that keep the theme out of sight.
    """

    decided: Mapping[str, Decided]
    locked: frozenset[str]
    may: bool
    seen: int
    choices: Sequence[tuple[str, str]] = ()
    children: Sequence[tuple[str, str]] = ()
    catalogue: Sequence[tuple[str, str]] = ()
    hidden_by: Sequence[int] = ()
    longest_title: int = LONGEST_TITLE
    longest_description: int = LONGEST_DESCRIPTION


def beside(house: House, store: Boards, view: ThemeView, leaf: Leaf, *, may_review: bool) -> Change:
    """What stands beside the statements of a theme, and the forms for those who may."""
    board, decisions = store.board(view.run.id), store.decisions()
    lines = [line.statement.id for line in leaf.lines]
    names = names_of(house)
    decided = {one: named(decided_by(board, decisions, one, view.theme.id), names) for one in lines}
    locked = frozenset(one for one in lines if one in board.locked)
    if not may_review:
        return Change(decided=decided, locked=locked, may=False, seen=board.last)
    return Change(
        decided=decided,
        locked=locked,
        may=True,
        seen=board.last,
        choices=[one for one in choices(board) if one[0] != view.theme.id],
        children=[(child.id, child.title) for child in view.children],
        catalogue=[(one.id, one.title) for one in catalogue() if one.id != view.theme.id],
        hidden_by=_hidden_by(decisions, view.theme) if view.theme.id in board.hidden else (),
    )


def arrived(request: Request, house: House, store: Boards, run: str, *, may_review: bool) -> dict[str, Any]:
    """What was done a moment ago, for the page that somebody comes back to."""
    done: Done | None = done_of(request, house, store, run) if may_review else None
    return {"done": done, "seen": store.board(run).last if done else 0}


def of_quote(house: House, store: Boards, run: str, statement: str, themes: Iterable[str]) -> dict[str, Decided]:
    """Who put a statement into each of these themes; under an empty id, who left it without one."""
    board, decisions, names = store.board(run), store.decisions(), names_of(house)
    return {theme: named(decided_by(board, decisions, statement, theme), names) for theme in themes}


def choices(board: Board) -> list[tuple[str, str]]:
    """All themes to choose from, by title, each sub-theme behind its theme; none that is out of sight."""
    themes = {theme.id: theme for theme in board.run.themes}
    titles = (
        (theme.id, f"{themes[theme.parent].title} › {theme.title}" if theme.parent in themes else theme.title)
        for theme in themes.values()
        if theme.id not in board.hidden
    )
    return sorted(titles, key=lambda pair: (pair[1].casefold(), pair[0]))


def _hidden_by(decisions: Sequence[Decision], theme: Theme) -> list[int]:
    off = undone(decisions)
    return [one.number for one in decisions if one.number not in off and one.edit == Hide(theme=theme.id)]
