"""A theme in a few verbatim statements: the most central, the most different, the strongest minority voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.domain.themes import Stance, SummaryQuote, Voice
from nlp.ports import Matrix
from nlp.themes.central import middle, unreadable

LIKE = 0.35
"""Statements whose centred vectors are as near as this say the like; a theme's statements are at 0.1 on average."""
DOUBLE = 0.85
"""As near as this they say the same, and one of them is quoted."""
FIRM = 0.25
"""The quarter of members that lies furthest out speaks for the theme least and is not quoted as the different voice."""
TWO_CENTRAL = 6
"""From so many people on, two central statements are quoted."""
LAMBDA = 0.6
"""Weight of nearness to the theme against nearness to what is quoted already (maximal marginal relevance 1998)."""
FEW, CARRIED = 0.34, 2
"""A minority is at least two people and at most a third of all."""
APART = 0.1
"""… whose statements are so much nearer each other than to the rest of the theme."""
MOST_LOOKED_AT = 1500
"""Neighbourhoods are sought among so many of a theme's firmest statements; all pairs of more would take long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """m statements of a theme: ids, texts, unit rows, how firmly each belongs, who wrote it and as whom, its stance."""

    ids: Sequence[str]
    documents: Sequence[str]
    members: Matrix
    strengths: Sequence[float]
    people: Sequence[str]
    wording: Sequence[int]
    groups: Sequence[str] = ()
    stances: Sequence[Stance] = ()

    def count(self, places: Sequence[int] | NDArray[np.int64]) -> int:
        """How many people are behind these."""
        return len({self.people[place] for place in places})


def summary(said: Speaking) -> tuple[SummaryQuote, ...]:
    """One to four quotes; `alike` counts the people, the quoted one included, who say the like.

    None of two quotes says what the other does, nor comes from the same person where there are others. Small themes
    have fewer: a different voice and a minority are only named where there are any.
    """
    if not said.ids:
        return ()
    centre = middle(said.members, said.strengths, said.people)
    near = np.round(said.members @ centre, 4)
    fit = np.round(near - unreadable(said.documents), 4)
    places: list[int] = []
    for _ in range(2 if said.count(range(len(said.ids))) >= TWO_CENTRAL else 1):
        best = _best(said, _marginal(said, fit, places) if places else fit, places)
        places += [] if best is None else [best]
    quotes = [_quote(said, place, Voice.CENTRAL) for place in places]
    firm = np.flatnonzero(near >= np.quantile(near, FIRM))
    other = _best(said, _different(said, fit, places), places, firm)
    if other is not None:
        quotes.append(_quote(said, other, Voice.DIFFERENT))
        places.append(other)
    camp = _minority(said, places)
    if camp is not None:
        place, alike = camp
        quotes.append(SummaryQuote(statement=said.ids[place], voice=Voice.MINORITY, alike=alike))
    return tuple(quotes)


def _best(
    said: Speaking, worth: Matrix, quoted: Sequence[int], among: Sequence[int] | NDArray[np.int64] | None = None
) -> int | None:
    """The worthiest place that says something else than what is quoted, of another person where there is one."""
    places = [int(place) for place in (range(len(said.ids)) if among is None else among)]
    free = [place for place in places if _fresh(said, place, quoted)]
    authors = {said.people[place] for place in quoted}
    others = [place for place in free if said.people[place] not in authors] or free
    return min(others, key=lambda place: (-float(worth[place]), said.documents[place], said.ids[place]), default=None)


def _fresh(said: Speaking, place: int, quoted: Sequence[int]) -> bool:
    return all(
        place != other
        and said.wording[place] != said.wording[other]
        and round(float(said.members[place] @ said.members[other]), 4) < DOUBLE
        for other in quoted
    )


def _nearest(said: Speaking, quoted: Sequence[int]) -> Matrix:
    """Shape (m,): how near each is to the nearest of those quoted."""
    nearest: Matrix = np.round((said.members @ said.members[list(quoted)].T).max(axis=1), 4)
    return nearest


def _marginal(said: Speaking, fit: Matrix, quoted: Sequence[int]) -> Matrix:
    worth: Matrix = (LAMBDA * fit - (1 - LAMBDA) * _nearest(said, quoted)).round(4).astype(np.float32)
    return worth


def _different(said: Speaking, fit: Matrix, quoted: Sequence[int]) -> Matrix:
    """What the central ones do not cover, weight the other way round."""
    worth: Matrix = ((1 - LAMBDA) * fit - LAMBDA * _nearest(said, quoted)).round(4).astype(np.float32)
    return worth


def _quote(said: Speaking, place: int, voice: Voice) -> SummaryQuote:
    like = np.flatnonzero(np.round(said.members @ said.members[place], 4) >= LIKE)
    return SummaryQuote(statement=said.ids[place], voice=voice, alike=max(1, said.count([place, *like])))


def _minority(said: Speaking, quoted: Sequence[int]) -> tuple[int, int] | None:
    """The readable middle of the camp that stands apart most, and how many people are in it."""
    best: tuple[float, tuple[str, ...], list[int]] | None = None
    whole, total = said.count(range(len(said.ids))), said.members.sum(axis=0, dtype=np.float64)
    for camp in _camps(said):
        people = said.count(camp)
        if CARRIED <= people <= FEW * whole and not set(camp) & set(quoted):
            apart = _apart(said, camp, total)
            ranked = (-round(apart * people**0.5, 4), tuple(sorted(said.ids[place] for place in camp)), camp)
            if apart >= APART and (best is None or ranked[:2] < best[:2]):
                best = ranked
    if best is None:
        return None
    camp = best[2]
    centre = middle(said.members[camp], [1.0] * len(camp), [said.people[place] for place in camp])
    fit = np.round(said.members @ centre - unreadable(said.documents), 4)
    known = _nearest(said, quoted)
    unlike = [place for place in camp if known[place] < LIKE]
    place = _best(said, fit, quoted, unlike)
    return None if place is None else (place, said.count(camp))


def _camps(said: Speaking) -> Iterator[list[int]]:
    """Sub-views: those who stand otherwise than most, those of a smaller group, and neighbourhoods of statements."""
    for kinds in (said.stances, said.groups):
        counts = Counter(kind for kind in kinds if kind not in ("", Stance.NEUTRAL))
        for kind in sorted(counts):
            yield [place for place, own in enumerate(kinds) if own == kind]
    firmest = sorted(range(len(said.ids)), key=lambda place: (-round(said.strengths[place], 4), said.ids[place]))
    places = np.array(sorted(firmest[:MOST_LOOKED_AT]), dtype=np.int64)
    cosines = np.round(said.members[places] @ said.members[places].T, 4)
    seen: set[bytes] = set()
    for row in range(len(places)):
        near = np.flatnonzero(cosines[row] >= LIKE)
        if near.tobytes() not in seen:
            seen.add(near.tobytes())
            yield [int(places[k]) for k in near]


def _apart(said: Speaking, camp: Sequence[int], whole: NDArray[np.float64]) -> float:
    """Mean cosine within a camp less that to the rest of the theme; one person's own statements say nothing of it."""
    own = said.members[list(camp)].astype(np.float64)
    rest = whole - own.sum(axis=0)
    others = len(said.ids) - len(camp)
    if len(camp) < CARRIED or others == 0:
        return 0.0
    within = (float(np.sum(own.sum(axis=0) ** 2)) - float(np.sum(own**2))) / (len(camp) * (len(camp) - 1))
    return round(within - float(own.sum(axis=0) @ rest) / (len(camp) * others), 4)
