"""Why a statement is in a found theme: the theme's terms that it says, and the statement in it that lies nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.domain.language import Token
from nlp.domain.themes import Evidence
from nlp.themes.families import folded
from nlp.themes.result import Corpus
from nlp.themes.words import Vocabulary

MOST_LOOKED_AT = 1500
"""The nearest is sought among so many of a theme's firmest statements: all pairs of more would take long."""
CHUNK = 1024
DIGITS = 4
SAME = -2.0
"""Below every cosine: nobody is near for being the same, or for saying it in the same words."""


def kinship(
    members: Mapping[int, float], terms: Sequence[str], corpus: Corpus, known: Vocabulary
) -> dict[int, Evidence]:
    """Row → evidence, for rows with the strengths they have in one theme."""
    rows = sorted(members, key=lambda row: corpus.ids[row])
    firmest = sorted(rows, key=lambda row: (-round(members[row], DIGITS), corpus.ids[row]))[:MOST_LOOKED_AT]
    among = np.array(sorted(firmest, key=lambda row: corpus.ids[row]), dtype=np.int64)
    shown = set(terms)
    words = {word: form for word, form in known.spelled.items() if form in shown}
    made: dict[int, Evidence] = {}
    for start in range(0, len(rows), CHUNK):
        part = np.array(rows[start : start + CHUNK], dtype=np.int64)
        near, cosines = _nearest(part, among, corpus)
        for row, other, cosine in zip(part.tolist(), near.tolist(), cosines.tolist(), strict=True):
            alone = cosine <= SAME
            made[row] = Evidence(
                terms=said(corpus.tokens[row], words, terms),
                nearest="" if alone else corpus.ids[other],
                is_statement=not alone,
                nearness=0.0 if alone else round(cosine, DIGITS),
            )
    return made


def said(tokens: Sequence[Token], words: Mapping[str, str], terms: Sequence[str]) -> tuple[str, ...]:
    """The terms, in their order, that stand in a statement in any form or as a part of a compound."""
    spoken = {folded(token.lemma) for token in tokens if not token.stop}
    spoken |= {folded(part) for token in tokens if not token.stop for part in token.parts}
    there = {words[word] for word in spoken if word in words}
    return tuple(term for term in terms if term in there)


def _nearest(
    rows: NDArray[np.int64], among: NDArray[np.int64], corpus: Corpus
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Per row the nearest of the others that is worded otherwise, and its cosine; SAME where there is none."""
    cosines = np.round(corpus.matrix[rows] @ corpus.matrix[among].T, DIGITS)
    cosines[corpus.wording[rows][:, None] == corpus.wording[among][None, :]] = SAME
    best = cosines.argmax(axis=1)
    return among[best], cosines[np.arange(len(rows)), best]
