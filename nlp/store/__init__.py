"""Where things are kept: one SQLite file."""

from nlp.store.indexing import index_text
from nlp.store.opening import PATIENCE
from nlp.store.people import SqlitePeople
from nlp.store.sqlite import SqliteStore, open_store

__all__ = ["PATIENCE", "SqlitePeople", "SqliteStore", "index_text", "open_store"]
