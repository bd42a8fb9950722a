"""Turftopic's KeyNMF and S³ on the same vectors, in an environment of its own: they ask for torch, O-Ton does not."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nlp.ports import Matrix
from nlp.views.evaluate.agreement import Agreement, agreement
from nlp.views.evaluate.reading import Reading

SCRIPT = Path(__file__).with_name("turftopic_script.py")
LEAST_TEXTS = 10
"""Turftopic's own vectoriser leaves out words that stand in fewer texts."""
PATIENCE = 3600
"""Seconds after which a comparison is given up."""
ABSENT = (
    "Turftopic ist nicht dabei: Es braucht torch und deshalb eine eigene Umgebung. "
    "Bitte nennen Sie deren Python mit --turftopic."
)
TOO_FEW = f"Turftopic ist nicht dabei: Es braucht Wörter, die in {LEAST_TEXTS} Texten stehen, und hier ist keines."

Encode = Callable[[Sequence[str]], Matrix]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What Turftopic found, and in a sentence each what it did not."""

    rows: tuple[Agreement, ...]
    remarks: tuple[str, ...]


def turftopic(python: Path | None, reading: Reading, truth: Sequence[Hashable], encode: Encode) -> Told:
    """KeyNMF and S³, each with people's number of themes and with its own, on the first encoder's vectors.

    `encode` gives the words' vectors by that same encoder. Without a Python that has Turftopic the reason is told.
    """
    if python is None:
        return Told(rows=(), remarks=(ABSENT,))
    words = vocabulary(reading.texts)
    if not words:
        return Told(rows=(), remarks=(TOO_FEW,))
    with tempfile.TemporaryDirectory(prefix="oton-turftopic-") as name:
        source, target = Path(name) / "in.npz", Path(name) / "out.json"
        np.savez(
            source,
            texts=np.array(reading.texts),
            vectors=reading.views[0],
            words=np.array(words),
            word_vectors=encode(words),
            themes=len(set(truth)),
        )
        trouble = _run(python, source, target)
        if trouble:
            return Told(rows=(), remarks=(f"Turftopic ist nicht dabei: {trouble}",))
        told: list[dict[str, Any]] = json.loads(target.read_text("utf-8"))
    return _judged(told, truth)


def vocabulary(texts: Sequence[str]) -> list[str]:
    """The words Turftopic's own vectoriser will ask for, in order; stop words of English are among them."""
    from sklearn.feature_extraction.text import CountVectorizer

    cut = CountVectorizer().build_analyzer()
    counts = Counter(word for text in texts for word in set(cut(text)))
    return sorted(word for word, count in counts.items() if count >= LEAST_TEXTS)


def _run(python: Path, source: Path, target: Path) -> str:
    """Runs the script; the reason in words where it gave no result."""
    try:
        done = subprocess.run(
            [str(python), "-I", str(SCRIPT), str(source), str(target)],
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    except OSError as error:
        return f"„{python}“ lässt sich nicht starten ({error.strerror})."
    except subprocess.TimeoutExpired:
        return f"Nach {PATIENCE // 60} Minuten lag noch kein Ergebnis vor."
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["ohne Angabe"])[-1]
        return f"„{python}“ bricht ab ({last[:160]})."
    return ""


def _judged(told: Sequence[dict[str, Any]], truth: Sequence[Hashable]) -> Told:
    rows, remarks = [], []
    for one in told:
        name = f"Turftopic {one['method']}"
        if "error" in one:
            remarks.append(f"{name} bricht ab ({one['error']}).")
            continue
        labels = np.array(one["labels"], dtype=np.int64)
        rows.append(agreement(name, truth, [labels], [one["seconds"]], given=one["given"]))
    return Told(rows=tuple(rows), remarks=tuple(remarks))
