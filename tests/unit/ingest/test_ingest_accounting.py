"""What must hold for any content: every cell is accounted for, every answer is verbatim, order does not matter."""

from __future__ import annotations

import csv
import io
import random
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.domain.corpus import Ingested, Reason
from nlp.ingest import Wishes, read

CELL = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", " ", "-", "./.", "Mehr Busse", "k. A.", "a;b", 'sagt "ja"', "zwei\nZeilen", "\t", "#NV", "N/A"]
    ),
)
ROWS = st.lists(st.tuples(st.sampled_from(["1", "2", "3", "4", ""]), CELL, CELL), min_size=1, max_size=12)
WISHES = Wishes(id="id", text=("frage eins", "frage zwei"))


def ingest(rows: list[tuple[str, str, str]], delimiter: str, encoding: str) -> Ingested:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "frage eins", "frage zwei"), *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "umfrage.csv"
        path.write_bytes(target.getvalue().encode(encoding, "surrogatepass"))
        return read(path, wishes=WISHES)


@settings(deadline=None)
@given(ROWS, st.sampled_from([";", ",", "\t", "|"]), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_every_cell_is_a_response_or_left_out(rows: list[tuple[str, str, str]], delimiter: str, encoding: str) -> None:
    ingested = ingest(rows, delimiter, encoding)
    assert ingested.rows == len(rows)
    assert ingested.cells == 2 * len(rows) == len(ingested.responses) + len(ingested.left_out)
    places = [(cell.row, cell.column) for cell in ingested.responses]
    places += [(cell.row, cell.column) for cell in ingested.left_out]
    assert sorted(places) == sorted((row, name) for row in range(2, len(rows) + 2) for name in WISHES.text)


@settings(deadline=None)
@given(ROWS)
def test_every_answer_is_its_cell_to_the_character(rows: list[tuple[str, str, str]]) -> None:
    for response in ingest(rows, ";", "utf-8-sig").responses:
        cell = rows[response.row - 2][1 + WISHES.text.index(response.column)]
        text = response.text.reveal()
        assert len(text) == len(cell)
        assert all(a == b or (b == "\x00" and a == "\ufffd") for a, b in zip(text, cell, strict=True))


@settings(deadline=None)
@given(ROWS)
def test_every_respondent_has_one_key_and_every_answer_a_respondent(rows: list[tuple[str, str, str]]) -> None:
    ingested = ingest(rows, ";", "utf-8-sig")
    keys = [one.key for one in ingested.respondents]
    assert len(set(keys)) == len(keys)
    assert {response.respondent for response in ingested.responses} <= set(keys)


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_but_row_numbers(
    rows: list[tuple[str, str, str]], chance: random.Random
) -> None:
    shuffled = rows.copy()
    chance.shuffle(shuffled)

    def told(ingested: Ingested) -> tuple[object, ...]:
        answers = Counter((one.respondent, one.column, one.text.reveal()) for one in ingested.responses)
        reasons = Counter((one.column, one.reason) for one in ingested.left_out if one.reason is not Reason.EMPTY)
        return answers, reasons, Counter(one.key for one in ingested.respondents), ingested.columns

    assert told(ingest(rows, ";", "utf-8-sig")) == told(ingest(shuffled, ";", "utf-8-sig"))
