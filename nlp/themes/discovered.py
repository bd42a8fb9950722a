"""Found groups that become themes of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.domain.themes import Catalogue, Membership, Origin, Theme
from nlp.themes.central import middle
from nlp.themes.found import Group
from nlp.themes.grades import grade
from nlp.themes.kin import kinship
from nlp.themes.labels import plain_title, titles
from nlp.themes.result import Corpus
from nlp.themes.words import Vocabulary, shown_terms

CARRIED = 0.2
"""Beside a catalogue a found theme's name must be said by so large a share of its statements."""

TELLING, FEWEST = 2, 3
"""A text that is a title as it stands has so many words that carry meaning; so many texts at least are looked at."""

HANDFUL = 8
"""One statement can stand for so many; over more of them its words would say something that most did not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A theme with its members, and the found group it was made of, if it was."""

    theme: Theme
    members: tuple[Membership, ...]
    group: Group | None = None


def discovered(
    groups: Sequence[Group], corpus: Corpus, known: Vocabulary, catalogue: Catalogue | None = None
) -> list[Made]:
    """Themes by falling size; beside a catalogue, statements that share no word share no theme."""
    ordered = sorted(groups, key=lambda group: (-len(group.rows), group.identity(corpus)))
    taken = [theme.title for theme in catalogue.themes] if catalogue else []
    named = titles([corpus.counted(group.rows) for group in ordered], known, taken)
    used = [*taken, *(one.title for one in named if one.title)]
    made = []
    for group, one in zip(ordered, named, strict=True):
        title = one.title if catalogue is None or one.carried >= CARRIED else ""
        if catalogue is None and not title:
            title = plain_title(_telling(group, corpus) if len(group.rows) <= HANDFUL else (), used)
            used.append(title)
        if title:
            made.append(as_theme(title, group, corpus, known))
    return made


def _telling(group: Group, corpus: Corpus) -> list[str]:
    """The texts of the quarter nearest the middle that say anything, else all."""
    rows = sorted(group.rows, key=lambda row: corpus.ids[row])
    strengths = dict(zip(group.rows, group.strengths, strict=True))
    centre = middle(corpus.matrix[rows], [strengths[row] for row in rows])
    near = dict(zip(rows, np.round(corpus.matrix[rows] @ centre, 4).tolist(), strict=True))
    said = [row for row in rows if sum(not token.stop for token in corpus.tokens[row]) >= TELLING]
    first = sorted(said, key=lambda row: (-near[row], corpus.ids[row]))[: max(FEWEST, len(said) // 4)]
    return [corpus.documents[row] for row in first or rows]


def as_theme(title: str, group: Group, corpus: Corpus, known: Vocabulary, parent: str = "") -> Made:
    """A theme of a group; below a `parent` it is nobody's first theme."""
    identity = group.identity(corpus, parent)
    terms = shown_terms(corpus.counted(group.rows), known)
    grounds = kinship(dict(zip(group.rows, group.strengths, strict=True)), terms, corpus, known)
    return Made(
        theme=Theme(
            id=identity,
            title=title,
            origin=Origin.FOUND,
            terms=terms,
            stability=group.stability,
            grade=grade(group.stability, len(group.rows)),
            parent=parent,
        ),
        members=tuple(
            Membership(
                statement=corpus.ids[row],
                theme=identity,
                strength=strength,
                primary=not parent,
                stability=held,
                evidence=grounds[row],
            )
            for row, strength, held in zip(group.rows, group.strengths, group.held, strict=True)
        ),
        group=group,
    )
