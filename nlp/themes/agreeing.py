"""How far two who coded the same statements agree, beyond what chance would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Said = tuple[frozenset[str], frozenset[str]]
"""The themes in which the one and the other put a statement; none of them: „Ohne Thema“."""
SURE = 1.959964
"""Standard errors to either side of a 95 % interval."""


class Undefined(StrEnum):
    """Why there is no kappa; the value is what a person reads."""

    NOTHING = "Noch keine Aussage haben beide Seiten zugeordnet."
    UNUSED = "Keine von beiden Seiten hat das Thema vergeben."
    ALWAYS = "Beide Seiten haben bei allen Aussagen dasselbe vergeben; dafür hat Kappa keinen Wert."


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa:
    """Cohen's kappa, −1 to 1, with its 95 % interval.

    `value` is None, with the reason in `why`, where both used one and the same code throughout. The interval is None
    where its formula has no width, as where nobody ever differed: that is no proof that they never would.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    why: Undefined | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeAgreement:
    """One theme in or out, by two over the same statements; the four counts add up to their number."""

    theme: str
    both: int
    only_first: int
    only_second: int
    neither: int
    kappa: Kappa

    @property
    def n(self) -> int:
        """How many statements."""
        return self.both + self.only_first + self.only_second + self.neither

    @property
    def observed(self) -> float | None:
        """Share of statements on which they agree about this theme."""
        return (self.both + self.neither) / self.n if self.n else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two over the same statements: on `same` of `n` they named the very same themes, or both none."""

    n: int
    same: int
    kappa: Kappa
    samples_f1: float | None
    themes: tuple[ThemeAgreement, ...]

    @property
    def observed(self) -> float | None:
        """Share of statements with the very same themes."""
        return self.same / self.n if self.n else None


def agreed(said: Sequence[Said], themes: Sequence[str]) -> Agreement:
    """Agreement over all these themes and for each; other themes are left aside.

    Overall it is the pooled kappa of De Vries, Elliott, Kanouse & Teleki 2008 (Field Methods 20) with „Ohne Thema“ as
    a code of its own: where everybody names one theme a statement, just Cohen's kappa of 1960. `samples_f1` is the mean
    over statements of twice the shared themes by all named, 1 where both name none.
    """
    first, second = (_coded([pair[side] for pair in said], themes) for side in (0, 1))
    sizes = first.sum(axis=1) + second.sum(axis=1)
    shared = 2 * (first & second).sum(axis=1)
    alike = np.where(sizes == 0, 1.0, shared / np.maximum(sizes, 1))
    return Agreement(
        n=len(said),
        same=int((first == second).all(axis=1).sum()),
        kappa=kappa(_with_none(first), _with_none(second)),
        samples_f1=float(alike.mean()) if said else None,
        themes=tuple(_of_theme(theme, first[:, [at]], second[:, [at]]) for at, theme in enumerate(themes)),
    )


def kappa(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> Kappa:
    """Kappa of codes (n, t) pooled over columns: one less the differences found by those chance would make.

    The interval is the large-sample one of Fleiss, Cohen & Everitt 1969 (Psychological Bulletin 72), written as the
    spread of what each statement adds to kappa; for one column, and for codes of which each statement has one, the two
    are the same figure.
    """
    count = len(first)
    if not count:
        return Kappa(value=None, why=Undefined.NOTHING)
    ones, others = first.sum(axis=0), second.sum(axis=0)
    by_chance = int((ones * (count - others) + others * (count - ones)).sum())
    if not by_chance:
        return Kappa(value=None, why=Undefined.ALWAYS if ones.any() else Undefined.UNUSED)
    expected = by_chance / count**2
    differing = (first != second).sum(axis=1)
    found = float(differing.mean())
    value = 1 - found / expected
    p, q = ones / count, others / count
    shift = ((first - p) * (1 - 2 * q) + (second - q) * (1 - 2 * p)).sum(axis=1)
    added = found / expected**2 * shift - (differing - found) / expected
    error = float(np.sqrt((added**2).mean() / count))
    if error < 1e-9:  # noqa: PLR2004 - nought but for rounding
        return Kappa(value=value)
    return Kappa(value=value, low=max(-1.0, value - SURE * error), high=min(1.0, value + SURE * error))


def _coded(said: Sequence[frozenset[str]], themes: Sequence[str]) -> NDArray[np.bool_]:
    rows = [[theme in one for theme in themes] for one in said]
    return np.array(rows, dtype=np.bool_).reshape(len(said), len(themes))


def _with_none(codes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.column_stack([codes, ~codes.any(axis=1)])


def _of_theme(theme: str, first: NDArray[np.bool_], second: NDArray[np.bool_]) -> ThemeAgreement:
    return ThemeAgreement(
        theme=theme,
        both=int((first & second).sum()),
        only_first=int((first & ~second).sum()),
        only_second=int((second & ~first).sum()),
        neither=int((~first & ~second).sum()),
        kappa=kappa(first, second),
    )
