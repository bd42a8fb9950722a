"""Found groups held against the catalogue: next to one of its themes, a theme of their own, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.themes.assign import Assignment
from nlp.themes.central import cohesion
from nlp.themes.result import Corpus, Grouped

NEXT_TO = 0.3
"""Mean strength from which a group belongs to a catalogue theme; 0.5 would be the threshold for one statement."""
SAME_WAY = 0.5
"""… if this share of its members has that theme first."""
FEWEST, MOST_FEWEST = 3, 8
"""A found theme has at least so many wordings: one in a hundred of all, within these bounds."""
SMALL_CORPUS = 60
LOOSE = 0.02
"""Beside a catalogue, groups whose members are no nearer each other than this are leftovers, not a theme."""
NONE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A found group: rows of the corpus with strengths, how often resamples agree, and the groups they lie near.

    `number`: what it is called in `rivals`; `near`: the place of the catalogue theme it goes into, if any.
    """

    number: int
    rows: tuple[int, ...]
    strengths: tuple[float, ...]
    held: tuple[float, ...]
    rivals: tuple[int, ...]
    stability: float
    near: int | None = None

    def identity(self, corpus: Corpus, within: str = "") -> str:
        """„f-“ and ten hexadecimal digits of the ids of its firmest half: the same core, the same id."""
        ranked = sorted(zip(self.rows, self.strengths, strict=True), key=lambda pair: (-pair[1], corpus.ids[pair[0]]))
        core = sorted(corpus.ids[row] for row, _ in ranked[: (len(ranked) + 1) // 2])
        told = "\n".join([within, *core] if within else core)
        return "f-" + hashlib.blake2b(told.encode(), digest_size=5).hexdigest()


def groups_in(grouped: Grouped) -> list[Group]:
    """The groups by their numbers."""
    held = grouped.held if len(grouped.held) else [0.0] * len(grouped.rows)
    rivals = grouped.rivals if len(grouped.rivals) else [NONE] * len(grouped.rows)
    places: list[list[int]] = [[] for _ in grouped.stability]
    for place, label in enumerate(grouped.labels):
        if label >= 0:
            places[int(label)].append(place)
    return [
        Group(
            number=number,
            rows=tuple(int(grouped.rows[place]) for place in own),
            strengths=tuple(round(float(grouped.strengths[place]), 4) for place in own),
            held=tuple(round(float(held[place]), 4) for place in own),
            rivals=tuple(int(rivals[place]) for place in own),
            stability=float(grouped.stability[number]),
        )
        for number, own in enumerate(places)
        if own
    ]


def near_theme(group: Group, assignment: Assignment) -> int | None:
    """The place of the given theme that the group belongs to, if there is one."""
    own = assignment.strengths[list(group.rows)]
    theme = int(own.mean(axis=0).argmax())
    first = float((own.argmax(axis=1) == theme).mean())
    return theme if float(own[:, theme].mean()) >= NEXT_TO and first >= SAME_WAY else None


def worth_a_theme(rows: Sequence[int], corpus: Corpus) -> bool:
    """Whether a group beside a catalogue has wordings enough and hangs together."""
    count = len(corpus.ids)
    fewest = min(MOST_FEWEST, max(FEWEST, count // 100)) if count >= SMALL_CORPUS else 2
    return len({int(corpus.wording[row]) for row in rows}) >= fewest and cohesion(rows, corpus.matrix) >= LOOSE
