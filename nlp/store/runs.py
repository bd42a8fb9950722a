"""Runs: sealed once, then only read."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from nlp.domain.themes import Counts, Run, RunHeader, Stance, Unplaced
from nlp.errors import NothingToDo, Unknown
from nlp.store.rows import compact
from nlp.store.run_rows import MEMBERSHIP, THEME, membership_row, memberships_of, theme_of, theme_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_RUN = (
    "id", "recipe", "recipe_fingerprint", "corpus_fingerprint", "code_version", "created_at", "quality", "previous",
)  # fmt: skip

# In the order in which they are written: the header comes last, and with it the seal.
_COLUMNS = {
    "run_themes": ("position", *THEME),
    "memberships": MEMBERSHIP,
    "unassigned": ("position", "statement"),
    "reasons": ("statement", "reason"),
    "stances": ("statement", "stance"),
    "runs": _RUN,
}

_SPEAKING = """
SELECT s.id, r.source, r.respondent, p.organisation
FROM statements s
JOIN responses r ON r.source = s.source AND r.position = s.response
LEFT JOIN respondents p ON p.source = r.source AND p.key = r.respondent
"""
_SHOWN = """
SELECT theme, statement FROM memberships WHERE run = :run
UNION ALL SELECT '', statement FROM unassigned WHERE run = :run
"""

_SHARED = """
WITH sealed(statement) AS (
  SELECT statement FROM memberships WHERE run = :run UNION SELECT statement FROM unassigned WHERE run = :run)
SELECT (SELECT count(*) FROM sealed), (SELECT count(*) FROM statements),
  (SELECT count(*) FROM sealed JOIN statements s ON s.id = sealed.statement)
"""

_HEADERS = """
SELECT r.id, r.recipe, r.recipe_fingerprint, r.created_at, r.previous, r.quality,
  (SELECT count(*) FROM run_themes t WHERE t.run = r.nr AND t.parent = '') AS themes,
  (SELECT count(*) FROM run_themes t WHERE t.run = r.nr AND t.parent <> '') AS sub_themes,
  (SELECT count(DISTINCT m.statement) FROM memberships m WHERE m.run = r.nr)
    + (SELECT count(*) FROM unassigned u WHERE u.run = r.nr
       AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.run = u.run AND m.statement = u.statement)) AS statements,
  (SELECT count(*) FROM unassigned u WHERE u.run = r.nr) AS unassigned
FROM runs r ORDER BY r.nr DESC
"""
_WAITING = """
SELECT count(*) FROM statements s
WHERE NOT EXISTS (SELECT 1 FROM memberships m WHERE m.run = :run AND m.statement = s.id)
  AND NOT EXISTS (SELECT 1 FROM unassigned u WHERE u.run = :run AND u.statement = s.id)
"""

Rows = Mapping[str, list[tuple[Any, ...]]]


def told(run: Run) -> Rows:
    """The rows of a run by table, without its inner number; they are made before the database is locked."""
    quality = compact(dict(run.quality))
    return {
        "run_themes": [(place, *theme_row(theme)) for place, theme in enumerate(run.themes)],
        "memberships": [membership_row(one) for one in run.memberships],
        "unassigned": list(enumerate(run.unassigned)),
        # By name: the values are words for people, which may be put better one day.
        "reasons": sorted((one, why.name) for one, why in run.reasons.items()),
        "stances": sorted((one, stance.name) for one, stance in run.stances.items()),
        "runs": [tuple(quality if name == "quality" else getattr(run, name) for name in _RUN)],
    }


def seal(db: Database, rows: Rows) -> None:
    """Writes a run, its header last; a run of that id is there already: nothing happens."""
    if db.execute("SELECT 1 FROM runs WHERE id = ?", [rows["runs"][0][0]]).fetchone():
        return
    nr = db.execute("SELECT coalesce(max(nr), 0) + 1 FROM runs").fetchone()[0]
    for table, columns in _COLUMNS.items():
        names = (_owner(table), *columns)
        places = ", ".join("?" for _ in names)
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 - names from _COLUMNS only
        db.conn.executemany(sql, ((nr, *row) for row in rows[table]))


def _owner(table: str) -> str:
    return "nr" if table == "runs" else "run"


def ids(db: Database) -> list[str]:
    """Ids of all runs, newest first."""
    return [row[0] for row in db.execute("SELECT id FROM runs ORDER BY nr DESC")]


def headers(db: Database) -> list[RunHeader]:
    """All runs in figures, newest first."""
    return [RunHeader(**{**row, "quality": json.loads(row["quality"])}) for row in db.query(_HEADERS)]


def waiting(db: Database, nr: int) -> int:
    """How many of today's statements the run does not hold."""
    return int(db.execute(_WAITING, {"run": nr}).fetchone()[0])


