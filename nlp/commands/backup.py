"""A copy of the whole house, made while it is open."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from nlp.errors import InputError
from nlp.ports import Progress
from nlp.store import copying

COPYING = "Kopieren"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A copy that was examined: where it lies, its size, and how many sources, statements and runs it holds.

    `aside` is where the database lies now that was there before.
    """

    file: Path
    bytes: int
    sources: int
    statements: int
    runs: int
    seconds: float
    aside: Path | None = None


def backup(database: Path, file: Path, *, overwrite: bool = False, progress: Progress) -> Copied:
    """Copies the database into a file, whole and examined or not at all; others may read and write meanwhile.

    Raises InputError where the file is there already, StoreProblem.
    """
    begun = time.perf_counter()
    if file.is_dir() or same(file, database):
        raise InputError(f"„{file}“ kann keine Sicherung werden. Bitte nennen Sie eine andere Datei.")
    if not overwrite:
        _absent(file)
    with copying.part(file) as made:
        census = copying.copied(database, made, told=lambda done, total: progress(COPYING, done, total))
        copying.settled(made)
        if not overwrite:
            _absent(file)  # it may have come meanwhile
        made.replace(file)
    copying.settled(file.parent)
    return told(file, census, begun)


def same(one: Path, other: Path) -> bool:
    """Whether two names lead to one file."""
    return one.exists() and other.exists() and one.samefile(other)


def told(file: Path, census: copying.Census, begun: float, aside: Path | None = None) -> Copied:
    """What came of copying."""
    return Copied(
        file=file,
        bytes=file.stat().st_size,
        sources=census.rows.get("sources", 0),
        statements=census.rows.get("statements", 0),
        runs=census.rows.get("runs", 0),
        seconds=round(time.perf_counter() - begun, 3),
        aside=aside,
    )


def _absent(file: Path) -> None:
    if file.exists():
        raise InputError(
            f"„{file}“ gibt es schon. Bitte wählen Sie einen anderen Namen oder ersetzen Sie die Datei mit --overwrite."
        )
