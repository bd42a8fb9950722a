# ruff: noqa: INP001  # a script beside its data, no package
"""Learns the policy view from public labelled texts: `python models/policy/make.py FOLDER [--kept FOLDER]`.

FOLDER holds koalition_bund_2021_sentences.csv, koalition_berlin_2021_sentences.csv and musterdatenkatalog.csv;
`--kept` is where vectors lie or are put (NAME_e5.npy, NAME_use.npy), so that a second call need not encode again.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.vectors.bundled import unit
from nlp.vectors.cached import CHUNK, encode_chunk
from nlp.vectors.policy import ENCODERS, information, probable

DIMENSIONS, BROAD_DIMENSIONS = 40, 48
SHRINKAGE = 0.5
"""How far the scatter within classes is drawn towards a ball: 896 dimensions, a hundred sentences a class."""
CHAPTER_SHRINKAGE = 0.05
"""The same for the few directions in which chapters are told apart."""
FEWEST, MOST = 5, 60
"""Texts of a class of the data catalogue: some classes are the same title a hundred times over."""
CATALOGUE_WEIGHT = 0.6
"""Titles of data sets teach less about what people say than sentences do."""
LONGEST = 300

Vectors = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A public set: its texts, ways of putting them into classes ("" is none), the broadest of them, its weight."""

    name: str
    title: str
    texts: tuple[str, ...]
    groupings: tuple[tuple[str, ...], ...]
    broad: tuple[str, ...]
    weight: float = 1.0


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def agreement(folder: Path, name: str, title: str) -> Labelled:
    """Sentences of a coalition agreement by chapter, and by sub-heading where it has any."""
    rows = table(folder / f"koalition_{name}_2021_sentences.csv")
    chapters = tuple(row["label"] for row in rows)
    sections = tuple(f"{row['label']}|{row['section']}" for row in rows)
    fine = len(set(sections)) >= 2 * len(set(chapters))
    return Labelled(
        name=name,
        title=title,
        texts=tuple(row["text"] for row in rows),
        groupings=(chapters, sections) if fine else (chapters,),
        broad=tuple(bounded(chapters, most=len(chapters))),
    )


def data_catalogue(folder: Path) -> Labelled:
    """Titles and descriptions of municipal open data by theme."""
    rows = table(folder / "musterdatenkatalog.csv")
    classes = [row["label"] for row in rows]
    return Labelled(
        name="mdk",
        title="Musterdatenkatalog 4, Bertelsmann Stiftung, CC0",
        texts=tuple(f"{row['text']}. {row['description']}"[:LONGEST] for row in rows),
        groupings=(tuple(bounded(classes)),),
        broad=tuple(bounded(classes, most=len(classes))),
        weight=CATALOGUE_WEIGHT,
    )


def bounded(classes: Sequence[str], most: int = MOST) -> Iterator[str]:
    """The classes, without those of less than 5 texts, and no more than `most` of each, evenly taken."""
    for row, name in enumerate(classes):
        size, place = classes.count(name), classes[:row].count(name)
        taken = size <= most or place * most // size != (place - 1) * most // size
        yield name if size >= FEWEST and taken else ""


def encoded(one: Labelled, encoder: str, kept: Path | None) -> NDArray[np.float32]:
    """(n, d) vectors, from `kept` where they lie there."""
    file = kept / f"{one.name}_{encoder}.npy" if kept else None
    if file and file.exists():
        found: NDArray[np.float32] = np.load(file)
        return found
    chunks = [one.texts[start : start + CHUNK] for start in range(0, len(one.texts), CHUNK)]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as executor:
        made = np.vstack(list(executor.map(encode_chunk, [encoder] * len(chunks), chunks)))
    if file:
        np.save(file, made)
    return made


def learnt(sets: Iterable[tuple[Vectors, Sequence[str], float]], dimensions: int = DIMENSIONS) -> Vectors:
    """(d, `dimensions`): the directions that part classes most against the scatter within them (Fisher 1936, Rao 1948).

    `sets`: rows, their classes, the weight of the set. Scatters are pooled; each set's classes are held against its
    own mean, so that the manner of a document is no direction.
    """
    from scipy.linalg import eigh

    within: Vectors = np.zeros(())
    between: Vectors = np.zeros(())
    total = 0.0
    for every, classes, weight in sets:
        used = np.array([bool(name) for name in classes])
        rows, centre = every[used], every[used].mean(axis=0)
        names, places = np.unique(np.array(classes)[used], return_inverse=True)
        for place in range(len(names)):
            own = rows[places == place]
            mean = own.mean(axis=0)
            within = within + weight * (own - mean).T @ (own - mean)
            between = between + weight * len(own) * np.outer(mean - centre, mean - centre)
        total += weight * len(rows)
    within, between = within / total, between / total
    width = len(within)
    within = (1 - SHRINKAGE) * within + SHRINKAGE * np.trace(within) / width * np.eye(width)
    _, vectors = eigh(between, within, subset_by_index=[width - dimensions, width - 1])
    directions: Vectors = vectors[:, ::-1]
    signs = np.sign(directions[np.abs(directions).argmax(axis=0), np.arange(dimensions)])
    return directions * signs


