"""Themes that keep their ids from run to run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from nlp.domain.folding import fold
from nlp.domain.themes import Origin, Theme
from nlp.themes.overlap import Themed, overlap, weights
from nlp.themes.result import Built

LEAST = 0.3
"""Themes whose statements overlap less are two, whatever they are called."""
SAME_TITLE = 0.001
"""Of two heirs that are equally near, the one of the same name goes first."""
MOST = 0.5
"""A title stays while more than this share of the statements, old and new, are those it was given for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heirs:
    """What a new result takes over from an earlier one.

    `ids`: id as built → id that is kept; `titles`: kept id → the title that stays; `fresh`: id as built → a new one,
    where the built one stands for another theme already.
    """

    ids: Mapping[str, str]
    titles: Mapping[str, str]
    fresh: Mapping[str, str]


def aligned(now: Themed, earlier: Themed, least: float = LEAST) -> dict[str, str]:
    """New theme id → id of the earlier theme that it is: one to one, so that the sum of their overlaps is largest.

    A theme of a catalogue is the earlier theme of the same id, whatever is in it, and no other. Overlap: weighted
    Jaccard over the statements that stand in both; under `least` a theme is new. The order of the input is no matter.
    """
    old = {theme.id: theme for theme in earlier.themes}
    given = {theme.id for theme in now.themes if theme.origin is Origin.CATALOGUE}
    same = {identity: identity for identity in given if identity in old}
    found = {theme.id: theme for theme in now.themes if theme.id not in given}
    free = [name for name, theme in old.items() if theme.origin is not Origin.CATALOGUE and name not in given]
    rows, columns = sorted(found), sorted(free)
    near = overlap(now, earlier, rows, columns).jaccard
    named = [[fold(found[row].title) == fold(old[column].title) for column in columns] for row in rows]
    pairs = _pairs(np.where(near >= least, near + SAME_TITLE * np.array(named).reshape(near.shape), 0))
    return same | {rows[row]: columns[column] for row, column in pairs if near[row, column] >= least}


def _pairs(near: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Iterable[tuple[int, int]]:
    """Pairs of rows and columns with the largest sum."""
    if not near.size:
        return ()
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(near, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]


def heirs(built: Built, earlier: Themed) -> Heirs:
    """Which ids and titles of an earlier result its themes keep, and which ids they must not have."""
    ids = aligned(built, earlier)
    alone = {theme.id for theme in built.themes} - ids.keys()
    taken = {theme.id for theme in earlier.themes} | set(ids.values())
    return Heirs(ids=ids, titles=_titles(built, earlier, ids), fresh=other_ids(alone, taken))


def inherit(built: Built, earlier: Themed | None) -> Built:
    """The same themes under the ids, and where they are still the same in the main the titles, they had before."""
    if earlier is None:
        return built
    plan = heirs(built, earlier)
    named = under_ids(built, {**plan.ids, **plan.fresh})
    titled = (replace(theme, title=plan.titles.get(theme.id, theme.title)) for theme in named.themes)
    return replace(named, themes=tuple(titled))


def other_ids(ids: AbstractSet[str], taken: AbstractSet[str]) -> dict[str, str]:
    """Ids instead of those that stand for another theme already, made of them."""
    every = ids | taken
    made = {}
    for identity in sorted(ids & taken):
        other = identity
        while other in every:
            other = "f-" + hashlib.blake2b(other.encode(), digest_size=5).hexdigest()
        every |= {other}
        made[identity] = other
    return made


def under_ids(built: Built, names: Mapping[str, str]) -> Built:
    """The same themes under other names, wherever one is named."""
    members = [
        replace(one, theme=names.get(one.theme, one.theme), rival=names.get(one.rival, one.rival))
        if one.theme in names or one.rival in names
        else one
        for one in built.memberships
    ]
    return replace(
        built,
        themes=tuple(_under_id(theme, names) for theme in built.themes),
        memberships=tuple(sorted(members, key=lambda m: (m.statement, not m.primary, -m.strength, m.theme))),
    )


def _under_id(theme: Theme, names: Mapping[str, str]) -> Theme:
    return replace(
        theme,
        id=names.get(theme.id, theme.id),
        parent=names.get(theme.parent, theme.parent),
        twins=tuple(names.get(twin, twin) for twin in theme.twins),
    )


def _titles(built: Built, earlier: Themed, ids: Mapping[str, str]) -> dict[str, str]:
    """Kept id → old title, for found themes most of whose statements stayed; no title stands twice."""
    before = {theme.id: theme.title for theme in earlier.themes}
    found = {theme.id: theme.title for theme in built.themes if theme.origin is not Origin.CATALOGUE}
    pairs = {new: old for new, old in sorted(ids.items()) if new in found}
    shared = overlap(built, earlier, list(pairs), list(pairs.values()))
    whole = weights(built, list(pairs))
    stayed = np.diag(shared.common) > MOST * np.maximum(whole, shared.before)
    kept = {new for new, most in zip(pairs, stayed, strict=True) if most}
    while True:
        titles = {theme.id: before[ids[theme.id]] if theme.id in kept else theme.title for theme in built.themes}
        often = Counter(map(fold, titles.values()))
        doubled = {new for new in kept if often[fold(titles[new])] > 1 and titles[new] != found[new]}
        if not doubled:
            return {ids[new]: titles[new] for new in kept}
        kept -= doubled
