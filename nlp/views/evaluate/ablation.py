"""What each view of a text and the way of grouping contribute: one taken away or used alone at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import mean

import numpy as np

from nlp.clusters.engine import LEXICAL_WEIGHT, cluster
from nlp.clusters.measure import ami
from nlp.clusters.space import side_by_side
from nlp.ports import Matrix, Progress
from nlp.views.evaluate.methods import Own, vectors_k_means
from nlp.views.evaluate.paper import Sheet, bare, decimal, whole
from nlp.views.evaluate.reading import Reading
from nlp.views.evaluate.small import draw

SIZES = (100, 400)
DRAWS = 5
LEXICAL, POLICY = "Zeichen", "Politik"
"""What people read for the lexical view and for the learnt one; encoders go by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ablation:
    """Mean AMI with people's number of themes, of `views` on draws of `size` texts, grouped by O-Ton and by k-means."""

    views: tuple[str, ...]
    size: int
    draws: int
    own: float
    k_means: float

    def told(self) -> dict[str, object]:
        """Plain values for a program."""
        return bare(asdict(self))


def ablations(
    truth: Sequence[str],
    reading: Reading,
    *,
    own: Own,
    progress: Progress,
    sizes: Sequence[int] = SIZES,
    draws: int = DRAWS,
) -> list[Ablation]:
    """Each view alone, the encoders together, all, and all but one, on draws of each size and on everything."""
    count = len(truth)
    names = [*reading.names, *([POLICY] if len(own.views(reading)) > len(reading.names) else []), LEXICAL]
    wanted = combinations(names)
    sampled = [(size, [draw(count, size, seed) for seed in range(draws)]) for size in sizes if size < count]
    sampled.append((count, [np.arange(count)]))
    rows, done, total = [], 0, len(wanted) * len(sampled)
    for views in wanted:
        for size, drawn in sampled:
            pairs = [_figures(truth, reading, chosen.tolist(), own, views) for chosen in drawn]
            ours, theirs = mean(one for one, _ in pairs), mean(other for _, other in pairs)
            rows.append(Ablation(views=views, size=size, draws=len(drawn), own=ours, k_means=theirs))
            done += 1
            progress("Sichten im Vergleich", done, total)
    return rows


def combinations(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Each name alone, all of them, and all but one, each once."""
    wanted = [*((name,) for name in names), *(tuple(one for one in names if one != left) for left in names)]
    return list(dict.fromkeys([*(views for views in wanted if views), tuple(names)]))


def _figures(
    truth: Sequence[str], reading: Reading, rows: Sequence[int], own: Own, names: Sequence[str]
) -> tuple[float, float]:
    part, codes = reading.part(rows), [truth[row] for row in rows]
    known: dict[str, Matrix] = dict(zip((*reading.names, POLICY), own.views(part), strict=False))
    views = [known[name] for name in names if name in known]  # texts about one field have no policy view
    weights = [1.0] * len(views)
    if not views:  # the engine asks for one view at least; at weight 0 it says nothing
        views, weights = [part.views[0]], [0.0]
    lexical = LEXICAL_WEIGHT if LEXICAL in names else 0.0
    themes = len(set(codes))
    found = cluster(
        views=views, documents=part.texts, lemmas=part.words, themes=themes, weights=weights, lexical_weight=lexical
    )
    plain = vectors_k_means(side_by_side(views, weights, part.texts, lexical), themes)
    return ami(codes, found.labels.tolist()), ami(codes, plain.tolist())


def ablation_sheet(rows: Sequence[Ablation]) -> Sheet:
    """One line for each set of views, two columns for each size."""
    sizes = sorted({row.size for row in rows})
    by_views: dict[tuple[str, ...], dict[int, Ablation]] = {}
    for row in rows:
        by_views.setdefault(row.views, {})[row.size] = row
    return Sheet(
        title="Was jede Sicht beiträgt",
        headings=("Sichten", *(f"{way}\n{whole(size)}" for size in sizes for way in ("O-Ton", "k-means"))),
        rows=tuple(
            (
                " + ".join(views),
                *(decimal(value) for size in sizes for value in (at[size].own, at[size].k_means)),
            )
            for views, at in by_views.items()
        ),
        captions=(
            "AMI bei vorgegebener Zahl der Themen; unter dem Verfahren steht die Zahl der Texte.",
            "Sichten: die Kodierer, Wortstücke (Zeichen) und, wo genannt, die gelernte Sicht (Politik).",
            *sorted({f"{whole(row.size)} Texte: Mittel aus {row.draws} Ziehungen." for row in rows if row.draws > 1}),
        ),
    )
