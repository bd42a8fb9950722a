"""Given themes take what belongs to them, at a threshold that the corpus itself sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.domain.language import Token
from nlp.domain.text import PLACEHOLDERS, PersonalData
from nlp.ports import Matrix
from nlp.themes.around import Around, of_the_day, surrounded
from nlp.themes.evidence import Terms, closeness, named
from nlp.themes.learning import learnt
from nlp.themes.texts import ThemeTexts

NAMED_WEIGHT = 2.0
"""What a theme's own words weigh beside closeness in meaning, in standard deviations of the latter."""
NAMED_WEIGHT_BARE = 1.0
"""The same for the words of titles alone, which were not chosen to be looked for."""
CLEAR = 2.7
"""A score is clear of the scores of themes that do not fit by so many of their standard deviations."""
FURTHER = 1.0
"""A second theme must come this near the first."""
NAMED = 0.4
"""… and be named in words this clearly."""
NOT_FITTING = 3
"""From this rank on a statement's themes are taken not to fit."""
PLAIN, PLAINLY = 0.5, 1.5
"""Without its words a second theme must come this near, and be clear by so many standard deviations more."""
UNNAMED = 0.5
"""A theme that is named by no word must be clearer by so many standard deviations."""
NARROW, FEWEST_TO_BE_NARROW = 0.4, 100
"""A corpus with so large a share in one theme is about that theme: without a word for another, it is no other."""
CONTACT_WORDS = 1
"""A statement with a telephone number or e-mail address and at most so many words besides says no more than that."""
_CONTACTS = (PLACEHOLDERS[PersonalData.PHONE][:-1], PLACEHOLDERS[PersonalData.EMAIL][:-1])
BARE = 4
"""Themes with fewer texts than this on average say too little of themselves: the statements nearest them teach more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Which of t given themes n statements belong to.

    `scores` (n, t) rank the themes of a statement; `strengths` (n, t), 0 to 1, are 0.5 at the threshold; `chosen`
    (n, t) is the decision, several or none per statement; `stability` (t): overlap with decisions on less evidence;
    `why` (n): theme → the terms that name it.
    """

    scores: Matrix
    strengths: Matrix
    chosen: NDArray[np.bool_]
    stability: tuple[float, ...]
    why: tuple[Mapping[int, Sequence[str]], ...]


def assign(
    *,
    texts: ThemeTexts,
    views: Sequence[Matrix],
    theme_views: Sequence[Matrix],
    tokens: Sequence[Sequence[Token]],
    term_tokens: Sequence[Sequence[Token]],
    answers: Sequence[str] | None = None,
    questions: Sequence[str] | None = None,
    sources: Sequence[str] | None = None,
) -> Assignment:
    """Holds n statements against a catalogue, without any labels.

    `views`: (n, d) per encoder; `theme_views`: `texts.texts` by the same encoders; `tokens`: the words of the
    statements; `term_tokens`: those of `texts.terms`; `answers`: which answer each statement comes from (statements of
    one answer lean on each other a little; an empty name stands alone); `questions`: to which question or under which
    heading each was said; `sources`: at which event (empty for surveys, whose name tells who was asked, not about
    what). Raises ValueError where lengths differ.
    """
    count, themes = len(tokens), max(texts.theme) + 1
    if any(len(view) != count for view in views) or any(len(view) != len(texts.texts) for view in theme_views):
        raise ValueError("views and tokens must be of the same length")
    if count == 0:
        nothing = np.zeros((0, themes), dtype=np.float32)
        return Assignment(scores=nothing, strengths=nothing, chosen=nothing > 0, stability=(0.0,) * themes, why=())
    spoken, why = named(tokens, Terms(term_tokens, texts.term_theme), themes)
    around = Around(answers=answers, questions=questions, sources=sources)
    whole = _scored(views, theme_views, texts, spoken, around)
    threshold, scale = noise(whole)
    strengths = 1 / (1 + np.exp(-(whole - threshold) / scale))
    chosen = of_the_day(decided(whole, spoken, threshold, scale), around) & ~addresses(tokens)[:, None]
    variants = [_decision(v, t, part, spoken, around) for v, t, part in variations(views, theme_views, texts)]
    return Assignment(
        scores=whole,
        strengths=np.round(strengths, 4).astype(np.float32),
        chosen=chosen,
        stability=tuple(
            _agreement(chosen[:, place], [other[:, place] for other in variants]) for place in range(themes)
        ),
        why=tuple(why),
    )


