"""New statements go where their nearest old neighbours are; nobody who has a theme is moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nlp.domain.language import Token
from nlp.domain.themes import Evidence, Membership, Unplaced
from nlp.ports import Matrix
from nlp.themes.assign import Assignment, addresses
from nlp.themes.build import oversized
from nlp.themes.overlap import Themed, standing
from nlp.themes.voting import Voters, Votes, among_themselves, asked, joint, threshold, voters

TOGETHER = 0.5
"""A further theme that more than this share of the neighbours in the first one also have comes with it."""
RIVAL = 0.75
"""With so large a share of the first theme's votes another one is a rival."""
FEW_WORDS = 1
"""A statement that fits nowhere and has at most so many words that carry meaning says too little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a catalogue says about all n statements; `themes`: ids in the catalogue's order, "" for one not in use."""

    themes: Sequence[str]
    assignment: Assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where new statements went: memberships, or the reason why a statement fits nowhere; each has one of the two.

    `pool`: those that might be a theme of their own: they fit nowhere, or are nearer each other than the old ones.
    """

    memberships: tuple[Membership, ...]
    reasons: Mapping[str, Unplaced]
    pool: tuple[str, ...]


def placed(
    *,
    statements: Sequence[str],
    views: Sequence[Matrix],
    tokens: Sequence[Sequence[Token]],
    earlier: Themed,
    given: Given | None = None,
) -> Placing:
    """Places those of n statements that an earlier result does not hold yet.

    `views`: (n, d) per encoder; `tokens`: the words of each. A catalogue's themes take what belongs to them. The rest,
    and what is in a given theme too large to say anything, goes where its nearest neighbours among the old statements
    are, if these agree and are near enough by what is usual among the old ones. The order of rows is no matter.
    """
    rows = {one: row for row, one in enumerate(statements)}
    there = standing(earlier)
    new = sorted(rows.keys() - there)
    known = sorted(there & rows.keys())
    matrix = joint(views, [rows[one] for one in known] or range(len(rows)))
    electors = voters(earlier, known, matrix[[rows[one] for one in known]])
    votes = asked(electors, matrix[[rows[one] for one in new]])
    least = threshold(electors)
    contact = addresses([tokens[rows[one]] for one in new])
    large = {given.themes[place] for place in oversized(given.assignment)} if given else set()
    apart = among_themselves(electors, matrix[[rows[one] for one in new]])
    members: list[Membership] = []
    reasons: dict[str, Unplaced] = {}
    pool: list[str] = []
    for place, one in enumerate(new):
        ballot = Ballot(statement=one, place=place, electors=electors, votes=votes, least=least)
        taken = _by_catalogue(ballot, rows[one], given) if given else []
        held = [] if contact[place] else _decided(ballot, taken, given.themes if given else (), large)
        members.extend(held)
        if not held:
            reasons[one] = Unplaced.CONTACT if contact[place] else _reason(ballot, tokens[rows[one]])
        if not contact[place] and not taken and (apart[place] or not held):
            pool.append(one)
    ordered = sorted(members, key=lambda m: (m.statement, not m.primary, -m.strength, m.theme))
    return Placing(memberships=tuple(ordered), reasons=reasons, pool=tuple(pool))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The votes on one new statement; a theme needs at least `least` of them."""

    statement: str
    place: int
    electors: Voters
    votes: Votes
    least: float

    @property
    def first(self) -> int | None:
        """The place of the theme that its neighbours put it in first, if they are sure enough."""
        votes = self.votes.first[self.place]
        best = int(votes.argmax())
        return best if best < len(self.electors.themes) and votes[best] >= self.least and votes[best] > 0 else None

    @property
    def second(self) -> int | None:
        """The place of the theme that comes near the first."""
        votes = self.votes.first[self.place, :-1]
        if len(votes) < 2:  # noqa: PLR2004 - a single theme has no rival
            return None
        second, first = np.argsort(-votes, kind="stable")[[1, 0]]
        return int(second) if 0 < RIVAL * votes[first] <= votes[second] else None

    def together(self, first: int) -> Iterator[tuple[int, float]]:
        """Places of the themes that most of the neighbours in the first one also have, with the share of voters."""
        near, weight = self.votes.nearest[self.place], np.maximum(self.votes.nearness[self.place], 0)
        held = self.electors.every[near] * weight[:, None]
        both = held[self.electors.every[near, first] > 0].sum(axis=0)
        for other in np.flatnonzero(both > TOGETHER * both[first]).tolist():
            if other != first:
                yield other, float(both[other] / weight.sum())

    def memberships(self, first: int) -> list[Membership]:
        """In a theme, and in those that come with it; strength is the share of the voters that are in it."""
        theme, further = self.electors.themes[first], list(self.together(first))
        rival = self.second if self.second not in {other for other, _ in further} else None
        made = Membership(
            statement=self.statement,
            theme=theme,
            strength=round(float(self.votes.agreed[self.place, first]), 4),
            stability=round(float(self.votes.wins[self.place, first]), 4),
            rival=self.electors.themes[rival] if rival is not None else "",
            evidence=self.evidence(theme),
        )
        return [made, *(self._further(other, share) for other, share in further)]

    def _further(self, place: int, share: float) -> Membership:
        theme = self.electors.themes[place]
        return Membership(
            statement=self.statement,
            theme=theme,
            strength=round(share, 4),
            primary=False,
            stability=round(float(self.votes.heard[self.place, place]), 4),
            evidence=self.evidence(theme),
        )

    def evidence(self, theme: str, terms: Sequence[str] = ()) -> Evidence:
        """The words, and the nearest old statement in the theme."""
        if theme in self.electors.themes:
            column = self.electors.every[:, self.electors.themes.index(theme)]
            for near, cosine in zip(self.votes.nearest[self.place], self.votes.nearness[self.place], strict=True):
                if column[near]:
                    nearness = round(float(cosine), 4)
                    return Evidence(
                        terms=tuple(terms), nearest=self.electors.ids[near], is_statement=True, nearness=nearness
                    )
        return Evidence(terms=tuple(terms))


