"""Found themes held against human codes, and against what others find on the same vectors."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.bertopic import load_frame
from nlp.errors import GoldProblem
from nlp.ports import Progress
from nlp.views.evaluate.agreement import BERTOPIC, Agreement, agreement, agreement_sheet
from nlp.views.evaluate.gold import LabelledTexts, labelled_texts
from nlp.views.evaluate.methods import Own, bertopic, vectors_k_means, words_k_means
from nlp.views.evaluate.paper import Sheet, whole
from nlp.views.evaluate.reading import Reading
from nlp.views.evaluate.topic_models import Encode, turftopic

SEEDS = (1, 2, 3, 4, 5)
METHODS = ("bertopic", "tfidf", "e5", "turftopic")
"""What O-Ton can be compared with."""
OWN = "O-Ton"
WORDS = "TF-IDF und k-means"
VECTORS = "Vektoren und k-means"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One run's figures: O-Ton first, then the others. `n` texts, `labels` human codes, `encode` seconds."""

    n: int
    labels: int
    rows: tuple[Agreement, ...]
    encode: float
    remarks: tuple[str, ...] = ()

    def told(self) -> dict[str, object]:
        """Plain values: O-Ton's first row by itself, and all rows as `rows`."""
        own = self.rows[0]
        return {
            "n": self.n,
            "labels": self.labels,
            "themes": int(own.themes),
            "unassigned_share": round(own.unassigned_share, 4),
            "ami": round(own.ami, 4),
            "ari": round(own.ari, 4),
            "v_measure": round(own.v_measure, 4),
            "seconds": {"encode": round(self.encode, 2), "cluster": round(own.seconds, 2)},
            "rows": [row.told() for row in self.rows],
            "remarks": list(self.remarks),
        }

    def sheet(self) -> Sheet:
        """The table people read."""
        said = f"{whole(self.n)} Texte, {self.labels} Themen der Menschen; jeder Text zählt."
        if any(row.method == BERTOPIC for row in self.rows):
            said += f" {BERTOPIC}: wie ausgeliefert, Ausreißer als eine Gruppe."
        return agreement_sheet("Themen finden", self.rows, (said, *self.remarks))


def clustering_gold(path: Path, *, text: tuple[str, ...], label: str) -> LabelledTexts:
    """Texts with exactly one code; texts without a code are left out. Raises GoldProblem."""
    read = labelled_texts(path, text=text, label=label)
    coded = [(words, codes) for words, codes in zip(read.texts, read.labels, strict=True) if codes]
    if not coded:
        raise GoldProblem(f"In „{path.name}“ ist die Spalte „{label}“ überall leer. Bitte nennen Sie eine andere.")
    return LabelledTexts(
        texts=tuple(words for words, _ in coded), labels=tuple(("|".join(codes),) for _, codes in coded)
    )


def truth_of(gold: LabelledTexts) -> list[str]:
    """The one code of each text."""
    return [codes[0] for codes in gold.labels]


def compare(
    gold: LabelledTexts,
    reading: Reading,
    *,
    own: Own,
    progress: Progress,
    methods: Collection[str] = (),
    themes: int | None = None,
    encode: Encode | None = None,
    python: Path | None = None,
) -> Comparison:
    """O-Ton, and on the same vectors every method named; without `themes` O-Ton finds their number itself.

    In a comparison each method also gets the number people used, k-means besides the number O-Ton found. `encode` and
    `python` serve Turftopic.
    """
    truth = truth_of(gold)
    true_number = len(set(truth))
    load_frame()  # its import takes seconds that are nobody's fitting time
    rows = [_timed(OWN, truth, partial(own.labels, reading, themes), given=themes is not None)]
    if methods and themes != true_number:
        rows.append(_timed(OWN, truth, partial(own.labels, reading, true_number), given=True))
    progress("Vergleich", 1, len(methods) + 1)
    numbers = list(dict.fromkeys((true_number, int(rows[0].themes))))
    remarks: list[str] = []
    for done, name in enumerate((one for one in METHODS if one in methods), start=2):
        if name == "turftopic" and encode:
            told = turftopic(python, reading, truth, encode)
            rows += told.rows
            remarks += told.remarks
        else:
            rows += _others(name, reading, truth, numbers)
        progress("Vergleich", done, len(methods) + 1)
    return Comparison(
        n=len(truth), labels=true_number, rows=tuple(rows), encode=reading.seconds, remarks=tuple(remarks)
    )


def _others(name: str, reading: Reading, truth: Sequence[str], numbers: Sequence[int]) -> list[Agreement]:
    if name == "bertopic":
        pairs = [_clocked(partial(bertopic, reading, seed)) for seed in SEEDS]
        return [agreement(BERTOPIC, truth, [labels for labels, _ in pairs], [seconds for _, seconds in pairs])]
    if name == "tfidf":
        return [_timed(WORDS, truth, partial(words_k_means, reading.texts, k), given=True) for k in numbers]
    return [_timed(VECTORS, truth, partial(vectors_k_means, reading.views[0], k), given=True) for k in numbers]


def _timed(name: str, truth: Sequence[str], call: Callable[[], NDArray[np.int64]], *, given: bool) -> Agreement:
    labels, seconds = _clocked(call)
    return agreement(name, truth, [labels], [seconds], given=given)


def _clocked(call: Callable[[], NDArray[np.int64]]) -> tuple[NDArray[np.int64], float]:
    begun = time.perf_counter()
    labels = call()
    return labels, time.perf_counter() - begun
