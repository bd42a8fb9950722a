"""Runs: sealed once, then only read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nlp.domain.themes import Counts, Membership, Origin, Run, Stability, Theme
from nlp.errors import NothingToDo, Unknown
from nlp.store.rows import compact

if TYPE_CHECKING:
    from sqlite_utils import Database

_COUNTED = """
WITH shown(theme, statement) AS (
  SELECT theme, statement FROM memberships WHERE run = :run
  UNION ALL SELECT '', statement FROM unassigned WHERE run = :run)
SELECT shown.theme, count(*), count(DISTINCT r.source || char(31) || r.respondent),
  count(DISTINCT nullif(p.organisation, ''))
FROM shown
JOIN statements s ON s.id = shown.statement
JOIN responses r ON r.source = s.source AND r.position = s.response
LEFT JOIN respondents p ON p.source = r.source AND p.key = r.respondent
WHERE :source = '' OR s.source = :source
GROUP BY shown.theme
"""

_SHARED = """
WITH sealed(statement) AS (
  SELECT statement FROM memberships WHERE run = :run UNION SELECT statement FROM unassigned WHERE run = :run)
SELECT (SELECT count(*) FROM sealed), (SELECT count(*) FROM statements),
  (SELECT count(*) FROM sealed JOIN statements s ON s.id = sealed.statement)
"""


def seal(db: Database, run: Run) -> None:
    """Writes a run, its header last; a run of that id is there already: nothing happens."""
    if db.execute("SELECT 1 FROM runs WHERE id = ?", [run.id]).fetchone():
        return
    nr = db.execute("SELECT coalesce(max(nr), 0) + 1 FROM runs").fetchone()[0]
    themes = [_theme_row(nr, place, theme) for place, theme in enumerate(run.themes)]
    db.conn.executemany("INSERT INTO run_themes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", themes)
    db.conn.executemany(
        "INSERT INTO memberships (run, theme, statement, strength, is_primary) VALUES (?, ?, ?, ?, ?)",
        [(nr, one.theme, one.statement, float(one.strength), int(one.primary)) for one in run.memberships],
    )
    db.conn.executemany(
        "INSERT INTO unassigned VALUES (?, ?, ?)", [(nr, place, one) for place, one in enumerate(run.unassigned)]
    )
    header = (run.recipe, run.recipe_fingerprint, run.corpus_fingerprint, run.code_version, run.created_at)
    db.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [nr, run.id, *header, compact(dict(run.quality))])


def _theme_row(nr: int, place: int, theme: Theme) -> tuple[Any, ...]:
    return (
        nr,
        place,
        theme.id,
        theme.title,
        theme.origin.value,
        compact(theme.terms),
        float(theme.stability),
        theme.grade.value,
        compact(theme.central),
        int(theme.sensitive),
        theme.field_of_action,
    )


def ids(db: Database) -> list[str]:
    """Ids of all runs, newest first."""
    return [row[0] for row in db.execute("SELECT id FROM runs ORDER BY nr DESC")]


def number(db: Database, identity: str) -> int | None:
    """The inner number of a run, of the newest without an id; None where there is no run yet. Raises Unknown."""
    if not identity:
        return db.execute("SELECT max(nr) FROM runs").fetchone()[0]  # type: ignore[no-any-return]  # SQLite is untyped
    found = db.execute("SELECT nr FROM runs WHERE id = ?", [identity]).fetchone()
    if found is None:
        raise Unknown(
            f"Eine Auswertung „{identity}“ gibt es in dieser Datenbank nicht. „oton cluster“ rechnet eine neue."
        )
    return int(found[0])


def required(db: Database, identity: str) -> int:
    """As `number`, for those who cannot go on without. Raises Unknown or NothingToDo."""
    nr = number(db, identity)
    if nr is None:
        raise NothingToDo(
            "In dieser Datenbank gibt es noch keine Auswertung. Bitte rechnen Sie zuerst eine mit „oton cluster“."
        )
    return nr


def read(db: Database, nr: int) -> Run:
    """The run as it was sealed."""
    header = db.execute("SELECT * FROM runs WHERE nr = ?", [nr]).fetchone()
    _, identity, recipe, recipe_fingerprint, corpus_fingerprint, code_version, created_at, quality = header
    themes = db.execute("SELECT * FROM run_themes WHERE run = ? ORDER BY position", [nr])
    members = db.execute(
        "SELECT statement, theme, strength, is_primary FROM memberships WHERE run = ? ORDER BY nr", [nr]
    )
    unassigned = db.execute("SELECT statement FROM unassigned WHERE run = ? ORDER BY position", [nr])
    return Run(
        id=identity,
        recipe=recipe,
        recipe_fingerprint=recipe_fingerprint,
        corpus_fingerprint=corpus_fingerprint,
        code_version=code_version,
        created_at=created_at,
        quality=json.loads(quality),
        themes=tuple(_theme_of(row) for row in themes),
        memberships=tuple(
            Membership(statement=statement, theme=theme, strength=strength, primary=bool(primary))
            for statement, theme, strength, primary in members
        ),
        unassigned=tuple(row[0] for row in unassigned),
    )


def _theme_of(row: Sequence[Any]) -> Theme:
    _, _, identity, title, origin, terms, stability, grade, central, sensitive, field_of_action = row
    return Theme(
        id=identity,
        title=title,
        origin=Origin(origin),
        terms=tuple(json.loads(terms)),
        stability=stability,
        grade=Stability(grade),
        central=tuple(json.loads(central)),
        sensitive=bool(sensitive),
        field_of_action=field_of_action,
    )


def counts(db: Database, nr: int, source: str = "") -> dict[str, Counts]:
    """Theme id → its three counts among the statements (of one source) that still exist; `""` for no theme.

    One organisation that answered in two sources is one; respondents of two sources are always two.
    """
    themes = [row[0] for row in db.execute("SELECT id FROM run_themes WHERE run = ? ORDER BY position", [nr])]
    found = dict.fromkeys([*themes, ""], Counts(statements=0, respondents=0, organisations=0))
    for theme, statements, respondents, organisations in db.execute(_COUNTED, {"run": nr, "source": source}):
        found[theme] = Counts(statements=statements, respondents=respondents, organisations=organisations)
    return found


def stale(db: Database, nr: int) -> float:
    """Share of statements, among those of the run and those of today, that are not in both: 0 is up to date."""
    sealed, today, both = db.execute(_SHARED, {"run": nr}).fetchone()
    every = sealed + today - both
    return 1.0 - both / every if every else 0.0
