"""From an assignment and found groups to themes with titles, terms, quotes and memberships."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.domain.language import Token
from nlp.domain.themes import Catalogue, CatalogueTheme, Membership, Origin, Theme
from nlp.ports import Matrix
from nlp.themes.assign import Assignment
from nlp.themes.central import central, space
from nlp.themes.found import SMALL_CORPUS, Group, found_groups
from nlp.themes.grades import grade
from nlp.themes.labels import carried, label, plain_title
from nlp.themes.words import Vocabulary, shown_terms, vocabulary

TOO_LARGE = 0.4


CARRIED = 0.2
"""Beside a catalogue a found theme's name must be said by so large a share of its statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Themes, who is in them, and the statements that are in none: every statement stands in one or the other."""

    themes: tuple[Theme, ...]
    memberships: tuple[Membership, ...]
    unassigned: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """n statements as this room needs them: ids, texts, words, and one matrix of unit rows."""

    ids: Sequence[str]
    documents: Sequence[str]
    tokens: Sequence[Sequence[Token]]
    matrix: Matrix


def remainder(assignment: Assignment) -> NDArray[np.int64]:
    """Rows to be grouped: those that no given theme took, and those of themes that took too much to say anything."""
    too_large = oversized(assignment)
    taken = assignment.chosen.any(axis=1) & ~assignment.chosen[:, too_large].any(axis=1)
    rows: NDArray[np.int64] = np.flatnonzero(~taken)
    return rows


def oversized(assignment: Assignment) -> list[int]:
    """Given themes that hold more than two fifths of at least sixty statements: found themes come beside them."""
    count = len(assignment.chosen)
    shares = assignment.chosen.sum(axis=0) / max(1, count)
    return [int(place) for place in np.flatnonzero(shares > TOO_LARGE)] if count >= SMALL_CORPUS else []


def build_themes(
    *,
    statements: Sequence[str],
    documents: Sequence[str],
    tokens: Sequence[Sequence[Token]],
    views: Sequence[Matrix],
    catalogue: Catalogue | None = None,
    assignment: Assignment | None = None,
    rest: Sequence[int] | NDArray[np.int64] = (),
    labels: Sequence[int] | NDArray[np.int64] = (),
    strengths: Sequence[float] | Matrix = (),
    stability: Sequence[float] = (),
    project_words: Sequence[str] = (),
) -> Built:
    """Themes of n statements: those of the catalogue that have any, then found ones by falling size.

    `rest` are the rows that were grouped, `labels` and `strengths` belong to them, `stability` to the groups (−1:
    no group). Found groups that are next to a catalogue theme go into it. Words of `project_words` are in no title.
    """
    if not statements:
        return Built(themes=(), memberships=(), unassigned=())
    corpus = Corpus(ids=statements, documents=documents, tokens=tokens, matrix=space(views))
    known = vocabulary(tokens, project_words)
    groups = found_groups(
        matrix=corpus.matrix,
        documents=documents,
        rest=rest,
        labels=labels,
        strengths=strengths,
        stability=stability,
        assignment=assignment,
        too_large=oversized(assignment) if assignment is not None else (),
    )
    found, finer = _all_found(groups, corpus, known, catalogue)
    given = (
        _all_given(groups=groups, corpus=corpus, known=known, catalogue=catalogue, assignment=assignment, finer=finer)
        if catalogue and assignment
        else []
    )
    themes = [theme for theme, _ in (*given, *found)]
    memberships = [membership for _, members in (*given, *found) for membership in members]
    placed = {membership.statement for membership in memberships}
    return Built(
        themes=tuple(themes),
        memberships=tuple(sorted(memberships, key=lambda m: (m.statement, not m.primary, -m.strength, m.theme))),
        unassigned=tuple(sorted(one for one in statements if one not in placed)),
    )


