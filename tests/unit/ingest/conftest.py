from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Writes text or bytes into a new file."""

    def write(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def save_csv(save: Save) -> Save:
    """Writes rows as the csv module does, line breaks inside cells kept."""

    def write(
        rows: Sequence[Sequence[str]], *, delimiter: str = ";", encoding: str = "utf-8", name: str = "umfrage.csv"
    ) -> Path:
        target = io.StringIO(newline="")
        csv.writer(target, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
        return save(name, target.getvalue().encode(encoding, "surrogatepass" if encoding == "utf-8" else "strict"))

    return write