def number(db: Database, identity: str) -> int | None:
    """The inner number of a run, of the newest without an id; None where there is no run yet. Raises Unknown."""
    if not identity:
        newest: int | None = db.execute("SELECT max(nr) FROM runs").fetchone()[0]
        return newest
    found = db.execute("SELECT nr FROM runs WHERE id = ?", [identity]).fetchone()
    if found is None:
        raise unknown(identity)
    return int(found[0])


def unknown(identity: str) -> Unknown:
    """The error for a run that is not there."""
    return Unknown(
        f"Eine Auswertung „{identity}“ gibt es in dieser Datenbank nicht. „oton cluster“ rechnet eine neue.",
        on_page="Diese Auswertung gibt es hier nicht. Alle stehen unter „Läufe“.",
    )


def required(db: Database, identity: str) -> int:
    """As `number`, for those who cannot go on without. Raises Unknown or NothingToDo."""
    nr = number(db, identity)
    if nr is None:
        raise NothingToDo(
            "In dieser Datenbank gibt es noch keine Auswertung. Bitte rechnen Sie zuerst eine mit „oton cluster“.",
            on_page="Es gibt noch keine Auswertung. Bitte starten Sie zuerst eine unter „Läufe“.",
        )
    return nr


def read(db: Database, nr: int) -> Run:
    """The run as it was sealed."""
    header = dict(zip(_RUN, next(_rows(db, nr, "runs", "nr")), strict=True))
    return Run(
        **{**header, "quality": json.loads(header["quality"])},
        themes=tuple(theme_of(row[1:]) for row in _rows(db, nr, "run_themes", "position")),
        memberships=memberships_of(_rows(db, nr, "memberships", "nr")),
        unassigned=tuple(statement for _, statement in _rows(db, nr, "unassigned", "position")),
        reasons={statement: Unplaced[name] for statement, name in _rows(db, nr, "reasons", "statement")},
        stances={statement: Stance[name] for statement, name in _rows(db, nr, "stances", "statement")},
    )


def _rows(db: Database, nr: int, table: str, order: str) -> Iterator[Any]:
    columns = ", ".join(_COLUMNS[table])
    sql = f"SELECT {columns} FROM {table} WHERE {_owner(table)} = ? ORDER BY {order}"  # noqa: S608 - names from _COLUMNS only
    return iter(db.execute(sql, [nr]))


def counts(db: Database, nr: int, source: str = "") -> dict[str, Counts]:
    """Theme id → its three counts among the statements (of one source) that still exist; `""` for no theme.

    One organisation that answered in two sources is one; respondents of two sources are always two.
    """
    # Two plain readings, put together here: as one query with three groupings it takes eight times as long.
    where, given = ("WHERE s.source = ?", [source]) if source else ("", [])
    speaking = {row[0]: row[1:] for row in db.execute(_SPEAKING + where, given)}
    themes = [row[0] for row in db.execute("SELECT id FROM run_themes WHERE run = ? ORDER BY position", [nr])]
    statements, people, bodies = Counter[str](), defaultdict[str, set[object]](set), defaultdict[str, set[object]](set)
    for theme, statement in db.execute(_SHOWN, {"run": nr}):
        if statement in speaking:
            of, respondent, organisation = speaking[statement]
            statements[theme] += 1
            if respondent is not None:
                people[theme].add((of, respondent))
            if organisation:
                bodies[theme].add(organisation)
    return {
        theme: Counts(
            statements=statements[theme],
            respondents=len(people[theme]),
            organisations=len(bodies[theme]),
        )
        for theme in (*themes, "")
    }


def stale(db: Database, nr: int) -> float:
    """Share of statements, among those of the run and those of today, that are not in both: 0 is up to date."""
    sealed, today, both = db.execute(_SHARED, {"run": nr}).fetchone()
    every = sealed + today - both
    return 1.0 - both / every if every else 0.0
