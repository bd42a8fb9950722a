"""A source put in the place of what it held before: only what differs is written."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nlp.domain.corpus import Import, ResponseRecord, Statement
from nlp.domain.text import SafeText
from nlp.store import reading
from nlp.store.indexing import index_text
from nlp.store.rows import Row, columns_of, import_rows, left_out_of, redactions_of

if TYPE_CHECKING:
    from sqlite_utils import Database

Words = tuple[str, str, str]

# Parents before children, each with the columns that tell its rows apart.
_KEYS = {
    "sources": ("id",),
    "imports": ("source",),
    "respondents": ("source", "key"),
    "respondent_groups": ("source", "key", "name"),
    "questions": ("source", "position"),
    "responses": ("source", "position"),
    "statements": ("id",),
    "left_out": ("source", "position"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """All of an import that can be worked out before the database is locked."""

    imported: Import
    rows: Mapping[str, list[Row]]
    words: Mapping[str, Words]


def prepare(db: Database, imported: Import) -> Prepared:
    """The rows of an import, and what is indexed of the statements that are new or changed by now."""
    rows = import_rows(imported)
    held = _held(db, "statements", imported.source.id)
    words = {
        statement.id: index_text(statement)
        for statement, row in zip(imported.statements, rows["statements"], strict=True)
        if held.get((statement.id,)) != row
    }
    return Prepared(imported=imported, rows=rows, words=words)


def write(db: Database, prepared: Prepared) -> None:
    """Brings all tables to what the import says; to be called inside one transaction."""
    gone: dict[str, list[tuple[Any, ...]]] = {}
    for table, keys in _KEYS.items():
        wanted = {tuple(row[key] for key in keys): row for row in prepared.rows[table]}
        held = _held(db, table, prepared.imported.source.id)
        changed = [row for key, row in wanted.items() if held.get(key) != row]
        gone[table] = [key for key in held if key not in wanted]
        _put(db, table, changed)
        if table == "statements":
            _index(db, prepared, {row["id"] for row in changed})
    for table, rows in reversed(gone.items()):
        which = " AND ".join(f"{key} = ?" for key in _KEYS[table])
        db.conn.executemany(f"DELETE FROM {table} WHERE {which}", rows)  # noqa: S608 - names from _KEYS only


def _held(db: Database, table: str, source: str) -> dict[tuple[Any, ...], Row]:
    owner = "id" if table == "sources" else "source"
    rows = list(db.table(table).rows_where(f"{owner} = ?", [source]))
    for row in rows:
        # The number of a statement is the database's own affair.
        row.pop("nr", None)
    return {tuple(row[key] for key in _KEYS[table]): row for row in rows}


def _put(db: Database, table: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    # sqlite-utils' own upsert takes four times as long, and the database is locked meanwhile.
    columns = ", ".join(f'"{column}"' for column in rows[0])
    values = ", ".join(f":{column}" for column in rows[0])
    updates = ", ".join(f'"{column}" = excluded."{column}"' for column in rows[0])
    keys = ", ".join(_KEYS[table])
    sql = f"INSERT INTO {table} ({columns}) VALUES ({values}) ON CONFLICT ({keys}) DO UPDATE SET {updates}"  # noqa: S608 - names from rows.py only
    db.conn.executemany(sql, rows)


def _index(db: Database, prepared: Prepared, changed: Collection[str]) -> None:
    """Statements whose words stayed keep their place in the index too."""
    sql = """SELECT s.nr, s.id, f.text, f.lemmas, f.parts FROM statements s LEFT JOIN statements_fts f ON f.rowid = s.nr
      WHERE s.id IN (SELECT value FROM json_each(?))"""
    held = {identity: (nr, tuple(now)) for nr, identity, *now in db.execute(sql, [json.dumps(list(changed))])}
    rows = []
    for statement in prepared.imported.statements:
        if statement.id in held:
            nr, now = held[statement.id]
            # Missing only where somebody else changed this source since the preparation.
            words = prepared.words.get(statement.id) or index_text(statement)
            if words != now:
                rows.append((nr, *words))
    db.conn.executemany("INSERT OR REPLACE INTO statements_fts (rowid, text, lemmas, parts) VALUES (?, ?, ?, ?)", rows)


def read(db: Database, source: str) -> Import | None:
    """The import a source holds now, as it was handed in."""
    told = next(iter(db.query("SELECT * FROM imports WHERE source = ?", [source])), None)
    if told is None:
        return None
    left_out = db.query("SELECT * FROM left_out WHERE source = ? ORDER BY position", [source])
    return Import(
        source=next(one for one in reading.sources(db) if one.id == source),
        file=told["file"],
        columns=columns_of(told["columns"]),
        rows=told["rows"],
        cells=told["cells"],
        respondents=tuple(reading.respondents(db, source).values()),
        responses=_responses(db, source),
        left_out=tuple(left_out_of(row) for row in left_out),
        notes=tuple(json.loads(told["notes"])),
    )


def _responses(db: Database, source: str) -> tuple[ResponseRecord, ...]:
    statements: dict[int, list[Statement]] = {}
    for response, statement in reading.placed(db, source):
        statements.setdefault(response, []).append(statement)
    rows = db.query("SELECT * FROM whole_responses WHERE source = ? ORDER BY position", [source])
    return tuple(_record(row, statements.get(row["position"], [])) for row in rows)


def _record(row: Mapping[str, Any], statements: Sequence[Statement]) -> ResponseRecord:
    return ResponseRecord(
        row=row["row"],
        column=row["column"],
        question=row["question"],
        respondent=row["respondent"],
        text=SafeText(row["text"]),
        redactions=redactions_of(row["redactions"]),
        statements=tuple(statements),
    )
