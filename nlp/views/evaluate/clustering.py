"""Found themes held against human codes, and against BERTopic as shipped."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from nlp.clusters.bertopic import shipped
from nlp.clusters.engine import cluster
from nlp.clusters.measure import ami, ari, unassigned_share, v_measure
from nlp.errors import GoldProblem
from nlp.ports import Progress
from nlp.views.evaluate.gold import LabelledTexts, labelled_texts
from nlp.views.evaluate.reading import Reading

SEEDS = (1, 2, 3, 4, 5)


def clustering_gold(path: Path, *, text: tuple[str, ...], label: str) -> LabelledTexts:
    """Texts with exactly one code; texts without a code are left out. Raises GoldProblem."""
    read = labelled_texts(path, text=text, label=label)
    coded = [(words, codes) for words, codes in zip(read.texts, read.labels, strict=True) if codes]
    if not coded:
        raise GoldProblem(f"In „{path.name}“ ist die Spalte „{label}“ überall leer. Bitte nennen Sie eine andere.")
    return LabelledTexts(
        texts=tuple(words for words, _ in coded), labels=tuple(("|".join(codes),) for _, codes in coded)
    )


def evaluate_clustering(gold: LabelledTexts, reading: Reading, *, themes: int | None = None) -> dict[str, object]:
    """Agreement with the codes, every text counted; the number of themes is found or given."""
    truth = [codes[0] for codes in gold.labels]
    begun = time.perf_counter()
    found = cluster(views=reading.views, documents=reading.texts, lemmas=reading.words, themes=themes)
    seconds = time.perf_counter() - begun
    labels = [int(one) for one in found.labels]
    return {
        "n": len(truth),
        "labels": len(set(truth)),
        "themes": len(found.stability),
        "unassigned_share": round(unassigned_share(labels), 4),
        "ami": round(ami(truth, labels), 4),
        "ari": round(ari(truth, labels), 4),
        "v_measure": round(v_measure(truth, labels), 4),
        "seconds": {"encode": round(reading.seconds, 2), "cluster": round(seconds, 2)},
    }


def compare_bertopic(gold: LabelledTexts, reading: Reading, progress: Progress) -> dict[str, object]:
    """BERTopic as shipped on the first encoder's vectors, five seeds; outliers count as one group."""
    truth = [codes[0] for codes in gold.labels]
    begun = time.perf_counter()
    runs: list[Sequence[int]] = []
    for done, seed in enumerate(SEEDS, start=1):
        runs.append([int(one) for one in shipped(reading.views[0], reading.texts, seed)])
        progress("BERTopic zum Vergleich", done, len(SEEDS))
    seconds = (time.perf_counter() - begun) / len(SEEDS)
    figures = [round(ami(truth, labels), 4) for labels in runs]
    return {
        "ami": figures,
        "ami_median": median(figures),
        "unassigned_share": round(median(unassigned_share(labels) for labels in runs), 4),
        "themes": [len(set(labels) - {-1}) for labels in runs],
        "seconds": round(seconds, 2),
    }
