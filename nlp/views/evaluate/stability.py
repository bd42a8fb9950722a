"""Whether a result holds: other row orders, other processes, some of the answers left out or added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import combinations
from statistics import mean
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.engine import Clustering
from nlp.clusters.measure import ari
from nlp.ports import Progress
from nlp.views.evaluate.agreement import BERTOPIC
from nlp.views.evaluate.methods import Own, bertopic, vectors_k_means
from nlp.views.evaluate.paper import Sheet, bare, decimal, percent, whole
from nlp.views.evaluate.reading import Reading

ORDERS = 10
SAMPLES = 10
SHARE = 0.9
LEAST_PAIRS = 3
"""A rank correlation of fewer pairs says nothing."""

Labels = NDArray[np.int64]
Method = Callable[[Reading, int], Labels]
"""A reading and a seed; gives (n,) labels."""


class Foretold(TypedDict):
    """Three figures of `Stability`."""

    foretold: float | None
    themes: int
    together: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One method's agreement with itself, as adjusted Rand index on the statements that two runs share.

    `pairs`: mean over pairs of 90-percent samples; `whole`: mean against the run on all; `themes`: mean number found.
    """

    method: str
    pairs: float
    whole: float
    themes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How far results hold.

    `orders`: least adjusted Rand between this process and other orders in other processes. `foretold`: Spearman's
    rank correlation of each theme's shown stability with the share of its statements that stay together when the
    last tenth is added, over `themes` themes of all samples; None where there are too few. `together`: that share's
    mean over statements.
    """

    n: int
    shuffled: int
    samples: int
    orders: float
    held: tuple[Held, ...]
    foretold: float | None
    themes: int
    together: float

    def told(self) -> dict[str, object]:
        """Plain values for a program."""
        rows = [
            bare({"method": one.method, "pairs": one.pairs, "whole": one.whole, "themes": one.themes})
            for one in self.held
        ]
        figures: dict[str, object] = {"orders_least_ari": self.orders, "foretold_spearman": self.foretold}
        figures |= {"foretold_themes": self.themes, "kept_together": self.together}
        return {"n": self.n, **bare(figures), "rows": rows}

    def sheet(self) -> Sheet:
        """The table people read."""
        orders = decimal(self.orders, 4)
        foretold = "nicht zu bestimmen" if self.foretold is None else decimal(self.foretold, 2)
        rows = ((one.method, decimal(one.pairs), decimal(one.whole), decimal(one.themes, 1)) for one in self.held)
        return Sheet(
            title="Wie fest das Ergebnis ist",
            headings=("Verfahren", "Paare,\nARI", "gegen\nalle, ARI", "Themen"),
            rows=tuple(rows),
            captions=(
                f"{whole(self.n)} Texte; {self.samples} Stichproben von 90 %, verglichen auf den gemeinsamen Texten.",
                "* Zahl der Themen wie bei O-Ton.",
                f"O-Ton, Zeilen {self.shuffled}-mal anders gereiht, in anderen Prozessen: ARI {orders}.",
                f"Kommen die übrigen 10 % dazu, bleiben {percent(self.together)} der Aussagen im Thema beisammen.",
                f"Rangkorrelation davon mit der gezeigten Festigkeit: {foretold} ({self.themes} Themen).",
            ),
        )


def stability(
    reading: Reading,
    *,
    own: Own,
    executor: Executor,
    progress: Progress,
    orders: int = ORDERS,
    samples: int = SAMPLES,
) -> Stability:
    """O-Ton, k-means on the first encoder's vectors with as many themes, and BERTopic, all on the same samples."""
    full = own.cluster(reading)
    least = _reordered(reading, full.labels, own, executor, orders)
    progress("Andere Reihenfolgen", orders, orders)
    drawn = [_sample(len(reading.texts), seed) for seed in range(samples)]
    parts = [reading.part(rows) for rows in drawn]
    ours = []
    for done, part in enumerate(parts, start=1):
        ours.append(own.cluster(part))
        progress("O-Ton mit Stichproben", done, samples)
    held = [_held("O-Ton", drawn, [one.labels for one in ours], full.labels)]
    number = max(1, len(full.stability))
    others: dict[str, Method] = {
        "Vektoren und k-means *": lambda part, _seed: vectors_k_means(part.views[0], number),
        BERTOPIC: bertopic,
    }
    for name, method in others.items():
        found = []
        for seed, part in enumerate(parts, start=1):
            found.append(method(part, seed))
            progress(f"{name} mit Stichproben", seed, samples)
        held.append(_held(name, drawn, found, method(reading, 0)))
    return Stability(
        n=len(reading.texts), shuffled=orders, samples=samples, orders=least, held=tuple(held),
        **_foretold(drawn, ours, full.labels),
    )  # fmt: skip


def _reordered(reading: Reading, labels: Labels, own: Own, executor: Executor, times: int) -> float:
    """The least adjusted Rand index of shuffled runs in other processes against this one."""
    shuffles = [np.random.default_rng(seed).permutation(len(labels)) for seed in range(times)]
    again = [executor.submit(own.labels, reading.part(rows)) for rows in shuffles]
    return min(
        ari(labels[rows].tolist(), future.result().tolist()) for rows, future in zip(shuffles, again, strict=True)
    )


def _foretold(drawn: Sequence[Labels], ours: Sequence[Clustering], full: Labels) -> Foretold:
    """What the stability shown before the last tenth came says about what then happened."""
    shown = [value for one in ours for value in one.stability]
    stayed = [
        share
        for rows, one in zip(drawn, ours, strict=True)
        for share in kept_together(one.labels, full[rows], len(one.stability))
    ]
    sizes = [int(np.sum(one.labels == theme)) for one in ours for theme in range(len(one.stability))]
    together = float(np.average(stayed, weights=sizes)) if sizes else 0.0
    return {"foretold": spearman(shown, stayed), "themes": len(shown), "together": together}


def _sample(count: int, seed: int) -> Labels:
    return np.sort(np.random.default_rng([90, seed]).choice(count, size=round(SHARE * count), replace=False))


def _held(name: str, samples: Sequence[Labels], found: Sequence[Labels], full: Labels) -> Held:
    pairs = []
    for one, other in combinations(range(len(samples)), 2):
        _, left, right = np.intersect1d(samples[one], samples[other], return_indices=True)
        pairs.append(ari(found[one][left].tolist(), found[other][right].tolist()))
    against = [ari(full[rows].tolist(), labels.tolist()) for rows, labels in zip(samples, found, strict=True)]
    themes = mean(len(np.unique(labels[labels >= 0])) for labels in found)
    return Held(method=name, pairs=mean(pairs), whole=mean(against), themes=themes)


def kept_together(before: Labels, after: Labels, themes: int) -> list[float]:
    """Per theme of `before`: the share of its statements in the one theme of `after` that holds most of them."""
    shares = []
    for theme in range(themes):
        now = after[before == theme]
        counts = np.bincount(now[now >= 0]) if np.any(now >= 0) else np.zeros(1)
        shares.append(float(counts.max() / len(now)) if len(now) else 0.0)
    return shares


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Spearman's rank correlation; None where a side is constant or there are fewer than three pairs."""
    if len(one) < LEAST_PAIRS or len(set(one)) == 1 or len(set(other)) == 1:
        return None
    from scipy.stats import spearmanr

    return float(spearmanr(one, other).statistic)