def spread(found: Vectors, sets: Iterable[tuple[Vectors, Sequence[str], float]]) -> float:
    """How far the sentences of the agreements lie apart in these directions: their mean squared distance from the mean.

    With this as the unit, other texts can tell how much of what the view knows is in them.
    """
    sentences = [rows @ found for rows, _, weight in sets if weight == 1]
    return float(np.mean([rows.var(axis=0).sum() for rows in sentences]))


def scored(rows: Vectors, classes: Sequence[str]) -> Vectors:
    """(p + 1, c): scores of c classes for rows of p coordinates by Fisher's discriminant; the last row is added."""
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    used = np.array([bool(name) for name in classes])
    found = LinearDiscriminantAnalysis(solver="eigen", shrinkage=CHAPTER_SHRINKAGE)
    found.fit(rows[used], np.array(classes)[used])
    return np.vstack([found.coef_.T, found.intercept_])


def held_out(rows: Vectors, classes: Sequence[str]) -> float:
    """How far the classes tell rows apart that they were not learnt on: mean of five parts left out in turn."""
    told = []
    for part in range(5):
        out = np.arange(len(rows)) % 5 == part
        own = [name if not left else "" for name, left in zip(classes, out, strict=True)]
        projected = rows @ learnt([(rows, own, 1.0)], BROAD_DIMENSIONS)
        scores = scored(projected, own)
        told.append(information(probable(projected[out] @ scores[:-1] + scores[-1])))
    return float(np.mean(told))


def write(path: Path, sets: Sequence[Labelled], vectors: dict[tuple[str, str], NDArray[np.float32]]) -> None:
    """Learns on the sets and writes what `nlp.vectors.policy` reads."""
    arrays: dict[str, NDArray[np.generic]] = {}
    known: dict[str, float] = {}
    choices = ["+".join(ENCODERS), *ENCODERS]
    for choice in choices:
        lessons, broad = [], []
        for one in sets:
            parts = [vectors[one.name, encoder] for encoder in choice.split("+")]
            rows = np.concatenate([unit(part - part.mean(axis=0)) for part in parts], axis=1).astype(np.float64)
            lessons += [(rows, classes, one.weight) for classes in one.groupings]
            broad.append((rows, one.broad, one.weight))
        found = learnt(lessons)
        arrays[f"weights:{choice}"] = (found / spread(found, broad) ** 0.5).astype(np.float16)
        found = learnt(broad, BROAD_DIMENSIONS)
        arrays[f"broad:{choice}"] = (found / np.abs(found).max()).astype(np.float16)
        as_read = arrays[f"broad:{choice}"].astype(np.float64)
        for place, (rows, classes, _) in enumerate(broad):
            arrays[f"chapters:{choice}:{place}"] = scored(rows @ as_read, classes).astype(np.float32)
        known[choice] = round(float(np.mean([held_out(rows, own) for rows, own, weight in broad if weight == 1])), 4)
    for encoder in ENCODERS:
        means = [vectors[one.name, encoder].mean(axis=0, dtype=np.float64) for one in sets]
        arrays[f"mean:{encoder}"] = np.mean(means, axis=0).astype(np.float16)
    told = {
        "sources": [one.title for one in sets],
        "weights": choices,
        "means": list(ENCODERS),
        "shares": [one.weight for one in sets],
        "known": known,
    }
    arrays["meta"] = np.array(json.dumps(told, ensure_ascii=False))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, array in arrays.items():  # np.savez would write today's date into the file
            content = io.BytesIO()
            np.save(content, array, allow_pickle=False)
            packed.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue(), zipfile.ZIP_DEFLATED)


def main() -> None:
    """Writes the projections beside this script."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--kept", type=Path)
    given = asked.parse_args()
    bund = agreement(given.folder, "bund", "Koalitionsvertrag Bund 2021, Open Knowledge Foundation, CC BY 2.0")
    berlin = agreement(given.folder, "berlin", "Koalitionsvertrag Berlin 2021, Open Knowledge Foundation, CC BY 2.0")
    data = data_catalogue(given.folder)
    sets = (bund, berlin, data)
    vectors = {(one.name, encoder): encoded(one, encoder, given.kept) for one in sets for encoder in ENCODERS}
    here = Path(__file__).parent
    write(here / "standard.npz", sets, vectors)
    write(here / "ohne_berlin.npz", (bund, data), vectors)
    write(here / "ohne_bund.npz", (berlin, data), vectors)


if __name__ == "__main__":
    main()
