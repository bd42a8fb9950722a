"""From a file to responses with raw text, and a report of what was left out."""

from __future__ import annotations

from nlp.ingest.addressees import Addressees, join_addressees, read_addressees
from nlp.ingest.kinds import is_known
from nlp.ingest.reader import open_table, propose, read
from nlp.ingest.wishes import ColumnMap, Wishes, dump_map, load_map

__all__ = [
    "Addressees",
    "ColumnMap",
    "Wishes",
    "dump_map",
    "is_known",
    "join_addressees",
    "load_map",
    "open_table",
    "propose",
    "read",
    "read_addressees",
]
