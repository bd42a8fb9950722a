"""What themes are made of, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nlp.domain.language import Token
from nlp.domain.themes import Membership, Stance, Theme, Unplaced
from nlp.ports import Matrix
from nlp.themes.alike import counting, wordings
from nlp.themes.central import space


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Themes, who is in them, and the statements that are in none: every statement stands in one or the other."""

    themes: tuple[Theme, ...]
    memberships: tuple[Membership, ...]
    unassigned: tuple[str, ...]
    reasons: Mapping[str, Unplaced] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who is behind n statements: a key for each person; organisation and group, empty where unknown; the stance."""

    people: Sequence[str]
    organisations: Sequence[str]
    groups: Sequence[str]
    stances: Sequence[Stance]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """n statements as this room needs them: ids, texts, words, one matrix of unit rows, wordings and voices."""

    ids: Sequence[str]
    documents: Sequence[str]
    tokens: Sequence[Sequence[Token]]
    matrix: Matrix
    wording: NDArray[np.int64]
    voices: Voices

    @classmethod
    def of(
        cls,
        *,
        ids: Sequence[str],
        documents: Sequence[str],
        tokens: Sequence[Sequence[Token]],
        views: Sequence[Matrix],
        voices: Voices | None = None,
    ) -> Self:
        """From one (n, d) matrix per encoder; without `voices` each statement is a person's own."""
        matrix = space(views) if len(ids) else np.zeros((0, 1), dtype=np.float32)
        unknown = Voices(people=ids, organisations=[""] * len(ids), groups=[""] * len(ids), stances=())
        return cls(
            ids=ids,
            documents=documents,
            tokens=tokens,
            matrix=matrix,
            wording=wordings(documents, matrix),
            voices=voices or unknown,
        )

    def counted(self, rows: Sequence[int] | None = None) -> list[Sequence[Token]]:
        """The words of those rows that count in statistics: nobody counts twice for saying the same again."""
        every = range(len(self.ids)) if rows is None else rows
        kept = counting(every, self.documents, self.wording, self.voices.people)
        return [self.tokens[row] for row in sorted(kept, key=lambda row: self.ids[row])]

    @property
    def rows(self) -> dict[str, int]:
        """Statement id → row."""
        return {one: row for row, one in enumerate(self.ids)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Rows of the corpus that were grouped.

    By row: `labels` (−1: no group), `strengths`, `held` (share of resamples that agree) and `rivals` (the other group
    it lies near, −1: none); `stability` by group.
    """

    rows: Sequence[int] | NDArray[np.int64] = ()
    labels: Sequence[int] | NDArray[np.int64] = ()
    strengths: Sequence[float] | Matrix = ()
    held: Sequence[float] | Matrix = ()
    rivals: Sequence[int] | NDArray[np.int64] = ()
    stability: Sequence[float] = ()


def in_order(memberships: Sequence[Membership]) -> tuple[Membership, ...]:
    """By statement, the primary one first, then by falling strength."""
    return tuple(sorted(memberships, key=lambda m: (m.statement, not m.primary, -m.strength, m.theme)))
