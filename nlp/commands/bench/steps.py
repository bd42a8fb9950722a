"""What `oton bench` measures, each step a plain function that gives ratios from one run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np

from nlp.clusters.bertopic import shipped
from nlp.commands.bench.process import oton, seconds_of
from nlp.commands.bench.synthetic import fill
from nlp.domain.quotes import Filters
from nlp.ports import Analyser, Matrix, Store
from nlp.vectors.cached import text_hash
from nlp.vectors.choose import choose
from nlp.views.search import Searcher

Opened = Callable[[Path], AbstractContextManager[Store]]
QUERIES = (
    "Radweg", "Kitaplätze", "sichere Schulwege", "mehr Bänke im Park", "Straße", "Beleuchtung", "Bus am Abend",
    "Sauberkeit", "Spielplatz", "Parkplätze", "Hundekot", "bezahlbare Wohnung", "Grünfläche", "Ampel", "Schule",
    "Lärm", "Jugendliche", "ältere Menschen", "Fahrradständer", "Müll",
)  # fmt: skip


def start() -> dict[str, float]:
    """`oton --help` against a bare `python -c pass`."""
    bare = seconds_of(sys.executable, "-c", "pass", times=9)
    ours = seconds_of(sys.executable, "-m", "nlp.cli.main", "--help", times=9)
    return {"python_seconds": round(bare, 3), "help_seconds": round(ours, 3), "ratio": round(ours / bare, 2)}


def cold(file: Path, folder: Path, columns: Sequence[str]) -> dict[str, float]:
    """Import and first clustering of a file in fresh processes: the share of encoding in everything."""
    database = folder / "cold.db"
    taken = imported(file, database, columns)
    first = oton("cluster", database=database)
    total = taken + first.seconds
    encode = float(first.told["seconds"]["encode"])
    return {
        "statements": first.told["statements"],
        "total_seconds": round(total, 1),
        "encode_seconds": round(encode, 1),
        "encode_share": round(encode / total, 3),
    }


def imported(file: Path, database: Path, columns: Sequence[str]) -> float:
    """Reads a file into a database, as a person would; the seconds that took."""
    return oton("import", str(file), "--source", "bench", *columns, database=database).seconds


def again(folder: Path, texts: Sequence[str], vectors: Matrix) -> dict[str, float]:
    """A second clustering, vectors cached, the whole process counted, against BERTopic's default fit alone."""
    second = oton("cluster", "--themes", "12", database=folder / "cold.db")
    begun = time.perf_counter()
    shipped(vectors, texts, seed=1)
    theirs = time.perf_counter() - begun
    return {
        "cluster_seconds": round(second.seconds, 2),
        "bertopic_fit_seconds": round(theirs, 2),
        "ratio": round(second.seconds / theirs, 3),
    }


def memory(
    opened: Opened, folder: Path, texts: Sequence[str], views: dict[str, Matrix], analyser: Analyser
) -> dict[str, float]:
    """The memory peak of clustering about 10,000 statements."""
    database = folder / "memory.db"
    with opened(database) as store:
        fill(store, texts, views, count=10_000, analyser=analyser)
    done = oton("cluster", database=database)
    return {
        "statements": done.told["statements"],
        "peak_megabytes": round(done.megabytes),
        "cluster_seconds": round(float(done.told["seconds"]["cluster"]), 1),
    }


def searching(
    opened: Opened, folder: Path, texts: Sequence[str], views: dict[str, Matrix], analyser: Analyser
) -> dict[str, float]:
    """Search by word and meaning among about 50,000 statements against a bare FTS5 query, 95th percentiles."""
    with opened(folder / "search.db") as store:
        count = fill(store, texts, views, count=50_000, analyser=analyser)
        searcher = Searcher(store, analyser=analyser, embedder=choose(next(iter(views))))
        searcher.search("warm werden")
        fused = _p95([_timed(searcher.search, query) for query in QUERIES for _ in range(3)])
        bare = _p95([_timed(_bare, store, query) for query in QUERIES for _ in range(3)])
    return {
        "statements": count,
        "fused_p95_ms": round(fused * 1000, 1),
        "fts5_p95_ms": round(bare * 1000, 2),
        "ratio": round(fused / bare, 1),
    }


def _bare(store: Store, query: str) -> None:
    store.keyword(" OR ".join(f'"{word}"' for word in query.lower().split()), Filters(), "", 20)


def _timed(call: Callable[..., object], *arguments: object) -> float:
    begun = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - begun


def _p95(seconds: Sequence[float]) -> float:
    return float(np.percentile(seconds, 95))


def kept_vectors(store: Store, names: Sequence[str]) -> tuple[list[str], dict[str, Matrix]]:
    """The texts of all statements and their cached vectors, by encoder name."""
    texts = sorted({statement.words for statement in store.statements()})
    views = {}
    for name in names:
        known = store.load_vectors(choose(name).fingerprint, [text_hash(text) for text in texts])
        views[name] = np.vstack([known[text_hash(text)] for text in texts])
    return texts, views
