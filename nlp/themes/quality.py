"""What a person should look at in a theme: small rules, each with its limit and where that comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.domain.themes import Flag
from nlp.ports import Matrix
from nlp.themes.central import cohesion
from nlp.themes.families import folded

LARGE, ENOUGH = 0.4, 60
"""More than two fifths of at least sixty statements say what a survey is about, not what is said in it."""
SMALL, SMALL_SHARE, MOST_SMALL = 3, 0.005, 8
"""Fewer than three people make a remark, not a theme; so do less than one statement in 200, as far as under eight."""
SIMILAR = 0.7
"""Cosine of two themes' middles, freed of chance: random halves of one theme have 0.75 and more, two human themes of
four public sets and the example at most 0.62."""
WORDS = 0.5
"""Themes that share half of the shorter list of terms are alike from a cosine of …"""
SIMILAR_WORDS = 0.6
LOOSE = 0.35
"""A theme that hangs together less than this share of the middling theme (random groups: 0.07, human themes: 0.5) …"""
SHARED_WORD = 0.3
"""… and whose title is said by fewer of its statements than this, is a catch-all."""
LEAST = 5
"""Cohesion of fewer statements is chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A theme as the rules see it: its rows of the corpus, its terms, who spoke, and how many say its title's words.

    `people`: one key for each row; `organisations` likewise, empty for people without one. `carried`: see
    `labels.Titled`; for a title that a catalogue gave, the share of statements with the commonest term.
    """

    rows: Sequence[int]
    terms: Sequence[str]
    people: Sequence[str]
    organisations: Sequence[str]
    carried: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What to look at, and the places of themes too similar."""

    flags: tuple[Flag, ...]
    twins: tuple[int, ...]


def judged(themes: Sequence[Looked], matrix: Matrix) -> list[Judged]:
    """One judgement for each theme; `matrix` (n, d) are the corpus' centred unit rows."""
    cohesions = [cohesion(theme.rows, matrix) for theme in themes]
    near = nearness(themes, matrix)
    made = []
    for place, theme in enumerate(themes):
        others = [value for other, value in enumerate(cohesions) if other != place and len(themes[other].rows) >= LEAST]
        twins = tuple(
            other
            for other, one in enumerate(themes)
            if other != place and too_similar(float(near[place, other]), theme, one)
        )
        found = {
            Flag.TOO_LARGE: too_large(len(theme.rows), len(matrix)),
            Flag.TOO_SMALL: too_small(theme, len(matrix)),
            Flag.TOO_SIMILAR: bool(twins),
            Flag.CATCH_ALL: catch_all(theme, cohesions[place], others),
            Flag.ONE_VOICE: one_voice(theme),
        }
        made.append(Judged(flags=tuple(flag for flag, there in found.items() if there), twins=twins))
    return made


def too_large(size: int, count: int) -> bool:
    """More than two fifths of a corpus worth parting."""
    return count >= ENOUGH and size > LARGE * count


def too_small(theme: Looked, count: int) -> bool:
    """Few people, or few statements beside all."""
    return len(set(theme.people)) < SMALL or len(theme.rows) < min(MOST_SMALL, SMALL_SHARE * count)


def too_similar(near: float, one: Looked, other: Looked) -> bool:
    """Statements of the other theme lie nearly as near as its own, or rather near with the same words."""
    mine, theirs = {folded(word) for word in one.terms}, {folded(word) for word in other.terms}
    shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    return near >= SIMILAR or (near >= SIMILAR_WORDS and shared >= WORDS)


def catch_all(theme: Looked, cohesion: float, others: Sequence[float]) -> bool:
    """Hangs together much less than the other themes, and has no word in common."""
    if len(theme.rows) < LEAST or not others:
        return False
    return theme.carried < SHARED_WORD and cohesion < LOOSE * float(np.median(others))


def one_voice(theme: Looked) -> bool:
    """All of it was said by one person, or by people of one organisation."""
    houses = set(theme.organisations)
    return len(set(theme.people)) == 1 or (len(houses) == 1 and "" not in houses)


def nearness(themes: Sequence[Looked], matrix: Matrix) -> Matrix:
    """Shape (t, t): cosine of the themes' middles, freed of chance (Spearman 1904, correction for attenuation).

    Mean cosine between statements of two themes ÷ root of the product of both themes' mean cosine within; statements
    that stand in both are left out of the mean. 0 where a theme does not hang together.
    """
    sums = np.array([matrix[list(theme.rows)].sum(axis=0, dtype=np.float64) for theme in themes])
    within = np.array([cohesion(theme.rows, matrix) for theme in themes])
    made = np.zeros((len(themes), len(themes)), dtype=np.float32)
    for one, first in enumerate(themes):
        for other in range(one):
            both = sorted(set(first.rows) & set(themes[other].rows))
            pairs = len(first.rows) * len(themes[other].rows) - len(both)
            across = float(sums[one] @ sums[other]) - float(np.sum(matrix[both].astype(np.float64) ** 2))
            if pairs > 0 and within[one] > 0 and within[other] > 0:
                made[one, other] = made[other, one] = across / pairs / float(np.sqrt(within[one] * within[other]))
    return np.round(made, 4)
