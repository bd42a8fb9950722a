# ruff: noqa: INP001, T201  # a script beside its data, no package; it tells its figures
"""Learns haltung.npz from the example's tuning half and 240 coded public texts; prints what cross-validation says.

python models/stance/make.py DATA [VECTORS]

DATA holds the public files that kodiert.csv names. VECTORS may hold vectors made before: for each NAME a NAME_rows.json
(text first in each row), NAME_e5.npy and NAME_use.npy.
"""

import csv
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nlp.domain.themes import Stance
from nlp.settings import shipped
from nlp.text.german import German
from nlp.themes.stances.features import asked, numbers, table
from nlp.themes.stances.model import ENCODERS, ORDER, columns, head_name
from nlp.vectors.choose import choose

HERE = Path(__file__).parent
NAMES = [str(one) for one in ORDER]
MADE_BEFORE = 2  # arguments when the second folder is missing: the script itself, and DATA
GOLD = shipped("data/example/gold/stance.csv")
HEADS: tuple[tuple[str, ...], ...] = ((), ("e5",), ("use",), ("e5", "use"))
STRENGTH = 0.3  # inverse weight of the ridge; 0.1, 0.6 and 1 were no better in cross-validation
COPIES = 0.5  # weight of a row under a question it was not asked
FOLDS, SEED = 6, 0
PRECISION = 0.85  # what a cut aims at on the tuning half, so that four in five hold elsewhere
KEPT = 0.8  # of what is rightly said without a cut, so much must stay
SAYS_NOTHING = {
    "ohne Verb",
    "Rest",
    "Frage",
    "Ausruf",
    "Zahl",
    "Doppelpunkt",
    "ich",
    "froh",
    "Hauptwort",
    "vorhaben",
    "kaum",
}


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A text with its stance by hand; `question` is empty where none is known."""

    text: str
    question: str
    stance: int
    speaker: str


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What is learnt from: cue numbers, place among the coded texts, stance, weight, who spoke."""

    cues: list[dict[str, float]]
    place: Any
    stance: Any
    weight: Any
    speaker: Any


def main() -> None:
    """Learns, prints, writes."""
    coded = [*example(), *public(Path(sys.argv[1]))]
    texts = [one.text for one in coded]
    vectors = {name: encode(name, texts) for name in ENCODERS}
    rows = prepared(coded)
    names = sorted({name for row in rows.cues for name in row})
    cues = table(rows.cues, names)
    kept = {"names": np.array(names), "cue_lists": np.array(cue_lists())}
    means = {name: vectors[name].astype(np.float64).mean(axis=0).astype(np.float16) for name in ENCODERS}
    kept |= {f"mean:{name}": mean for name, mean in means.items()}
    cross_validated("vectors alone", rows, columns(cues[:, :0], spread(vectors, rows, ENCODERS), means))
    for encoders in HEADS:
        wide = columns(cues, spread(vectors, rows, encoders), means)
        name = head_name(encoders)
        kept[f"cuts:{name}"] = cross_validated(name, rows, wide)
        model = fitted(wide, rows.stance, rows.weight)
        kept[f"weights:{name}"] = model.coef_.T.astype(np.float16)
        kept[f"offsets:{name}"] = model.intercept_.astype(np.float16)
    np.savez_compressed(HERE / "haltung.npz", **kept)


def example() -> list[Coded]:
    """The tuning half, each text once a question."""
    found: dict[tuple[str, str], Coded] = {}
    for row in table_of(GOLD):
        text = " ".join(row["text"].split())
        speaker = ":".join(row["id"].split(":")[:2])
        one = Coded(text=text, question=row["question"], stance=NAMES.index(row["stance"]), speaker=speaker)
        if row["half"] == "tune":
            found.setdefault((text.lower(), row["question"]), one)
    return list(found.values())


def public(folder: Path) -> list[Coded]:
    """The public texts that kodiert.csv has a stance for; nobody knows their questions."""
    told = {(row["file"], row["id"]): row["stance"] for row in table_of(HERE / "kodiert.csv")}
    found = []
    for file in sorted({name for name, _ in told}):
        for row in table_of(folder / file):
            if stance := told.get((file, row["id"])):
                words = f"{row['title']}. {row['text']}" if row["title"] else row["text"]
                text = " ".join(words.split())
                found.append(Coded(text=text, question="", stance=NAMES.index(stance), speaker=row["id"]))
    return found


def table_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def encode(name: str, texts: Sequence[str]) -> Any:
    """Vectors of an encoder, those made before where there are any."""
    known: dict[str, Any] = {}
    for path in sorted(Path(sys.argv[2]).glob("*_rows.json")) if len(sys.argv) > MADE_BEFORE else ():
        made = path.with_name(path.name.replace("_rows.json", f"_{name}.npy"))
        if made.exists():
            told = json.loads(path.read_text(encoding="utf-8"))
            known |= {row[0]: vector for row, vector in zip(told, np.load(made), strict=True)}
    missing = sorted({text for text in texts if text not in known})
    known |= dict(zip(missing, choose(name).encode(missing), strict=True))
    return np.vstack([known[text] for text in texts])