def _decided(
    ballot: Ballot, taken: Sequence[Membership], given: Sequence[str], large: set[str]
) -> Sequence[Membership]:
    """The memberships of one statement: by the catalogue where that has a say, else by its neighbours.

    What the catalogue did not take, at a threshold of its own, no neighbour puts into one of its themes; beside given
    themes that are too large to say much, found ones come first.
    """
    first = ballot.first
    if first is None or ballot.electors.themes[first] in given or (taken and taken[0].theme not in large):
        return taken
    own = ballot.memberships(first)
    there = {one.theme for one in own}
    return [*own, *(replace(one, primary=False) for one in taken if one.theme not in there)]


def _by_catalogue(ballot: Ballot, row: int, given: Given) -> list[Membership]:
    """The given themes that take it, the best first."""
    scores = given.assignment.scores[row]
    places = [place for place in np.flatnonzero(given.assignment.chosen[row]).tolist() if given.themes[place]]
    made: list[Membership] = []
    for place in sorted(places, key=lambda place: (-scores[place], place)):
        theme = given.themes[place]
        known = ballot.electors.themes.index(theme) if theme in ballot.electors.themes else None
        made.append(
            Membership(
                statement=ballot.statement,
                theme=theme,
                strength=round(float(given.assignment.strengths[row, place]), 4),
                primary=not made,
                stability=round(float(ballot.votes.heard[ballot.place, known]), 4) if known is not None else 0.0,
                evidence=ballot.evidence(theme, given.assignment.why[row].get(place, ())),
            )
        )
    return made


def _reason(ballot: Ballot, tokens: Sequence[Token]) -> Unplaced:
    if sum(not token.stop for token in tokens) <= FEW_WORDS:
        return Unplaced.FEW_WORDS
    votes = ballot.votes.first[ballot.place, :-1]
    return (
        Unplaced.BETWEEN if ballot.second is not None and np.sort(votes)[-2:].sum() >= ballot.least else Unplaced.ALONE
    )
