"""The tables, as numbered steps: a step that was released is never changed, a new one is added below."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from nlp.store import people_tables, reviewing_tables

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x4F546F6E
"""The letters "OTon" in the file's header, by which the file is known as ours."""

_CORPUS = """
CREATE TABLE house (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE sources (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL, collected_on TEXT NOT NULL, population INTEGER,
  random_sample INTEGER NOT NULL, invented INTEGER NOT NULL, file TEXT NOT NULL, file_hash TEXT NOT NULL) STRICT;
CREATE TABLE imports (
  source TEXT PRIMARY KEY REFERENCES sources(id), file TEXT NOT NULL, columns TEXT NOT NULL,
  rows INTEGER NOT NULL, cells INTEGER NOT NULL, notes TEXT NOT NULL) STRICT;
CREATE TABLE respondents (
  source TEXT NOT NULL REFERENCES sources(id), key TEXT NOT NULL, position INTEGER NOT NULL,
  organisation TEXT NOT NULL, weight REAL NOT NULL, date TEXT NOT NULL,
  PRIMARY KEY (source, key)) STRICT;
CREATE TABLE respondent_groups (
  source TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (source, key, name), FOREIGN KEY (source, key) REFERENCES respondents(source, key)) STRICT, WITHOUT ROWID;
CREATE INDEX respondent_groups_value ON respondent_groups(value, name);
CREATE TABLE questions (
  source TEXT NOT NULL REFERENCES sources(id), position INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (source, position)) STRICT, WITHOUT ROWID;
CREATE TABLE responses (
  source TEXT NOT NULL, position INTEGER NOT NULL, row INTEGER NOT NULL, "column" TEXT NOT NULL,
  question INTEGER NOT NULL, respondent TEXT, text TEXT NOT NULL, redactions TEXT NOT NULL,
  PRIMARY KEY (source, position),
  FOREIGN KEY (source, question) REFERENCES questions(source, position),
  FOREIGN KEY (source, respondent) REFERENCES respondents(source, key)) STRICT;
CREATE INDEX responses_question ON responses(source, question);
CREATE INDEX responses_respondent ON responses(source, respondent);
CREATE TABLE statements (
  nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, response INTEGER NOT NULL,
  place INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  lead TEXT, lead_start INTEGER, lead_end INTEGER, redactions TEXT NOT NULL, lemmas TEXT NOT NULL, parts TEXT NOT NULL,
  FOREIGN KEY (source, response) REFERENCES responses(source, position)) STRICT;
CREATE INDEX statements_response ON statements(source, response);
CREATE TABLE left_out (
  source TEXT NOT NULL REFERENCES sources(id), position INTEGER NOT NULL, row INTEGER NOT NULL,
  "column" TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (source, position)) STRICT, WITHOUT ROWID;
CREATE VIEW whole_responses AS
  SELECT r.source, r.position, r.row, r."column", q.text AS question, coalesce(r.respondent, '') AS respondent,
    r.text, r.redactions
  FROM responses r JOIN questions q ON q.source = r.source AND q.position = r.question;
CREATE VIEW whole_statements AS
  SELECT s.id, s.source, s.response, s.place, r.row, r."column", r.question, r.respondent, s.start, s."end", s.text,
    s.lead, s.lead_start, s.lead_end, s.redactions, s.lemmas, s.parts
  FROM statements s JOIN whole_responses r ON r.source = s.source AND r.position = s.response;
"""

# Folding happens before a word comes here, so the tokenizer only has to find the edges of words.
_INDEX = """
CREATE VIRTUAL TABLE statements_fts USING fts5(text, lemmas, parts, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(statements_fts, row);
CREATE TRIGGER statements_gone AFTER DELETE ON statements BEGIN
  DELETE FROM statements_fts WHERE rowid = old.nr;
END;
CREATE TABLE vectors (
  fingerprint TEXT NOT NULL, hash TEXT NOT NULL, vector BLOB NOT NULL,
  PRIMARY KEY (fingerprint, hash)) STRICT, WITHOUT ROWID;
"""

# Memberships name statements without a foreign key: a run outlives the statements of a corrected import.
_RUNS = """
CREATE TABLE runs (
  nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, recipe TEXT NOT NULL, recipe_fingerprint TEXT NOT NULL,
  corpus_fingerprint TEXT NOT NULL, code_version TEXT NOT NULL, created_at TEXT NOT NULL, quality TEXT NOT NULL) STRICT;
CREATE TABLE run_themes (
  run INTEGER NOT NULL REFERENCES runs(nr) DEFERRABLE INITIALLY DEFERRED, position INTEGER NOT NULL,
  id TEXT NOT NULL, title TEXT NOT NULL, origin TEXT NOT NULL, terms TEXT NOT NULL, stability REAL NOT NULL,
  grade TEXT NOT NULL, central TEXT NOT NULL, sensitive INTEGER NOT NULL, field_of_action TEXT NOT NULL,
  PRIMARY KEY (run, position), UNIQUE (run, id)) STRICT;
CREATE TABLE memberships (
  nr INTEGER PRIMARY KEY, run INTEGER NOT NULL, theme TEXT NOT NULL, statement TEXT NOT NULL, strength REAL NOT NULL,
  is_primary INTEGER NOT NULL, UNIQUE (run, theme, statement),
  FOREIGN KEY (run, theme) REFERENCES run_themes(run, id) DEFERRABLE INITIALLY DEFERRED) STRICT;
CREATE INDEX memberships_statement ON memberships(run, statement);
CREATE TABLE unassigned (
  run INTEGER NOT NULL REFERENCES runs(nr) DEFERRABLE INITIALLY DEFERRED, position INTEGER NOT NULL,
  statement TEXT NOT NULL, PRIMARY KEY (run, position), UNIQUE (run, statement)) STRICT, WITHOUT ROWID;
"""

