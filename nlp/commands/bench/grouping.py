"""Grouping by itself, encoding aside: O-Ton against BERTopic's default fit, and how time and memory grow."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nlp.commands.bench.alone import kept
from nlp.commands.bench.crossed import Corpus
from nlp.errors import NothingToDo
from nlp.ports import Progress
from nlp.views.evaluate.paper import Bars, Sheet, bare, decimal, whole

SIZES = (10_000, 20_000, 100_000)
COMPARED = 20_000
"""Up to this size BERTopic runs too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Seconds, peak megabytes of the process and themes of one size; `theirs` is None where BERTopic did not run."""

    statements: int
    seconds: float
    megabytes: float
    themes: int
    theirs: float | None = None
    their_megabytes: float | None = None

    @property
    def ratio(self) -> float | None:
        """O-Ton's seconds as a multiple of BERTopic's."""
        return self.seconds / self.theirs if self.theirs else None

    def told(self) -> dict[str, object]:
        """Plain values for a program."""
        return bare({**asdict(self), "ratio": self.ratio})


def grouping(
    corpus: Corpus,
    folder: Path,
    *,
    names: Sequence[str],
    policy: str = "",
    sizes: Sequence[int] = SIZES,
    compared: int = COMPARED,
    progress: Progress,
) -> list[Grouped]:
    """The real texts as they are, then as many as each size says, each in a process of its own, one after the other."""
    path = folder / "corpus.npz"
    kept(corpus, path)
    wanted = sorted({len(corpus.texts), *(size for size in sizes if size > len(corpus.texts))})
    rows = []
    for done, size in enumerate(wanted, start=1):
        ours = _alone(path, size, "oton", policy, names)
        theirs = _alone(path, size, "bertopic", policy, names) if size <= compared else {}
        rows.append(
            Grouped(
                statements=ours["statements"],
                seconds=ours["seconds"],
                megabytes=ours["megabytes"],
                themes=ours["themes"],
                theirs=theirs.get("seconds"),
                their_megabytes=theirs.get("megabytes"),
            )
        )
        progress("Gruppieren", done, len(wanted))
    return rows


def _alone(path: Path, size: int, method: str, policy: str, names: Sequence[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "nlp.commands.bench.alone", str(path), str(size), method, policy, *names]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        raise NothingToDo(f"Das Gruppieren von {whole(size)} Aussagen brach ab: {last}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def grouping_sheet(rows: Sequence[Grouped]) -> Sheet:
    """The rows as a table, and the growth from the second smallest to the largest size."""
    return Sheet(
        title="Gruppieren, Lesen nicht gezählt",
        headings=(
            "Aussagen",
            "Themen",
            "O-Ton,\ns",
            "BERTopic,\ns",
            "O-Ton /\nBERTopic",
            "O-Ton,\nMB",
            "BERTopic,\nMB",
        ),
        rows=tuple(
            (
                whole(row.statements),
                whole(row.themes),
                decimal(row.seconds, 1),
                *(
                    ("–" if value is None else decimal(value, digits))
                    for value, digits in ((row.theirs, 1), (row.ratio, 2))
                ),
                whole(round(row.megabytes)),
                "–" if row.their_megabytes is None else whole(round(row.their_megabytes)),
            )
            for row in rows
        ),
        captions=(
            "Jede Zeile in eigenen Prozessen, Übersetzen und Laden vorher; dieselben Vektoren für beide.",
            f"{whole(rows[0].statements)} Aussagen sind echt, die übrigen aus je zwei echten zusammengesetzt.",
            *_growth(rows),
        ),
        bars=Bars(
            heading="Sekunden, O-Ton",
            values=tuple(row.seconds for row in rows),
            least=tuple(row.seconds for row in rows),
            most=tuple(row.seconds for row in rows),
        ),
    )


def _growth(rows: Sequence[Grouped]) -> list[str]:
    made = rows[1:]
    if len(made) <= 1:
        return []
    first, last = made[0], made[-1]
    longer, larger = last.seconds / first.seconds, last.megabytes / first.megabytes
    told = f"{decimal(longer, 1)}-mal so lange, {decimal(larger, 1)}-mal so viel Arbeitsspeicher."
    return [f"Von {whole(first.statements)} auf {whole(last.statements)} Aussagen: {told}"]
