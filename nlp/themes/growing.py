"""An earlier result with new statements in it: what was there stays as it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nlp.domain.themes import Catalogue, CatalogueTheme, Flag, Membership, Origin, Theme, Unplaced
from nlp.themes.central import central
from nlp.themes.grades import grade
from nlp.themes.identity import other_ids, under_ids
from nlp.themes.overlap import Themed
from nlp.themes.placing import Given, Placing
from nlp.themes.result import Built, Corpus
from nlp.themes.words import Vocabulary, shown_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """A result that has grown: its themes, and how many new statements went into old themes, candidates and none."""

    built: Built
    placed: int
    candidates: int
    candidate_themes: int
    left: int
    reasons: Mapping[str, Unplaced]


def kept(earlier: Themed, corpus: Corpus) -> Built:
    """An earlier result without the statements that are no more, and without themes that hold none any more."""
    present = set(corpus.ids)
    members = [one for one in earlier.memberships if one.statement in present]
    alive = {one.theme for one in members}
    alive |= {theme.parent for theme in earlier.themes if theme.id in alive}
    held: dict[str, list[Membership]] = defaultdict(list)
    for one in members:
        held[one.theme].append(one)
    return Built(
        themes=tuple(
            _kept(theme, held[theme.id], alive, present, corpus) for theme in earlier.themes if theme.id in alive
        ),
        memberships=tuple(one if one.rival in alive else replace(one, rival="") for one in members),
        unassigned=tuple(one for one in earlier.unassigned if one in present),
    )


def _kept(theme: Theme, members: Sequence[Membership], alive: set[str], present: set[str], corpus: Corpus) -> Theme:
    whole = all(one in present for one in theme.central)
    return replace(
        theme,
        parent=theme.parent if theme.parent in alive else "",
        twins=tuple(twin for twin in theme.twins if twin in alive),
        summary=tuple(quote for quote in theme.summary if quote.statement in present),
        central=theme.central if whole or not members else _quotes(members, corpus),
    )


def _quotes(members: Sequence[Membership], corpus: Corpus) -> tuple[str, ...]:
    rows = {one: row for row, one in enumerate(corpus.ids)}
    ordered = sorted(members, key=lambda one: one.statement)
    places = [rows[one.statement] for one in ordered]
    return tuple(
        corpus.ids[row] for row in central(places, corpus.matrix, corpus.documents, [one.strength for one in ordered])
    )


def as_candidates(built: Built, there: Themed) -> Built:
    """Found themes that nobody has looked at yet, under ids of their own."""
    named = under_ids(built, other_ids({theme.id for theme in built.themes}, {theme.id for theme in there.themes}))
    themes = (replace(theme, flags=tuple(dict.fromkeys((*theme.flags, Flag.CANDIDATE)))) for theme in named.themes)
    return replace(named, themes=tuple(themes))


def grown(
    *,
    before: Built,
    placing: Placing,
    fresh: Built,
    corpus: Corpus,
    known: Vocabulary,
    catalogue: Catalogue | None = None,
    given: Given | None = None,
) -> Grown:
    """What was there, the new statements that found a place in it, and the candidates among them (`fresh`).

    A catalogue theme that held nothing before comes in with its first statements.
    """
    fresh_ids = {one.statement for one in fresh.memberships}
    placed = [one for one in placing.memberships if one.statement not in fresh_ids]
    left = {one: why for one, why in placing.reasons.items() if one not in fresh_ids}
    there = {theme.id for theme in before.themes}
    first: dict[str, list[Membership]] = defaultdict(list)
    for one in placed:
        if one.theme not in there:
            first[one.theme].append(one)
    begun = [
        _begun(theme, first[theme.id], given.assignment.stability[place], corpus, known)
        for place, theme in enumerate(catalogue.themes if catalogue and given else ())
        if theme.id in first and given
    ]
    members = sorted(
        (*before.memberships, *placed, *fresh.memberships),
        key=lambda m: (m.statement, not m.primary, -m.strength, m.theme),
    )
    return Grown(
        built=Built(
            themes=(*before.themes, *begun, *fresh.themes),
            memberships=tuple(members),
            unassigned=tuple(sorted((*before.unassigned, *left))),
        ),
        placed=len({one.statement for one in placed}),
        candidates=len(fresh_ids),
        candidate_themes=len(fresh.themes),
        left=len(left),
        reasons=left,
    )


def _begun(
    theme: CatalogueTheme, members: Sequence[Membership], stability: float, corpus: Corpus, known: Vocabulary
) -> Theme:
    rows = {one: row for row, one in enumerate(corpus.ids)}
    return Theme(
        id=theme.id,
        title=theme.title,
        origin=Origin.CATALOGUE,
        terms=shown_terms([corpus.tokens[rows[one.statement]] for one in members], known),
        stability=stability,
        grade=grade(stability, len(members)),
        central=_quotes(members, corpus),
        sensitive=theme.sensitive,
        field_of_action=theme.field_of_action,
        description=theme.description,
    )
