"""Where things are kept: one SQLite file."""

from nlp.store.indexing import index_text
from nlp.store.sqlite import SqliteStore, open_store

__all__ = ["SqliteStore", "index_text", "open_store"]