# What an older run did not know reads as its default. A reason needs its statement among the unassigned ones.
_GROUNDS = """
ALTER TABLE runs ADD COLUMN previous TEXT NOT NULL DEFAULT '';
ALTER TABLE run_themes ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE run_themes ADD COLUMN parent TEXT NOT NULL DEFAULT '';
ALTER TABLE run_themes ADD COLUMN summary TEXT NOT NULL DEFAULT '[]';
ALTER TABLE run_themes ADD COLUMN flags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE run_themes ADD COLUMN twins TEXT NOT NULL DEFAULT '[]';
ALTER TABLE memberships ADD COLUMN stability REAL NOT NULL DEFAULT 0.0;
ALTER TABLE memberships ADD COLUMN rival TEXT NOT NULL DEFAULT '';
ALTER TABLE memberships ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE memberships ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
CREATE TABLE reasons (
  run INTEGER NOT NULL, statement TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (run, statement),
  FOREIGN KEY (run, statement) REFERENCES unassigned(run, statement) DEFERRABLE INITIALLY DEFERRED)
  STRICT, WITHOUT ROWID;
CREATE TABLE stances (
  run INTEGER NOT NULL REFERENCES runs(nr) DEFERRABLE INITIALLY DEFERRED, statement TEXT NOT NULL,
  stance TEXT NOT NULL, PRIMARY KEY (run, statement)) STRICT, WITHOUT ROWID;
"""

# A run's header is written last; from then on nothing can be changed, taken away or added.
_SEAL = """
CREATE TRIGGER {table}_keep_{verb} BEFORE {verb} ON {table} BEGIN
  SELECT RAISE(ABORT, 'a run is sealed');
END;
"""
_SHUT = """
CREATE TRIGGER {table}_shut BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM runs WHERE nr = new.run) BEGIN
  SELECT RAISE(ABORT, 'a run is sealed');
END;
"""


def corpus(db: Database) -> None:
    """Sources, respondents, responses, statements, and what tells this database from every other."""
    db.executescript(_CORPUS)
    db.execute("INSERT INTO house VALUES ('identity', ?)", [secrets.token_bytes(32)])


def index(db: Database) -> None:
    """The words of the statements, and vectors of texts."""
    db.executescript(_INDEX)


def runs(db: Database) -> None:
    """Sealed results."""
    db.executescript(_RUNS)
    for table in ("runs", "run_themes", "memberships", "unassigned"):
        for verb in ("UPDATE", "DELETE"):
            db.executescript(_SEAL.format(table=table, verb=verb))
    for table in ("run_themes", "memberships", "unassigned"):
        db.executescript(_SHUT.format(table=table))


def grounds(db: Database) -> None:
    """What a run knows beyond themes: how sure it is, why, what speaks against it, who asks for what."""
    db.executescript(_GROUNDS)
    for table in ("reasons", "stances"):
        for verb in ("UPDATE", "DELETE"):
            db.executescript(_SEAL.format(table=table, verb=verb))
        db.executescript(_SHUT.format(table=table))


def people(db: Database) -> None:
    """Accounts, the log, which run is shown, and a mark that moves with every change readers can see."""
    db.executescript(people_tables.PEOPLE + people_tables.STATE)
    for table in ("log", "publications"):
        db.executescript(people_tables.APPEND_ONLY.format(table=table))
    for table in people_tables.MOVING:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            db.executescript(people_tables.CHANGES_STATE.format(table=table, verb=verb))


def reviewing(db: Database) -> None:
    """What people decide, note and code, and a mark of its own that moves with it."""
    db.executescript(reviewing_tables.REVIEWING + reviewing_tables.DECIDED_STATE)
    for table in reviewing_tables.LOGS:
        db.executescript(people_tables.APPEND_ONLY.format(table=table))
        db.executescript(reviewing_tables.CHANGES_DECIDED_STATE.format(table=table))


STEPS: tuple[Callable[[Database], None], ...] = (corpus, index, runs, grounds, people, reviewing)


def migrate(db: Database) -> None:
    """Takes all steps that were not taken yet; to be called inside one transaction."""
    from sqlite_utils import Migrations

    steps = Migrations("oton")
    for number, step in enumerate(STEPS, start=1):
        steps(name=f"{number:03} {step.__name__}")(step)
    steps.apply(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {len(STEPS)}")
