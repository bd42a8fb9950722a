"""Vectors of texts, kept as bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sqlite_utils import Database

# Little-endian whatever the machine, so that a database can travel.
_KEPT = np.dtype("<f4")


def load(db: Database, fingerprint: str, hashes: Sequence[str]) -> dict[str, NDArray[np.float32]]:
    """The known ones of these, by hash; each shape (d,), float32."""
    sql = "SELECT hash, vector FROM vectors WHERE fingerprint = ? AND hash IN (SELECT value FROM json_each(?))"
    rows = db.execute(sql, [fingerprint, json.dumps(list(hashes))])
    return {key: np.frombuffer(blob, dtype=_KEPT).astype(np.float32) for key, blob in rows}


def told(fingerprint: str, vectors: Mapping[str, NDArray[np.float32]]) -> list[tuple[str, str, bytes]]:
    """Rows of `vectors`, by hash."""
    return [(fingerprint, key, np.asarray(vectors[key], dtype=_KEPT).tobytes()) for key in sorted(vectors)]


def save(db: Database, rows: Sequence[tuple[str, str, bytes]]) -> None:
    """Adds rows; what is there stays."""
    db.conn.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)", rows)
