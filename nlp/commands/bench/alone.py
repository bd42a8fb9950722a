"""One grouping in a process of its own, so that its memory peak is its own: `python -m nlp.commands.bench.alone`.

Arguments: a file made by `kept`, how many texts, `oton` or `bertopic`, the policy view's name (may be empty), and the
encoders' names. Prints JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.bertopic import load_frame, shipped
from nlp.commands.bench.crossed import Corpus, crossed
from nlp.vectors.policy import load
from nlp.views.evaluate.methods import Own

WARM_UP = 200
"""So many texts are grouped beforehand: imports and compilation are nobody's fitting time."""
FEW, TIMES = 5_000, 3
"""Up to so many texts the middle of three times counts: a second on a busy machine says little."""
PER_MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024
"""`ru_maxrss` counts bytes on macOS and kilobytes elsewhere."""


def kept(corpus: Corpus, path: Path) -> None:
    """Writes a corpus where the other process finds it."""
    views = {f"view{place}": view for place, view in enumerate(corpus.views)}
    lemmas = ["\x1f".join(row) for row in corpus.lemmas]
    np.savez(path, allow_pickle=False, texts=np.array(corpus.texts), lemmas=np.array(lemmas), **views)


def found(path: Path) -> Corpus:
    """Reads it again."""
    with np.load(path, allow_pickle=False) as held:
        names = sorted(name for name in held if name.startswith("view"))
        return Corpus(
            texts=tuple(map(str, held["texts"])),
            lemmas=tuple(tuple(filter(None, str(row).split("\x1f"))) for row in held["lemmas"]),
            views=tuple(held[name] for name in names),
        )


def timed(corpus: Corpus, group: Callable[[Corpus], NDArray[np.int64]]) -> dict[str, float]:
    """Seconds of one grouping without imports, compilation and encoding, themes found, and the process's peak."""
    group(crossed(corpus, min(WARM_UP, len(corpus.texts))))
    taken = []
    for _ in range(TIMES if len(corpus.texts) <= FEW else 1):
        begun = time.perf_counter()
        labels = group(corpus)
        taken.append(time.perf_counter() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / PER_MEGABYTE
    return {"seconds": median(taken), "themes": int(labels.max()) + 1, "megabytes": peak}


def main() -> None:
    """Reads, multiplies, groups and tells."""
    path, count, method, policy, *names = sys.argv[1:]
    own = Own(policy=load(policy) if policy else None)
    ways: dict[str, Callable[[Corpus], NDArray[np.int64]]] = {
        "oton": lambda at: own.group(at.views, names, at.texts, at.lemmas).labels,
        "bertopic": lambda at: shipped(at.views[0], at.texts, None),
    }
    load_frame()
    corpus = crossed(found(Path(path)), int(count))
    sys.stdout.write(json.dumps({"statements": len(corpus.texts), **timed(corpus, ways[method])}) + "\n")


if __name__ == "__main__":
    main()
