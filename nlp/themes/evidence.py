"""What speaks for a theme in a statement: how near their vectors are, and the theme's own words in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from nlp.domain.folding import fold
from nlp.domain.language import Token
from nlp.domain.text import PLACEHOLDERS, PersonalData
from nlp.ports import Matrix
from nlp.themes.texts import LONGEST_TERM, Kind, ThemeTexts

SHORTEST_END = 5
"""A noun that the analysis did not split begins or ends with a term of at least so many letters."""
NOUNS = ("NOUN", "PROPN")
WHOLE, PART = 0.7, 0.5
"""How much a word says that is a term, and one that a term is part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One term found in a statement, and how much it says, 0 to 1."""

    term: str
    weight: float


def unit(matrix: Matrix) -> Matrix:
    """Every row at length one; rows of zeros stay."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Matrix = (matrix / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled


def spread(scores: Matrix) -> Matrix:
    """Scores in units of their standard deviation over everything; all zeros where they do not differ."""
    deviation = float(scores.std())
    return scores / deviation if deviation > 0 else np.zeros_like(scores)


FEW_TEXTS = 30
"""Fewer texts than this have no mean of their own worth the name."""
NEAREST = 3


def closeness(
    views: Sequence[Matrix], theme_views: Sequence[Matrix], texts: ThemeTexts, *, centre: bool = True
) -> Matrix:
    """Shape (n, t): how near a statement is to what the catalogue says of each theme, summed over the views.

    The mean cosine, after `centred` (unless the views are centred already), to a theme's three nearest seeds, or to
    title and description where it has none.
    """
    themes = range(max(texts.theme) + 1)
    columns = [told_by(texts, place) for place in themes]
    total = np.zeros((len(views[0]), len(themes)), dtype=np.float32)
    for view, theme_view in zip(views, theme_views, strict=True):
        said, given = centred(view, theme_view, columns) if centre else (view, theme_view)
        cosines = np.round(said @ given.T, 5)
        for place in themes:
            nearest = -np.sort(-cosines[:, columns[place]], axis=1)[:, :NEAREST]
            total[:, place] += nearest.mean(axis=1)
    return total


def centred(view: Matrix, theme_view: Matrix, columns: Sequence[Sequence[int]]) -> tuple[Matrix, Matrix]:
    """Statements and catalogue, each less its own mean, for they are written in different manners; unit rows.

    What of the difference lies in directions that part the themes is not manner but matter and stays: statements
    that are all about one theme must not lose it.
    """
    centre = theme_view.mean(axis=0, dtype=np.float64)
    said = (view if len(view) >= FEW_TEXTS else np.concatenate([view, theme_view])).mean(axis=0, dtype=np.float64)
    if len(columns) == len(theme_view) > 1:  # bare titles: single texts show no direction that could be trusted
        return unit((view - said).astype(np.float32)), unit((theme_view - centre).astype(np.float32))
    if len(columns) == 1:
        return unit((view - said).astype(np.float32)), unit((theme_view - said).astype(np.float32))
    themes = np.stack([theme_view[rows].mean(axis=0, dtype=np.float64) for rows in columns]) - centre
    _, sizes, directions = np.linalg.svd(themes, full_matrices=False)
    directions = directions[sizes > sizes[0] * 1e-4]
    manner = said - centre
    manner -= (manner @ directions.T) @ directions
    return unit((view - centre - manner).astype(np.float32)), unit((theme_view - centre).astype(np.float32))


def told_by(texts: ThemeTexts, place: int) -> list[int]:
    """The texts that say what a theme is about: its seeds, or title and description where it has none."""
    own = [row for row, theme in enumerate(texts.theme) if theme == place]
    seeds = [row for row in own if texts.kind[row] in (Kind.PHRASE, Kind.WORDS)]
    return seeds or own


