"""Two levels: a large theme whose statements fall into firm groups has sub-themes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nlp.domain.folding import fold
from nlp.domain.themes import Theme
from nlp.themes.discovered import CARRIED, Made, as_theme
from nlp.themes.found import groups_in
from nlp.themes.labels import titles
from nlp.themes.result import Built, Corpus, Grouped, in_order
from nlp.themes.words import Vocabulary, person, same_matter, vocabulary

LARGE = 60
"""Fewer statements than this a person reads; a level below would cost more than it tells."""
SMALLEST = 8
FIRM = 0.5
"""A group that resamples find again less than half (Hennig 2007) is none."""
FEWEST = 2
ELSEWHERE = 0.03
"""What more than so large a share of the statements in other themes says (child, house, year) names no part of one."""


def divisible(built: Built, corpus: Corpus) -> dict[str, list[int]]:
    """Theme id → rows of its own statements, by id of the statement, for themes that may have sub-themes."""
    rows, own = corpus.rows, defaultdict(list)
    for one in built.memberships:
        if one.primary:
            own[one.theme].append(rows[one.statement])
    return {theme.id: own[theme.id] for theme in built.themes if len(own[theme.id]) >= LARGE}


def refined(built: Built, parts: Mapping[str, Grouped], corpus: Corpus, project_words: Sequence[str] = ()) -> Built:
    """The same with sub-themes behind their themes, where own statements fall into two firm groups or more.

    A statement stays in its theme and is in the sub-theme besides; what fits none is in the theme alone.
    """
    whole = vocabulary(corpus.counted(), project_words) if parts else None
    taken = [theme.title for theme in built.themes]
    themes, memberships = [], list(built.memberships)
    for theme in built.themes:
        below: list[Made] = []
        if whole is not None and theme.id in parts:
            own = [int(row) for row in parts[theme.id].rows]
            words = Words(whole=whole, within=vocabulary(corpus.counted(own), project_words))
            below = _below(theme, parts[theme.id], corpus, words, taken)
        taken += [one.theme.title for one in below]
        themes += [theme, *(one.theme for one in below)]
        memberships += [member for one in below for member in one.members]
    return replace(built, themes=tuple(themes), memberships=in_order(memberships))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of all statements, and of those within one theme."""

    whole: Vocabulary
    within: Vocabulary

    def says_more(self, title: str, beside: Sequence[str]) -> bool:
        """Whether a title has a word that is in no title beside it and that hardly anybody says in other themes."""
        there = [word for other in beside for word in _words(other)]
        return any(
            not person(word)
            and self._elsewhere(word) <= ELSEWHERE
            and not any(same_matter(word, other, self.whole) for other in there)
            for word in _words(title)
        )

    def _elsewhere(self, word: str) -> float:
        """The share of statements outside the theme that speak of a word, as it is written in titles."""
        others = self.whole.statements - self.within.statements
        spelled = {fold(form): lemma for lemma, form in self.whole.spelled.items()}
        lemma = spelled.get(word, word)
        return (self.whole.spread[lemma] - self.within.spread[lemma]) / others if others > 0 else 0.0


def _words(title: str) -> list[str]:
    return [fold(word) for word in title.replace(",", " ").split() if word[:1].isupper()]


def _below(above: Theme, grouped: Grouped, corpus: Corpus, words: Words, taken: Sequence[str]) -> list[Made]:
    """The sub-themes of one theme; what all of the theme says names none of its parts."""
    groups = [group for group in groups_in(grouped) if len(group.rows) >= SMALLEST and group.stability >= FIRM]
    if len(groups) < FEWEST:
        return []
    ordered = sorted(groups, key=lambda group: (-len(group.rows), group.identity(corpus)))
    named = titles([corpus.counted(group.rows) for group in ordered], words.within, taken)
    made: list[Made] = []
    for group, one in zip(ordered, named, strict=True):
        beside = [above.title, *(other.theme.title for other in made)]
        if one.carried >= CARRIED and words.says_more(one.title, beside):
            made.append(as_theme(one.title, group, corpus, words.within, above.id))
    names = {one.group.number: one.theme.id for one in made if one.group}
    return [_torn(one, names, corpus) for one in made] if len(made) >= FEWEST else []


def _torn(one: Made, names: Mapping[int, str], corpus: Corpus) -> Made:
    """With the sub-theme that a statement lies near besides."""
    if one.group is None:
        return one
    rivals = {corpus.ids[row]: rival for row, rival in zip(one.group.rows, one.group.rivals, strict=True)}
    return replace(
        one, members=tuple(replace(each, rival=names.get(rivals[each.statement], "")) for each in one.members)
    )
