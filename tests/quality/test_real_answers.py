"""1,386 real answers: accounting, verbatim spans, independence of row order."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any

import pytest

from nlp.compose import opened
from tests.conftest import Oton, lend_vectors

ARGUMENTS = ("--source", "bonn", "--text", "text", "--id", "id", "--json")


@pytest.fixture(scope="module")
def bonn(shared: Path, oton: Oton, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, Any]]:
    """A sample small enough for a test: every third answer, with a database and the import's report."""
    folder = tmp_path_factory.mktemp("bonn")
    rows = _read(shared / "umfrage_bonn_answers.csv")[::3]
    file = _written(folder / "bonn.csv", rows)
    database = folder / "bonn.db"
    return file, database, oton("import", file, *ARGUMENTS, database=database).told


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_every_cell_is_accounted_for(bonn: tuple[Path, Path, dict[str, Any]]) -> None:
    _, _, told = bonn
    assert told["cells"] == told["responses"] + len(told["left_out"]) == told["rows"]
    assert told["statements"] >= told["responses"]


def test_every_statement_is_a_verbatim_span_of_its_cell(bonn: tuple[Path, Path, dict[str, Any]]) -> None:
    file, database, told = bonn
    cells = {number: row["text"] for number, row in enumerate(_read(file), start=2)}
    with opened(database) as store:
        statements = store.statements()
    assert len(statements) == told["statements"]
    for one in statements:
        words = cells[one.row][one.start : one.end]
        for cut in reversed(one.redactions):
            start, end = cut.start - one.start, cut.end - one.start
            words = words[:start] + cut.placeholder + words[end:]
        assert words == one.text


def test_shuffled_rows_give_identical_themes(
    bonn: tuple[Path, Path, dict[str, Any]], oton: Oton, tmp_path: Path
) -> None:
    file, database, _ = bonn
    rows = _read(file)
    random.Random(5).shuffle(rows)
    other = tmp_path / "shuffled.db"
    assert oton("import", _written(tmp_path / "bonn.csv", rows), *ARGUMENTS, database=other).code == 0
    one = oton("cluster", "--json", database=database).told
    lend_vectors(database, other)  # the rows' order reaches no encoder: a vector does not depend on its batch
    two = oton("cluster", "--json", database=other).told
    assert one["themes"] == two["themes"]
    assert one["run"] == two["run"]