class Terms:
    """The words by which a catalogue's themes are recognised."""

    def __init__(self, term_tokens: Sequence[Sequence[Token]], term_theme: Sequence[int]) -> None:
        self._single: dict[str, set[int]] = defaultdict(set)
        self._nouns: set[str] = set()
        self._several: list[tuple[frozenset[str], int]] = []
        self._written: dict[str, str] = {}
        for tokens, theme in zip(term_tokens, term_theme, strict=True):
            words = [token for token in tokens if not token.stop]
            if len(words) == 1:
                forms = {fold(words[0].text), fold(words[0].lemma)}
                for form in forms:
                    self._single[form].add(theme)
                    self._written.setdefault(form, words[0].text)
                if words[0].text[:1].isupper():
                    self._nouns |= forms
            elif 1 < len(words) <= LONGEST_TERM:
                lemmas = frozenset(fold(word.lemma) for word in words)
                self._several.append((lemmas, theme))
                self._written.setdefault(" ".join(sorted(lemmas)), " ".join(word.text for word in words))

    def of_word(self, token: Token) -> dict[int, Sign]:
        """Theme → the sign that a word gives: the term that it is, else those it is made of, at half the weight."""
        whole = {fold(token.text), fold(token.lemma)} & self._single.keys()
        pieces = whole or ({fold(part) for part in token.parts} & self._single.keys()) or self._ends(token)
        share = WHOLE if whole else PART
        signs: dict[int, Sign] = {}
        for piece in sorted(pieces, key=lambda piece: (-len(piece), piece)):
            for theme in self._single[piece]:
                signs.setdefault(theme, Sign(term=piece, weight=share / len(self._single[piece]) ** 0.5))
        return signs

    def of_words(self, lemmas: Iterable[str]) -> dict[int, Sign]:
        """Theme → the sign that several words give together: a term whose words all stand in the statement."""
        there = {fold(lemma) for lemma in lemmas}
        found = ((theme, words) for words, theme in self._several if words <= there)
        return {theme: Sign(term=" ".join(sorted(words)), weight=WHOLE) for theme, words in found}

    def written(self, term: str) -> str:
        """A term as the catalogue writes it."""
        return self._written.get(term, term)

    def _ends(self, token: Token) -> set[str]:
        """The longest term that a noun begins with, and the longest it ends with, where the analysis has no parts."""
        if token.parts or token.pos not in NOUNS:
            return set()
        form = fold(token.lemma).replace("-", "")
        lengths = range(len(form) - 1, SHORTEST_END - 1, -1)
        heads = (form[:size] for size in lengths if form[:size] in self._nouns)
        tails = (form[-size:] for size in lengths if form[-size:] in self._nouns)
        return {piece for piece in (next(heads, ""), next(tails, "")) if piece}


def _tells(word: Token, after: Token | None) -> bool:
    """Whether a word can name a theme; "Frau" before a name says nothing of women."""
    addressed = after is not None and after.text.startswith(PLACEHOLDERS[PersonalData.PERSON])
    return not word.stop and not (addressed and word.lemma in {"Frau", "Herr"})


def named(tokens: Sequence[Sequence[Token]], terms: Terms, themes: int) -> tuple[Matrix, list[dict[int, list[str]]]]:
    """Shape (n, t), 0 to 1: how clearly a statement names a theme; and the terms that do, per statement and theme.

    Several terms add up with falling weight (noisy or); one said twice counts once.
    """
    known: dict[tuple[str, str], dict[int, Sign]] = {}
    strength = np.zeros((len(tokens), themes), dtype=np.float32)
    why: list[dict[int, list[str]]] = []
    for row, words in enumerate(tokens):
        best: dict[tuple[int, str], float] = {}
        content = [word for word, after in zip(words, [*words[1:], None], strict=True) if _tells(word, after)]
        for word in content:
            key = (word.text, word.lemma)
            if key not in known:
                known[key] = terms.of_word(word)
        for signs in (
            terms.of_words(word.lemma for word in words),
            *(known[word.text, word.lemma] for word in content),
        ):
            for theme, sign in signs.items():
                best[theme, sign.term] = max(sign.weight, best.get((theme, sign.term), 0))
        missing = np.ones(themes)
        reasons: dict[int, list[str]] = defaultdict(list)
        for (theme, term), weight in best.items():
            missing[theme] *= 1 - weight
            if terms.written(term) not in reasons[theme]:
                reasons[theme].append(terms.written(term))
        strength[row] = 1 - missing
        why.append(dict(reasons))
    return strength, why