def variations(
    views: Sequence[Matrix], theme_views: Sequence[Matrix], texts: ThemeTexts
) -> Iterator[tuple[Sequence[Matrix], Sequence[Matrix], ThemeTexts]]:
    """The same evidence with something left out: each encoder by itself, and every other text of each theme."""
    for place in range(len(views)) if len(views) > 1 else ():
        yield views[place : place + 1], theme_views[place : place + 1], texts
    for half in (0, 1):
        rows = halved(texts, half)
        yield views, [view[rows] for view in theme_views], texts.only(rows)


def halved(texts: ThemeTexts, half: int) -> list[int]:
    """Every other text of each theme; the only one of a theme stays."""
    rows: list[int] = []
    for place in range(max(texts.theme) + 1):
        own = [row for row, theme in enumerate(texts.theme) if theme == place]
        rows.extend(own[half::2] or own)
    return rows


def _decision(
    views: Sequence[Matrix],
    theme_views: Sequence[Matrix],
    texts: ThemeTexts,
    spoken: Matrix,
    around: Around,
) -> NDArray[np.bool_]:
    scores = _scored(views, theme_views, texts, spoken, around)
    return of_the_day(decided(scores, spoken, *noise(scores)), around)


def _agreement(chosen: NDArray[np.bool_], others: Sequence[NDArray[np.bool_]]) -> float:
    """Mean Jaccard overlap of a theme's statements with those it would have on less evidence, 0 to 1."""
    overlaps = [float((chosen & other).sum() / max(1, (chosen | other).sum())) for other in others]
    return round(sum(overlaps) / len(overlaps), 4)


def _scored(
    views: Sequence[Matrix],
    theme_views: Sequence[Matrix],
    texts: ThemeTexts,
    spoken: Matrix,
    around: Around,
) -> Matrix:
    near = closeness(views, theme_views, texts)
    bare = len(texts.texts) < BARE * spoken.shape[1]
    if bare:
        scores = spread(near - near.mean(axis=0)) + NAMED_WEIGHT_BARE * spoken
        scores = spread(scores) + 2 * spread(learnt(scores, views))
    else:
        scores = spread(near - near.mean()) + NAMED_WEIGHT * spoken
    return np.round(surrounded(scores, around), 4).astype(np.float32)


def spread(scores: Matrix) -> Matrix:
    """Scores in units of their standard deviation over everything; all zeros where they do not differ."""
    deviation = float(scores.std())
    return scores / deviation if deviation > 0 else np.zeros_like(scores)


def noise(scores: Matrix) -> tuple[float, float]:
    """Threshold and scale from the scores of themes that do not fit, which every statement has most of.

    Median and median absolute deviation of the scores below each statement's third best (of the best, if few).
    """
    ranked = -np.sort(-scores, axis=1)
    themes = scores.shape[1]
    rest = ranked[:, NOT_FITTING if themes > NOT_FITTING + 1 else min(1, themes - 1) :]
    middle = float(np.median(rest))
    scale = 1.4826 * float(np.median(np.abs(rest - middle))) or 1.0
    return middle + CLEAR * scale, scale


def decided(scores: Matrix, spoken: Matrix, threshold: float, scale: float) -> NDArray[np.bool_]:
    """(n, t): a statement's best theme if clear; others near the best, named in words or clear beyond doubt."""
    best = scores.argmax(axis=1)
    first = np.zeros(scores.shape, dtype=bool)
    first[np.arange(len(scores)), best] = True
    top = scores.max(axis=1, keepdims=True)
    by_words = (spoken > NAMED) & (scores > top - FURTHER)
    plainly = (scores > top - PLAIN) & (scores > threshold + PLAINLY * scale)
    clear = scores > threshold + np.where(spoken > 0, 0, UNNAMED) * scale
    chosen: NDArray[np.bool_] = (first | by_words | plainly) & clear
    narrow = chosen.mean(axis=0) > NARROW
    if narrow.any() and len(chosen) >= FEWEST_TO_BE_NARROW:
        chosen &= narrow | (spoken > 0)
    return chosen


def addresses(tokens: Sequence[Sequence[Token]]) -> NDArray[np.bool_]:
    """(n,): statements that only say how somebody can be reached."""
    return np.array(
        [
            any(token.text.startswith(_CONTACTS) for token in row)
            and sum(not token.stop for token in row) <= CONTACT_WORDS
            for row in tokens
        ],
        dtype=bool,
    )
