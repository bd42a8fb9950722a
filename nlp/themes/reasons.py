"""Why a statement is in a given theme, for people: the words that name it and what lies nearest to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.domain.themes import Evidence
from nlp.ports import Matrix
from nlp.themes.evidence import centred, told_by
from nlp.themes.learning import Confirmed
from nlp.themes.texts import ThemeTexts

DIGITS = 4


def reasons(
    *,
    chosen: NDArray[np.bool_],
    terms: Sequence[Mapping[int, Sequence[str]]],
    texts: ThemeTexts,
    views: Sequence[Matrix],
    theme_views: Sequence[Matrix],
    confirmed: Confirmed,
    ids: Sequence[str],
) -> tuple[dict[int, Evidence], ...]:
    """Per statement: theme → evidence, for the themes it is in.

    The nearest is a text of the catalogue or, where `ids` tell their names, a confirmed statement that is nearer; the
    cosine is the mean over the encoders.
    """
    made: tuple[dict[int, Evidence], ...] = tuple({} for _ in terms)
    columns = [told_by(texts, place) for place in range(chosen.shape[1])]
    pairs = [centred(view, given, columns) for view, given in zip(views, theme_views, strict=True)]
    for place, own in enumerate(columns):
        rows = np.flatnonzero(chosen[:, place])
        if not len(rows):
            continue
        seeds, cosines = _best(_mean([said[rows] @ given[own].T for said, given in pairs]))
        people = [row for row, held in confirmed.items() if place in held] if ids else []
        among = _mean([said[rows] @ said[people].T for said, _ in pairs])
        among[rows[:, None] == np.array(people, dtype=np.int64)[None, :]] = -1  # nobody is near for being the same
        others, kin = _best(among)
        for at, row in enumerate(rows.tolist()):
            by_person = bool(people) and bool(kin[at] > cosines[at])
            made[row][place] = Evidence(
                terms=tuple(terms[row].get(place, ())),
                nearest=ids[people[others[at]]] if by_person else texts.texts[own[seeds[at]]],
                is_statement=by_person,
                nearness=round(float(kin[at] if by_person else cosines[at]), DIGITS),
            )
    return made


def _mean(cosines: Sequence[Matrix]) -> Matrix:
    together: Matrix = np.mean(np.stack(cosines), axis=0, dtype=np.float32)
    return together


def _best(near: Matrix) -> tuple[NDArray[np.int64], Matrix]:
    """The column of the nearest and its cosine, per row; the first of equals."""
    if not near.shape[1]:
        return np.zeros(len(near), dtype=np.int64), np.full(len(near), -1, dtype=np.float32)
    rounded = np.round(near, DIGITS)
    places = rounded.argmax(axis=1).astype(np.int64)
    return places, rounded[np.arange(len(near)), places]
