"""Looks at sources, respondents and statements."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from nlp.domain.corpus import Respondent, Source, SourceSize, Statement
from nlp.domain.folding import fold
from nlp.domain.quotes import WayBack
from nlp.domain.text import SafeText
from nlp.errors import Unknown
from nlp.store.rows import respondent_of, source_of, statement_of

if TYPE_CHECKING:
    from sqlite_utils import Database

_ASKED = "(:source = '' OR source = :source) AND (:key = '' OR key = :key)"

_SIZES = """
SELECT s.id,
  (SELECT count(*) FROM responses r WHERE r.source = s.id) AS responses,
  (SELECT count(*) FROM statements t WHERE t.source = s.id) AS statements,
  (SELECT count(*) FROM left_out l WHERE l.source = s.id) AS left_out
FROM sources s WHERE :source = '' OR s.id = :source
"""
_SPOKE = """
SELECT p.source, p.organisation, count(*) FROM respondents p
WHERE (:source = '' OR p.source = :source)
  AND EXISTS (SELECT 1 FROM responses r WHERE r.source = p.source AND r.respondent = p.key)
GROUP BY p.source, p.organisation
"""


def sources(db: Database) -> list[Source]:
    """All sources, by id."""
    sql = "SELECT s.*, coalesce(i.columns, '[]') AS columns FROM sources s LEFT JOIN imports i ON i.source = s.id"
    return [source_of(row) for row in db.query(f"{sql} ORDER BY s.id")]


def sizes(db: Database, source: str = "") -> list[SourceSize]:
    """How much each source (this one) holds, by id; one body under two spellings is one."""
    given = {"source": source}
    persons, bodies = Counter[str](), defaultdict[str, set[str]](set)
    for of, organisation, count in db.execute(_SPOKE, given):
        if organisation:
            bodies[of].add(fold(organisation))
        else:
            persons[of] = count
    held = {row["id"]: row for row in db.query(_SIZES, given)}
    return [
        SourceSize(
            source=one,
            persons=persons[one.id],
            bodies=len(bodies[one.id]),
            responses=held[one.id]["responses"],
            statements=held[one.id]["statements"],
            left_out=held[one.id]["left_out"],
        )
        for one in sources(db)
        if one.id in held
    ]


def statements(db: Database, source: str = "") -> list[Statement]:
    """All statements (of one source), by id."""
    sql = "SELECT * FROM whole_statements WHERE source = :source OR :source = '' ORDER BY id"
    return [statement_of(row) for row in _named(db, sql, {"source": source})]


def placed(db: Database, source: str) -> Iterator[tuple[int, Statement]]:
    """A source's statements in reading order, each with the place of its response."""
    for row in db.query("SELECT * FROM whole_statements WHERE source = ? ORDER BY response, place", [source]):
        yield row["response"], statement_of(row)


def by_id(db: Database, wanted: Iterable[str]) -> dict[str, Statement]:
    """Those of the statements that are there, by id."""
    sql = "SELECT * FROM whole_statements WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return {row["id"]: statement_of(row) for row in db.query(sql, [json.dumps(list(wanted))])}


def respondents(db: Database, source: str = "", key: str = "") -> dict[tuple[str, str], Respondent]:
    """All respondents (of one source, of one key) by (source id, key), in the order of their files."""
    given = {"source": source, "key": key}
    groups: dict[tuple[str, str], dict[str, str]] = {}
    of_groups = f"SELECT source, key, name, value FROM respondent_groups WHERE {_ASKED}"  # noqa: S608 - _ASKED is ours
    for of, who, name, value in db.execute(of_groups, given):
        groups.setdefault((of, who), {})[name] = value
    rows = _named(db, f"SELECT * FROM respondents WHERE {_ASKED} ORDER BY source, position", given)  # noqa: S608 - as above
    named = (((row["source"], row["key"]), row) for row in rows)
    return {name: respondent_of(row, groups.get(name, {})) for name, row in named}


def _named(db: Database, sql: str, given: dict[str, str]) -> Iterator[Mapping[str, Any]]:
    """Rows whose columns go by name; for very many of them quicker than a dictionary each."""
    cursor = db.conn.cursor()
    cursor.row_factory = sqlite3.Row
    return cast("Iterator[Mapping[str, Any]]", iter(cursor.execute(sql, given)))


def way_back(db: Database, identity: str, run: int | None) -> WayBack:
    """A statement's origin, with its themes in that run, the strongest first."""
    row = next(iter(db.query("SELECT * FROM whole_statements WHERE id = ?", [identity])), None)
    if row is None:
        raise Unknown(
            f"Eine Aussage „{identity}“ gibt es in dieser Datenbank nicht. Kennungen nennt „oton search“.",
            on_page="Diese Aussage gibt es hier nicht (mehr). Bitte suchen Sie sie unter „Zitate“.",
        )
    statement = statement_of(row)
    answer = db.execute(
        "SELECT text FROM responses WHERE source = ? AND position = ?", [row["source"], row["response"]]
    ).fetchone()[0]
    themes = db.execute(
        """SELECT t.title FROM memberships m JOIN run_themes t ON t.run = m.run AND t.id = m.theme
           WHERE m.run = ? AND m.statement = ? ORDER BY m.is_primary DESC, m.strength DESC, t.id""",
        [run, identity],
    )
    known = respondents(db, statement.source, statement.respondent) if statement.respondent else {}
    who = known.get((statement.source, statement.respondent))
    return WayBack(
        statement=statement,
        source=next(one for one in sources(db) if one.id == statement.source),
        answer=SafeText(answer),
        organisation=who.organisation if who else "",
        groups=who.groups if who else {},
        themes=tuple(theme[0] for theme in themes),
    )