def prepared(coded: list[Coded]) -> Rows:
    """Each statement under its question, and copies under none or another.

    A bare name („Tierpark und Sommerbad“) has the stance of its question: without one it says nothing, under the
    opposite question the opposite. So the weights cannot learn that a pool is praise and a crèche a need.
    """
    german = German()
    kinds = {question: asked(german.analyse([question])[0]) for question in {one.question for one in coded}}
    need, praise, neutral = (list(ORDER).index(one) for one in (Stance.NEED, Stance.PRAISE, Stance.NEUTRAL))
    told: list[tuple[dict[str, float], int, int, float]] = []
    for place, (one, words) in enumerate(zip(coded, german.analyse([one.text for one in coded]), strict=True)):
        kind = kinds[one.question]
        said = numbers(one.text, words, kind)
        told.append((said, place, one.stance, 1.0))
        bare = "ohne Verb" in said and not own(said) - SAYS_NOTHING
        if kind:
            told.append((numbers(one.text, words, ""), place, neutral if bare else one.stance, COPIES))
        if bare and (kind, one.stance) in {("bedarf", need), ("lob", praise)}:
            other, turned = ("lob", praise) if kind == "bedarf" else ("bedarf", need)
            told.append((numbers(one.text, words, other), place, turned, COPIES))
    cues, places, stances, weights = (list(column) for column in zip(*told, strict=True))
    return Rows(
        cues=cues,
        place=np.array(places),
        stance=np.array(stances),
        weight=np.array(weights),
        speaker=np.array([coded[place].speaker for place in places]),
    )


def own(said: dict[str, float]) -> set[str]:
    """What is said without the question's doing, length apart."""
    return {name for name in said if ": " not in name and not name.startswith(("Länge", "gefragt"))}


def spread(vectors: dict[str, Any], rows: Rows, encoders: Sequence[str]) -> dict[str, Any]:
    """The vectors of the encoders, one for each row of learning."""
    return {name: vectors[name][rows.place] for name in encoders}


def fitted(wide: Any, stance: Any, weight: Any) -> Any:
    """Logistic regression with a ridge."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-5).fit(wide, stance, sample_weight=weight)


def cross_validated(name: str, rows: Rows, wide: Any) -> Any:
    """Prints accuracy and, after the cuts, precision and recall on answers not learnt from; gives the cuts."""
    from sklearn.model_selection import StratifiedGroupKFold

    likely = np.zeros((len(wide), len(ORDER)))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for learn, test in folds.split(wide, rows.stance, rows.speaker):
        likely[test] = fitted(wide[learn], rows.stance[learn], rows.weight[learn]).predict_proba(wide[test])
    likely, stance = likely[rows.weight == 1], rows.stance[rows.weight == 1]
    invented = np.array([":" in speaker for speaker in rows.speaker[rows.weight == 1]])
    cuts = np.array([*(cut(likely, stance, place) for place in range(len(ORDER) - 1)), 0.0])
    print(f"{name}: cuts {cuts.round(2)}")
    for where, chosen in (("example", invented), ("public", ~invented)):
        told(where, likely[chosen], stance[chosen], cuts)
    return cuts


def told(where: str, likely: Any, stance: Any, cuts: Any) -> None:
    """Prints accuracy without and with cuts, then precision/recall of each stance with cuts."""
    best = likely.argmax(axis=1)
    sure = np.where(likely.max(axis=1) >= cuts[best], best, len(ORDER) - 1)
    line = f"  {where:8s} accuracy {np.mean(best == stance):.3f}, with cuts {np.mean(sure == stance):.3f}"
    for place, one in enumerate(ORDER):
        right, said, coded = (
            np.sum(part) for part in ((sure == place) & (stance == place), sure == place, stance == place)
        )
        line += f"; {one} {right / max(1, said):.2f}/{right / max(1, coded):.2f}"
    print(line)


def cut(likely: Any, stance: Any, place: int) -> float:
    """The lowest probability from which PRECISION of those that say so are right, or else the most precise one.

    No cut may cost more than a fifth of what is rightly said without.
    """
    says = likely.argmax(axis=1) == place
    right = stance == place
    bounds = [float(round(bound, 2)) for bound in np.arange(0.30, 0.95, 0.01)]
    sure = {bound: says & (likely[:, place] >= bound) for bound in bounds}
    enough = [bound for bound in bounds if np.sum(sure[bound] & right) >= KEPT * np.sum(says & right) > 0] or bounds[:1]
    precise = {bound: round(float(np.mean(right[sure[bound]])), 3) for bound in enough if sure[bound].any()}
    reached = [bound for bound in precise if precise[bound] >= PRECISION]
    return reached[0] if reached else max(precise, key=lambda bound: (precise[bound], -bound), default=bounds[0])


def cue_lists() -> str:
    """Tells whether the lists are still those the weights were learnt with."""
    return hashlib.blake2b((HERE / "hinweise.toml").read_bytes(), digest_size=8).hexdigest()


if __name__ == "__main__":
    main()
