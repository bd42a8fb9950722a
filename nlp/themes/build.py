"""From an assignment and found groups to themes with titles, terms and memberships."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nlp.domain.themes import Catalogue, Unplaced
from nlp.themes.assign import Assignment, addresses
from nlp.themes.discovered import Made, discovered
from nlp.themes.found import SMALL_CORPUS, Group, groups_in, near_theme, worth_a_theme
from nlp.themes.given import given_themes
from nlp.themes.learning import Confirmed
from nlp.themes.result import Built, Corpus, Grouped, in_order
from nlp.themes.words import Vocabulary, vocabulary

TOO_LARGE = 0.4
FEW_WORDS = 1
"""A statement that fits nowhere and has at most so many words that carry meaning says too little."""
FIRM = 0.5
"""A group that resamples find again less than half (Hennig 2007) is none, and no reason."""
HELD = 0.5
"""What fewer resamples than this put in one group lies between it and its rival."""


def remainder(assignment: Assignment, confirmed: Collection[int] = ()) -> NDArray[np.int64]:
    """Rows to be grouped: those that no given theme took, and those of themes that took too much to say anything.

    What a person has confirmed stays where it is.
    """
    too_large = oversized(assignment)
    taken = assignment.chosen.any(axis=1) & ~assignment.chosen[:, too_large].any(axis=1)
    free = np.setdiff1d(np.flatnonzero(~taken), np.array(sorted(confirmed), dtype=np.int64))
    rows: NDArray[np.int64] = free.astype(np.int64)
    return rows


def oversized(assignment: Assignment) -> list[int]:
    """Given themes that hold more than two fifths of at least sixty statements: found themes come beside them."""
    count = len(assignment.chosen)
    shares = assignment.chosen.sum(axis=0) / max(1, count)
    return [int(place) for place in np.flatnonzero(shares > TOO_LARGE)] if count >= SMALL_CORPUS else []


def build_themes(
    corpus: Corpus,
    *,
    grouped: Grouped | None = None,
    catalogue: Catalogue | None = None,
    assignment: Assignment | None = None,
    confirmed: Confirmed | None = None,
    project_words: Sequence[str] = (),
    known: Vocabulary | None = None,
) -> Built:
    """Themes of the corpus: those of the catalogue that have any statements, then found ones by falling size.

    Found groups that are next to a catalogue theme go into it. Words of `project_words` are in no title. Quotes and
    what to look at come later, see `judging`.
    """
    if not corpus.ids:
        return Built(themes=(), memberships=(), unassigned=())
    grouped = grouped or Grouped()
    known = known or vocabulary(corpus.counted(), project_words)
    groups = _placed(groups_in(grouped), corpus, assignment)
    found = discovered([group for group in groups if group.near is None], corpus, known, catalogue)
    finer = {row for one in found if one.group for row in one.group.rows}
    given = (
        given_themes(
            groups=groups,
            corpus=corpus,
            known=known,
            catalogue=catalogue,
            assignment=assignment,
            finer=finer,
            confirmed=confirmed or {},
        )
        if catalogue and assignment
        else []
    )
    made = [*given, *_with_rivals(found, groups, catalogue, {one.theme.id for one in given}, corpus)]
    memberships = [member for one in made for member in one.members]
    placed = {member.statement for member in memberships}
    return Built(
        themes=tuple(one.theme for one in made),
        memberships=in_order(memberships),
        unassigned=tuple(sorted(one for one in corpus.ids if one not in placed)),
        reasons=_reasons(corpus, placed, grouped, {group.number for group in groups if group.stability >= FIRM}),
    )


def _placed(groups: Sequence[Group], corpus: Corpus, assignment: Assignment | None) -> list[Group]:
    """The groups that are worth a theme or belong to one; a group next to a theme too large is one beside it."""
    if assignment is None:
        return list(groups)
    too_large = oversized(assignment)
    made = []
    for group in groups:
        near = near_theme(group, assignment)
        near = None if near in too_large else near
        if near is not None or worth_a_theme(group.rows, corpus):
            made.append(replace(group, near=near))
    return made


def _with_rivals(
    found: Sequence[Made], groups: Sequence[Group], catalogue: Catalogue | None, given: Collection[str], corpus: Corpus
) -> list[Made]:
    """The found themes, whose statements know the theme that they lie between this one and."""
    names: dict[int, str] = {one.group.number: one.theme.id for one in found if one.group}
    for group in groups:
        if group.near is not None and catalogue and catalogue.themes[group.near].id in given:
            names[group.number] = catalogue.themes[group.near].id
    made = []
    for one in found:
        rivals: Mapping[str, int] = (
            {corpus.ids[row]: rival for row, rival in zip(one.group.rows, one.group.rivals, strict=True)}
            if one.group
            else {}
        )
        told = (replace(each, rival=names.get(rivals.get(each.statement, -1), "")) for each in one.members)
        made.append(replace(one, members=tuple(told)))
    return made


def _reasons(corpus: Corpus, placed: Collection[str], grouped: Grouped, worthy: Collection[int]) -> dict[str, Unplaced]:
    """Why each statement that is in no theme is in none; `worthy` groups got no title where they are no theme."""
    contact = addresses(corpus.tokens)
    place_of = {int(row): place for place, row in enumerate(grouped.rows)}
    made = {}
    for row, one in enumerate(corpus.ids):
        if one in placed:
            continue
        place = place_of.get(row)
        label = int(grouped.labels[place]) if place is not None else -1
        torn = place is not None and len(grouped.rivals) > 0 and int(grouped.rivals[place]) >= 0
        sure = place is not None and len(grouped.held) > 0 and float(grouped.held[place]) >= HELD
        if contact[row]:
            made[one] = Unplaced.CONTACT
        elif sum(not token.stop for token in corpus.tokens[row]) <= FEW_WORDS:
            made[one] = Unplaced.FEW_WORDS
        elif torn and not sure:
            made[one] = Unplaced.BETWEEN
        else:
            made[one] = Unplaced.NO_NAME if label in worthy else Unplaced.ALONE
    return made