def _all_found(
    groups: Sequence[Group], corpus: Corpus, known: Vocabulary, catalogue: Catalogue | None
) -> tuple[list[tuple[Theme, list[Membership]]], set[int]]:
    """Found themes by falling size, and the rows in them."""
    titles = [theme.title for theme in catalogue.themes] if catalogue else []
    made: list[tuple[Theme, list[Membership]]] = []
    finer: set[int] = set()
    for group in sorted((g for g in groups if g.near is None), key=lambda g: (-len(g.rows), _found_id(g, corpus))):
        members = dict(zip(group.rows, group.strengths, strict=True))
        words = [corpus.tokens[row] for row in group.rows]
        title = label(words, known, titles)
        if catalogue is None:
            title = title or plain_title([corpus.documents[row] for row in group.rows], titles)
        elif carried(title, words) < CARRIED:  # beside a catalogue, statements that share no word share no theme
            title = ""
        if title:
            theme = _found(title, group, members, corpus, known)
            titles.append(title)
            finer.update(members)
            made.append((theme, [_membership(theme.id, row, members[row], corpus, primary=True) for row in members]))
    return made, finer


def _all_given(
    *,
    groups: Sequence[Group],
    corpus: Corpus,
    known: Vocabulary,
    catalogue: Catalogue,
    assignment: Assignment,
    finer: set[int],
) -> list[tuple[Theme, list[Membership]]]:
    """The catalogue's themes that hold any statement, in the catalogue's order.

    A statement's primary theme is the one it fits best, or the found one where a given theme was too large.
    """
    members: list[dict[int, float]] = []
    for place in range(len(catalogue.themes)):
        rows = {int(row) for row in np.flatnonzero(assignment.chosen[:, place])}
        rows.update(row for group in groups if group.near == place for row in group.rows if row not in finer)
        members.append({row: float(assignment.strengths[row, place]) for row in sorted(rows)})
    first: dict[int, int] = {}
    for place, own in enumerate(members):
        for row in own:
            if row not in first or assignment.scores[row, place] > assignment.scores[row, first[row]]:
                first[row] = place
    made = []
    for place, own in enumerate(members):
        if own:
            best = {row for row in own if first[row] == place}
            quoted = {row: own[row] for row in best or own}
            theme = _given(
                catalogue.themes[place], own, quoted, assignment.stability[place], corpus=corpus, known=known
            )
            primary = best - finer
            made.append((theme, [_membership(theme.id, row, own[row], corpus, primary=row in primary) for row in own]))
    return made


def _membership(theme: str, row: int, strength: float, corpus: Corpus, *, primary: bool) -> Membership:
    return Membership(statement=corpus.ids[row], theme=theme, strength=round(strength, 4), primary=primary)


def _given(
    given: CatalogueTheme,
    members: dict[int, float],
    quoted: dict[int, float],
    stability: float,
    *,
    corpus: Corpus,
    known: Vocabulary,
) -> Theme:
    return Theme(
        id=given.id,
        title=given.title,
        origin=Origin.CATALOGUE,
        terms=shown_terms([corpus.tokens[row] for row in members], known),
        stability=stability,
        grade=grade(stability, len(members)),
        central=_quotes(quoted, corpus),
        sensitive=given.sensitive,
        field_of_action=given.field_of_action,
    )


def _found(title: str, group: Group, members: dict[int, float], corpus: Corpus, known: Vocabulary) -> Theme:
    return Theme(
        id=_found_id(group, corpus),
        title=title,
        origin=Origin.FOUND,
        terms=shown_terms([corpus.tokens[row] for row in group.rows], known),
        stability=group.stability,
        grade=grade(group.stability, len(members)),
        central=_quotes(members, corpus),
    )


def _quotes(members: dict[int, float], corpus: Corpus) -> tuple[str, ...]:
    rows = sorted(members, key=lambda row: corpus.ids[row])
    chosen = central(rows, corpus.matrix, corpus.documents, [members[row] for row in rows])
    return tuple(corpus.ids[row] for row in chosen)


def _found_id(group: Group, corpus: Corpus) -> str:
    """„f-“ and ten hexadecimal digits of the ids of its firmest half: the same core, the same id."""
    ranked = sorted(zip(group.rows, group.strengths, strict=True), key=lambda pair: (-pair[1], corpus.ids[pair[0]]))
    core = sorted(corpus.ids[row] for row, _ in ranked[: (len(ranked) + 1) // 2])
    return "f-" + hashlib.blake2b("\n".join(core).encode(), digest_size=5).hexdigest()
