"""Statements that a person has put into a found theme are put into it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from nlp.domain.themes import Membership
from nlp.themes.result import Built, in_order

Pairs = tuple[tuple[str, str], ...]


def confirm(built: Built, pairs: Iterable[tuple[str, str]]) -> tuple[Built, Pairs]:
    """The result with those statements in those themes, and the pairs whose statement or theme there is no more.

    A statement leaves the themes that nobody confirmed for it. What a sub-theme holds, its theme holds first.
    """
    standing = {one.statement for one in built.memberships} | set(built.unassigned)
    parents = {theme.id: theme.parent for theme in built.themes}
    wanted: dict[str, list[str]] = defaultdict(list)
    lost = []
    for statement, theme in sorted(set(pairs)):
        if statement in standing and theme in parents:
            wanted[statement] += [name for name in (parents[theme], theme) if name and name not in wanted[statement]]
        else:
            lost.append((statement, theme))
    members = [one for one in built.memberships if one.statement not in wanted or one.confirmed]
    firsts = {one.statement for one in members if one.primary}
    before = {(one.statement, one.theme): one for one in built.memberships}
    for statement, themes in sorted(wanted.items()):
        for theme in themes:
            known = before.get((statement, theme), Membership(statement=statement, theme=theme, strength=1.0))
            if not known.confirmed:
                primary = statement not in firsts and not parents[theme]
                firsts |= {statement} if primary else set()
                members.append(replace(known, strength=1.0, stability=1.0, rival="", primary=primary, confirmed=True))
    return _alive(built, members, wanted.keys()), tuple(lost)


def _alive(built: Built, members: list[Membership], placed: Iterable[str]) -> Built:
    """Without themes that nobody is left in, wherever they are named."""
    held, there = {one.theme for one in members}, set(placed)
    return replace(
        built,
        themes=tuple(theme for theme in built.themes if theme.id in held),
        memberships=in_order([one if one.rival in held else replace(one, rival="") for one in members]),
        unassigned=tuple(one for one in built.unassigned if one not in there),
        reasons={one: why for one, why in built.reasons.items() if one not in there},
    )
