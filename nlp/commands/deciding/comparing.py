"""Two boards held against each other: which statements go where, and what becomes of each theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlp.commands.deciding.values import Change, Flow
from nlp.domain.edits import Board
from nlp.domain.themes import Theme
from nlp.ports import Store
from nlp.views.review.words import NO_THEME

Places = Mapping[str, Sequence[str]]
"""Themes of each statement, the primary one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two boards. `ordered`: how many statements only got another first theme."""

    flows: tuple[Flow, ...]
    changes: tuple[Change, ...]
    ordered: int


def difference(store: Store, before: Board, after: Board, was: Places, will: Places) -> Difference:
    """What differs; `was` and `will` are the places of the same statements on both boards."""
    old, new = ({theme.id: theme for theme in board.run.themes} for board in (before, after))
    changed = sorted(one for one in will if set(was.get(one, ())) != set(will[one]))
    moved: defaultdict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for one in changed:
        for pair in _moves(was.get(one, ()), will[one], old, new):
            moved[pair].append(one)
    touched = {theme for one in changed for theme in {*(was.get(one, ()) or ("",))} ^ {*(will[one] or ("",))}}
    touched |= {one for one in {*old, *new} if one not in old or one not in new or _told(old[one]) != _told(new[one])}
    touched |= before.hidden ^ after.hidden
    inside = (_inside(was, touched), _inside(will, touched))
    people = _people(store, {one for side in inside for those in side.values() for one in those})
    ordered = sum(was.get(one, ())[:1] != will[one][:1] for one in will) - sum(
        was.get(one, ())[:1] != will[one][:1] for one in changed
    )
    return Difference(
        flows=tuple(
            Flow(
                source=source,
                target=target,
                source_title="" if source is None else _title(source, old),
                target_title="" if target is None else _title(target, new),
                statements=len(those),
                respondents=len({people[one] for one in those} - {("", "")}),
            )
            for (source, target), those in sorted(moved.items(), key=lambda pair: (-len(pair[1]), str(pair[0])))
        ),
        changes=tuple(
            Change(
                theme=theme,
                before=_title(theme, old) if theme in old or not theme else "",
                after=_title(theme, new) if theme in new or not theme else "",
                statements=(len(inside[0][theme]), len(inside[1][theme])),
                respondents=(_heard(inside[0][theme], people), _heard(inside[1][theme], people)),
                described=theme in old and theme in new and old[theme].description != new[theme].description,
                hidden=theme in after.hidden,
            )
            for theme in sorted(touched, key=lambda one: (not one, _title(one, new | old), one))
        ),
        ordered=ordered,
    )


def _moves(
    was: Sequence[str], will: Sequence[str], old: Mapping[str, Theme], new: Mapping[str, Theme]
) -> Iterator[tuple[str | None, str | None]]:
    """From where to where one statement goes; sub-themes go with their theme."""
    lost = _topmost([one for one in was if one not in will] if was else [""], old)
    gained = _topmost([one for one in will if one not in was] if will else [""], new)
    for one in lost:
        yield one, gained[0] if gained else None
    for one in gained[1:] if lost else gained:
        yield None, one


def _topmost(themes: list[str], known: Mapping[str, Theme]) -> list[str]:
    return [one for one in themes if not one or known[one].parent not in themes]


def _inside(places: Places, themes: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {one: [] for one in themes}
    for statement, own in places.items():
        for theme in own or ("",):
            if theme in found:
                found[theme].append(statement)
    return found


def _people(store: Store, statements: set[str]) -> dict[str, tuple[str, str]]:
    """Who said what; nobody, where nobody is known or the statement is no more."""
    known = store.by_id(statements)
    nobody = ("", "")
    return {
        one: (known[one].source, known[one].respondent) if one in known and known[one].respondent else nobody
        for one in statements
    }


def _heard(statements: Sequence[str], people: Mapping[str, tuple[str, str]]) -> int:
    return len({people[one] for one in statements} - {("", "")})


def _title(theme: str, known: Mapping[str, Theme]) -> str:
    return known[theme].title if theme in known else theme or NO_THEME


def _told(theme: Theme) -> tuple[str, str]:
    return theme.title, theme.description
