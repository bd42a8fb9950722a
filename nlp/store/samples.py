"""Samples for double coding, and what their coders say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nlp.domain.reviewing import Coding, Sample
from nlp.errors import NotAllowed, Unknown
from nlp.store import runs
from nlp.store.noting import all_there
from nlp.store.rows import compact

if TYPE_CHECKING:
    from sqlite_utils import Database

_SAMPLE = "id, title, run, seen, themes, statements, coders, who, at"
_LAST_WORDS = """
SELECT nr, statement, coder, themes, at FROM codings
WHERE nr IN (SELECT max(nr) FROM codings WHERE sample = ? GROUP BY statement, coder) ORDER BY nr
"""


def save(db: Database, sample: Sample) -> None:
    """Adds a sample; one of the same id is there already: nothing happens. Raises Unknown for run or statements."""
    if db.execute("SELECT 1 FROM samples WHERE id = ?", [sample.id]).fetchone():
        return
    if not sample.run or runs.number(db, sample.run) is None:
        raise runs.unknown(sample.run)
    all_there(db, sample.statements)
    lists = [compact(one) for one in (sample.themes, sample.statements, sample.coders)]
    values = [sample.id, sample.title, sample.run, sample.seen, *lists, sample.who, sample.at]
    db.execute(f"INSERT INTO samples ({_SAMPLE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608 - columns of our own


def samples(db: Database) -> list[Sample]:
    """All samples, newest first."""
    return [_sample_of(row) for row in db.execute(f"SELECT {_SAMPLE} FROM samples ORDER BY nr DESC")]  # noqa: S608 - columns of our own


def code(db: Database, sample: str, statement: str, themes: Sequence[str], coder: str) -> Coding:
    """Adds what a coder says; a theme named twice is one. Raises Unknown, NotAllowed."""
    within = _required(db, sample)
    if coder not in within.coders:
        raise NotAllowed(f"„{coder}“ ordnet diese Stichprobe nicht zu. Bitte wählen Sie eine andere Stichprobe.")
    if statement not in within.statements:
        raise Unknown("Diese Aussage gehört nicht zur Stichprobe. Bitte gehen Sie zurück zur Stichprobe.")
    chosen = tuple(dict.fromkeys(themes))
    if not {theme for theme, _ in within.themes}.issuperset(chosen):
        raise Unknown("Dieses Thema steht in der Stichprobe nicht zur Wahl. Bitte wählen Sie ein anderes.")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    sql = "INSERT INTO codings (sample, statement, coder, themes, at) VALUES (?, ?, ?, ?, ?) RETURNING nr"
    number = db.execute(sql, [sample, statement, coder, compact(chosen), at]).fetchone()[0]
    return Coding(number=number, sample=sample, statement=statement, coder=coder, themes=chosen, at=at)


def codings(db: Database, sample: str) -> list[Coding]:
    """The last word of each coder on each statement, by number. Raises Unknown."""
    _required(db, sample)
    return [
        Coding(number=nr, sample=sample, statement=statement, coder=coder, themes=tuple(json.loads(themes)), at=at)
        for nr, statement, coder, themes, at in db.execute(_LAST_WORDS, [sample])
    ]


def _required(db: Database, sample: str) -> Sample:
    row = db.execute(f"SELECT {_SAMPLE} FROM samples WHERE id = ?", [sample]).fetchone()  # noqa: S608 - columns of our own
    if row is None:
        raise Unknown(f"Eine Stichprobe „{sample}“ gibt es hier nicht. Bitte prüfen Sie die Kennung.")
    return _sample_of(row)


def _sample_of(row: Sequence[Any]) -> Sample:
    identity, title, run, seen, themes, statements, coders, who, at = row
    return Sample(
        id=identity,
        title=title,
        run=run,
        seen=seen,
        themes=tuple((theme, name) for theme, name in json.loads(themes)),
        statements=tuple(json.loads(statements)),
        coders=tuple(json.loads(coders)),
        who=who,
        at=at,
    )
