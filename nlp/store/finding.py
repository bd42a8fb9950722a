"""Finds statements by words and by filters."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from nlp.domain.quotes import Filters
from nlp.errors import InputError

if TYPE_CHECKING:
    from sqlite_utils import Database

# What was written counts for more than its lemma, the lemma for more than a compound's part or a list's lead-in.
# A condition on an empty filter lets everything pass.
_CONDITIONS = """
  (:source = '' OR s.source = :source)
  AND (:theme = '' OR s.id IN (SELECT m.statement FROM memberships m WHERE m.run = :run AND m.theme = :theme))
  AND (:group = '' OR EXISTS (
    SELECT 1 FROM responses r JOIN respondent_groups g ON g.source = r.source AND g.key = r.respondent
    WHERE r.source = s.source AND r.position = s.response AND :group IN (g.value, g.name || '=' || g.value)))
  AND (:question = '' OR EXISTS (
    SELECT 1 FROM whole_responses r
    WHERE r.source = s.source AND r.position = s.response AND :question IN (r.question, r."column")))
"""
_KEYWORD = """
SELECT s.id, -bm25(statements_fts, 4.0, 3.0, 1.0) AS score
FROM statements_fts JOIN statements s ON s.nr = statements_fts.rowid
WHERE statements_fts MATCH :expression AND """
_FILTERED = "SELECT s.id FROM statements s WHERE"


def keyword(db: Database, expression: str, filters: Filters, run: int | None, limit: int) -> list[tuple[str, float]]:
    """Statement ids that match, best first, equal ones by id, with BM25 turned so that higher is better.

    Raises InputError for an expression that FTS5 does not take; `nlp.search.parse` makes none of these.
    """
    if not expression.strip() or limit < 1:
        return []
    given = {**_given(filters, run), "expression": expression, "limit": limit}
    try:
        return db.execute(_KEYWORD + _CONDITIONS + "ORDER BY score DESC, s.id LIMIT :limit", given).fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise InputError("Diese Suchanfrage ist nicht zu verstehen. Bitte suchen Sie mit einfachen Wörtern.") from error


def filtered(db: Database, filters: Filters, run: int | None) -> list[str]:
    """Ids of the statements that the filters let through, by id."""
    return [row[0] for row in db.execute(_FILTERED + _CONDITIONS + "ORDER BY s.id", _given(filters, run))]


def vocabulary(db: Database) -> dict[str, int]:
    """Folded words of the index and in how many statements each stands."""
    return dict(db.execute("SELECT term, doc FROM vocabulary").fetchall())


def _given(filters: Filters, run: int | None) -> dict[str, Any]:
    """A group is named as `value` or `name=value`, a question by its text or its column."""
    asked = {"source": filters.source, "theme": filters.theme, "group": filters.group, "question": filters.question}
    return {**asked, "run": run}
