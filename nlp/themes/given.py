"""The catalogue's themes with the statements that belong to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from nlp.domain.themes import Catalogue, CatalogueTheme, Membership, Origin, Theme
from nlp.themes.assign import Assignment
from nlp.themes.discovered import Made
from nlp.themes.found import Group
from nlp.themes.grades import grade
from nlp.themes.kin import kinship
from nlp.themes.learning import Confirmed
from nlp.themes.result import Corpus
from nlp.themes.words import Vocabulary, shown_terms

CLOSE = 0.1
"""A theme that is no more than this weaker than the first, and that the statement is not in, is its rival."""
DIGITS = 4


def holding(
    groups: Sequence[Group], assignment: Assignment, themes: int, finer: Collection[int]
) -> list[dict[int, float]]:
    """For each given theme: row → how sure its place is, for those that chose it and groups that are next to it."""
    members: list[dict[int, float]] = []
    for place in range(themes):
        rows = {int(row): float(assignment.held[row, place]) for row in np.flatnonzero(assignment.chosen[:, place])}
        for group in groups:
            if group.near == place:
                sure = zip(group.rows, group.held, strict=True)
                rows = {row: held for row, held in sure if row not in finer} | rows
        members.append(dict(sorted(rows.items())))
    return members


def given_themes(
    *,
    groups: Sequence[Group],
    corpus: Corpus,
    known: Vocabulary,
    catalogue: Catalogue,
    assignment: Assignment,
    finer: Collection[int],
    confirmed: Confirmed,
) -> list[Made]:
    """The catalogue's themes that hold any statement, in the catalogue's order.

    A statement's primary theme is the one it fits best, or the found one (`finer`) where a given theme was too large.
    """
    members = holding(groups, assignment, len(catalogue.themes), finer)
    first: dict[int, int] = {}
    for place, own in enumerate(members):
        for row in own:
            if row not in first or assignment.scores[row, place] > assignment.scores[row, first[row]]:
                first[row] = place
    rivals = _rivals(first, members, catalogue, assignment)
    made = []
    for place, (theme, own) in enumerate(zip(catalogue.themes, members, strict=True)):
        if not own:
            continue
        terms = shown_terms(corpus.counted(list(own)), known)
        strengths = {row: round(float(assignment.strengths[row, place]), DIGITS) for row in own}
        unexplained = {row: strength for row, strength in strengths.items() if not _told(assignment, row, place)}
        grounds = kinship(unexplained, terms, corpus, known)
        held_by_person = {row for row in own if place in confirmed.get(row, ())}
        made.append(
            Made(
                theme=_theme(theme, terms, assignment.stability[place], len(own)),
                members=tuple(
                    Membership(
                        statement=corpus.ids[row],
                        theme=theme.id,
                        strength=strengths[row],
                        primary=first[row] == place and row not in finer,
                        stability=1.0 if row in held_by_person else round(held, DIGITS),
                        rival=rivals.get(row, "") if first[row] == place and row not in finer else "",
                        confirmed=row in held_by_person,
                        evidence=grounds[row] if row in grounds else assignment.evidence[row][place],
                    )
                    for row, held in own.items()
                ),
            )
        )
    return made


def _told(assignment: Assignment, row: int, place: int) -> bool:
    return bool(assignment.evidence) and place in assignment.evidence[row]


def _rivals(
    first: Mapping[int, int], members: Sequence[Mapping[int, float]], catalogue: Catalogue, assignment: Assignment
) -> dict[int, str]:
    """Row → the theme that comes nearly as close as the first one and does not hold it."""
    found = {}
    for row, place in first.items():
        strengths = assignment.strengths[row]
        free = [other for other, own in enumerate(members) if row not in own and own]
        second = max(free, key=lambda other: (strengths[other], -other), default=None)
        if second is None or not _wavers(assignment, row, place, second):
            continue
        if round(float(strengths[place] - strengths[second]), DIGITS) <= CLOSE:
            found[row] = catalogue.themes[second].id
    return found


def _wavers(assignment: Assignment, row: int, first: int, second: int) -> bool:
    """Whether on less evidence the first is not always chosen, or the second at times."""
    return float(assignment.held[row, first]) < 1 or float(assignment.held[row, second]) > 0


def _theme(given: CatalogueTheme, terms: tuple[str, ...], stability: float, size: int) -> Theme:
    return Theme(
        id=given.id,
        title=given.title,
        origin=Origin.CATALOGUE,
        terms=terms,
        stability=stability,
        grade=grade(stability, size),
        sensitive=given.sensitive,
        field_of_action=given.field_of_action,
        description=given.description,
    )
