"""What themes tell of themselves after people have put statements into them and taken others out."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection
from collections.abc import Set as AbstractSet
from dataclasses import replace

from nlp.domain.themes import Flag, Membership, Theme
from nlp.themes.central import MOST

LEFT = 0.25
"""When so large a share was taken out, somebody has looked at a theme that was too large or had little in common."""
_GREW = frozenset({Flag.TOO_SMALL, Flag.ONE_VOICE})
_SHRANK = frozenset({Flag.TOO_LARGE, Flag.CATCH_ALL})


def retold(
    theme: Theme,
    *,
    was: AbstractSet[str],
    own: AbstractSet[str],
    seen: bool,
    member: Callable[[str], Membership],
) -> Theme:
    """A theme whose statements `was` are now `own`: quotes and summary name those in it, flags are still true.

    `seen`: a person has decided about it. `member`: a statement's place in it.
    """

    def worth(one: str) -> tuple[float, float, str]:
        place = member(one)
        return -place.strength, -place.stability, one

    central = tuple(one for one in theme.central if one in own)
    if not central and own:
        central = tuple(name for _, _, name in heapq.nsmallest(MOST, map(worth, own)))
    answered = set[Flag]()
    if own - was:
        answered |= _GREW
    if len(was - own) >= max(1, LEFT * len(was)):
        answered |= _SHRANK
    if seen:
        answered.add(Flag.CANDIDATE)
    return replace(
        theme,
        central=central,
        summary=tuple(replace(one, alike=min(one.alike, len(own))) for one in theme.summary if one.statement in own),
        flags=tuple(one for one in theme.flags if one not in answered),
    )


def pointing(theme: Theme, there: Collection[str]) -> Theme:
    """A theme that names no other which is not there; itself, where it names none."""
    twins = tuple(one for one in theme.twins if one in there)
    parent = theme.parent if theme.parent in there else ""
    if twins == theme.twins and parent == theme.parent:
        return theme
    similar = bool(twins) or not theme.twins
    flags = theme.flags if similar else tuple(one for one in theme.flags if one is not Flag.TOO_SIMILAR)
    return replace(theme, twins=twins, parent=parent, flags=flags)
