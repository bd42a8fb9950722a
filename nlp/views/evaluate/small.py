"""What remains of each method when there are few answers: many small draws from one labelled file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.measure import ami
from nlp.errors import GoldProblem
from nlp.ports import Progress
from nlp.views.evaluate.agreement import BERTOPIC
from nlp.views.evaluate.methods import Own, bertopic, words_k_means
from nlp.views.evaluate.paper import Bars, Sheet, bare, decimal, percent, whole
from nlp.views.evaluate.reading import Reading

SIZES = (40, 80, 160)
DRAWS = 50
OWN, WORDS = "O-Ton", "TF-IDF und k-means *"

Labels = NDArray[np.int64]
Method = Callable[[Reading, int, int], Labels]
"""A reading, the number of codes in it and a seed; gives (n,) labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One method's means over the draws of one size.

    `none`: share of draws without a single theme. `ahead`: share of draws in which O-Ton's AMI is at least as high.
    """

    size: int
    method: str
    draws: int
    none: float
    ami: float
    least: float
    most: float
    themes: float
    unassigned_share: float
    ahead: float

    def told(self) -> dict[str, object]:
        """Plain values for a program."""
        return bare(asdict(self))


def drawn(
    truth: Sequence[str],
    reading: Reading,
    *,
    own: Own,
    progress: Progress,
    sizes: Sequence[int] = SIZES,
    draws: int = DRAWS,
) -> list[Drawn]:
    """For each size: O-Ton, BERTopic as shipped and k-means on TF-IDF, which is told how many codes the draw holds.

    The same draws for all, without replacement, by fixed seeds. Raises GoldProblem where the file is smaller.
    """
    if max(sizes) > len(truth):
        raise GoldProblem(
            f"Die Datei hat nur {whole(len(truth))} Texte mit Thema, gezogen werden sollen {whole(max(sizes))}. "
            "Bitte nennen Sie mit --sizes kleinere Zahlen."
        )
    methods: dict[str, Method] = {
        OWN: lambda part, _codes, _seed: own.labels(part),
        BERTOPIC: lambda part, _codes, seed: bertopic(part, seed),
        WORDS: lambda part, codes, _seed: words_k_means(part.texts, codes),
    }
    rows: list[Drawn] = []
    for size in sizes:
        found: dict[str, list[Labels]] = {name: [] for name in methods}
        truths = []
        for seed in range(draws):
            chosen = draw(len(truth), size, seed)
            part, codes = reading.part(chosen), [truth[row] for row in chosen]
            truths.append(codes)
            for name, method in methods.items():
                found[name].append(method(part, len(set(codes)), seed))
            progress(f"{size} Texte", seed + 1, draws)
        rows += _judged(size, truths, found)
    return rows


def draw(count: int, size: int, seed: int) -> NDArray[np.int64]:
    """(size,) different rows of `count` in rising order; the same for the same seed."""
    return np.sort(np.random.default_rng([size, seed]).choice(count, size=size, replace=False))


def _judged(size: int, truths: Sequence[Sequence[str]], found: dict[str, list[Labels]]) -> list[Drawn]:
    amis = {
        name: [ami(codes, [int(one) for one in labels]) for codes, labels in zip(truths, runs, strict=True)]
        for name, runs in found.items()
    }
    return [
        Drawn(
            size=size,
            method=name,
            draws=len(runs),
            none=mean(float(labels.max() < 0) for labels in runs),
            ami=mean(amis[name]),
            least=min(amis[name]),
            most=max(amis[name]),
            themes=mean(len(np.unique(labels[labels >= 0])) for labels in runs),
            unassigned_share=mean(float(np.mean(labels < 0)) for labels in runs),
            ahead=mean(float(ours >= theirs) for ours, theirs in zip(amis[OWN], amis[name], strict=True)),
        )
        for name, runs in found.items()
    ]


def drawn_sheet(rows: Sequence[Drawn]) -> Sheet:
    """The rows as a table."""
    return Sheet(
        title="Themen aus wenigen Antworten",
        headings=("Verfahren", "Texte", "kein\nThema", "AMI,\nMittel", "O-Ton so\ngut/besser", "Themen", "ohne\nThema"),
        rows=tuple(
            (
                row.method,
                whole(row.size),
                percent(row.none),
                decimal(row.ami),
                "–" if row.method == OWN else percent(row.ahead),
                decimal(row.themes, 1),
                percent(row.unassigned_share),
            )
            for row in rows
        ),
        captions=(
            f"Je {rows[0].draws} Ziehungen, für alle dieselben; jeder Text zählt.",
            "kein Thema: Anteil der Ziehungen, in denen gar keines gefunden wurde.",
            "* Die wahre Zahl der Themen war vorgegeben.",
        ),
        bars=Bars(
            heading="AMI, Mittel; der Strich reicht von der schlechtesten bis zur besten Ziehung",
            values=tuple(row.ami for row in rows),
            least=tuple(row.least for row in rows),
            most=tuple(row.most for row in rows),
        ),
    )
