"""The tables of the sixth step: what people decide, note and code. Rows are only added, and outlive what they name.

Statements and themes are named without a foreign key: a corrected import or another run may not have them any more.
"""

from __future__ import annotations

REVIEWING = """
CREATE TABLE edits (
  nr INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES runs(id), at TEXT NOT NULL, who TEXT NOT NULL,
  why TEXT NOT NULL, kind TEXT NOT NULL, told TEXT NOT NULL) STRICT;
CREATE TABLE marks (
  nr INTEGER PRIMARY KEY, statement TEXT NOT NULL, kind TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
  text TEXT NOT NULL) STRICT;
CREATE TABLE samples (
  nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, run TEXT NOT NULL REFERENCES runs(id),
  seen INTEGER NOT NULL, themes TEXT NOT NULL, statements TEXT NOT NULL, coders TEXT NOT NULL, who TEXT NOT NULL,
  at TEXT NOT NULL) STRICT;
CREATE TRIGGER samples_keep_id BEFORE INSERT ON samples
WHEN EXISTS (SELECT 1 FROM samples WHERE id = new.id) BEGIN SELECT RAISE(ABORT, 'only added to'); END;
CREATE TABLE codings (
  nr INTEGER PRIMARY KEY, sample TEXT NOT NULL REFERENCES samples(id), statement TEXT NOT NULL, coder TEXT NOT NULL,
  themes TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX codings_last ON codings(sample, statement, coder);
"""

LOGS = ("edits", "marks", "samples", "codings")

# Beside `state`, which stays with the corpus: what is costly to read is not read anew for every decision.
DECIDED_STATE = """
CREATE TABLE decided_state (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL) STRICT;
INSERT INTO decided_state VALUES (1, hex(randomblob(8)));
"""
CHANGES_DECIDED_STATE = """
CREATE TRIGGER {table}_moves_insert AFTER INSERT ON {table} BEGIN
  UPDATE decided_state SET value = hex(randomblob(8)) WHERE one = 1;
END;
"""
