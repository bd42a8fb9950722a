"""The tables of the fifth step: who uses the house, what was done, which run is shown, and whether anything changed."""

from __future__ import annotations

PEOPLE = """
CREATE TABLE accounts (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, shown TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('staff', 'planner', 'analyst', 'admin')), created_at TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)), password TEXT NOT NULL) STRICT;
CREATE TRIGGER accounts_last_admin BEFORE UPDATE ON accounts
WHEN old.role = 'admin' AND old.active AND NOT (new.role = 'admin' AND new.active)
  AND NOT EXISTS (SELECT 1 FROM accounts WHERE role = 'admin' AND active AND id <> old.id) BEGIN
  SELECT RAISE(ABORT, 'the last admin stays');
END;
CREATE TRIGGER accounts_stay BEFORE DELETE ON accounts BEGIN
  SELECT RAISE(ABORT, 'an account stays, the log names it');
END;
CREATE TABLE sessions (
  key TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts(id), expires_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_account ON sessions(account);
CREATE TABLE tokens (
  nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts(id), label TEXT NOT NULL, rights TEXT NOT NULL, created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL, used_at TEXT NOT NULL, revoked INTEGER NOT NULL CHECK (revoked IN (0, 1))) STRICT;
CREATE INDEX tokens_account ON tokens(account);
CREATE TABLE setup (
  one INTEGER PRIMARY KEY CHECK (one = 1), key TEXT NOT NULL, expires_at TEXT NOT NULL) STRICT;
CREATE TABLE log (
  nr INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, did TEXT NOT NULL, object TEXT NOT NULL,
  detail TEXT NOT NULL) STRICT;
CREATE TABLE publications (
  nr INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES runs(id), at TEXT NOT NULL, who TEXT NOT NULL,
  note TEXT NOT NULL) STRICT;
"""

# The insert too: REPLACE takes a row away without asking the other two, where a connection is set so.
APPEND_ONLY = """
CREATE TRIGGER {table}_keep_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'only added to'); END;
CREATE TRIGGER {table}_keep_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'only added to'); END;
CREATE TRIGGER {table}_keep_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE nr = new.nr) BEGIN SELECT RAISE(ABORT, 'only added to'); END;
"""

# By chance and not by counting: a restored backup that is changed again never looks like what it was before.
STATE = """
CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL) STRICT;
INSERT INTO state VALUES (1, hex(randomblob(8)));
"""
CHANGES_STATE = """
CREATE TRIGGER {table}_moves_{verb} AFTER {verb} ON {table} BEGIN
  UPDATE state SET value = hex(randomblob(8)) WHERE one = 1;
END;
"""
MOVING = ("house", "sources", "imports", "responses", "respondents", "statements", "runs", "publications")
"""Tables whose changes are seen by readers; what hangs on these changes in the same transaction as they do."""
