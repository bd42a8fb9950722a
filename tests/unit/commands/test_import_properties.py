"""The import walk over arbitrary text: spans resolve, nothing outside redactions changes, accounting adds up."""

from __future__ import annotations

import csv
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp.commands.import_ import analysed, import_file, to_statements
from nlp.domain.corpus import ColumnRole, Import, Ingested, LeftOut, Reason, Respondent, Response, Role, Source
from nlp.domain.language import Analysis, Token
from nlp.domain.text import RawText, Redaction, Span
from nlp.ingest import Wishes, read
from nlp.store import open_store

SOURCE = Source(id="u", title="Umfrage")
QUESTIONS = ("Was fehlt?", "Was ist gut?")


class Words:
    """An analyser that knows nothing of German: every word is its own lemma."""

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        return [
            Analysis(
                tokens=tuple(
                    Token(
                        text=found.group(),
                        lemma=found.group().lower(),
                        pos="X",
                        parts=(),
                        start=found.start(),
                        stop=False,
                    )
                    for found in re.finditer(r"\w+", text)
                )
            )
            for text in texts
        ]


# Arbitrary characters alone would hardly ever make a list, a sentence or a telephone number.
PIECES = st.sampled_from([
    "Mehr Kitaplätze", "Der Bus fährt zu selten", "z. B. am Abend", "k. A.", "nichts", "-", "Es fehlt:", "und",
    "Straße",
    "\n- ", "\n• ", "\n1. ", "; ", ". ", "! ", "\r\n", "\t", "  ", "\u00ad", "\u00a0", "\u0308", "\u200b", "…",
    "\x00", "🙂",
    "Frau Kunze", "Herr Dr. Okonjo", "0171 3920012", "kunze@example.org", "Nordstraße 12, 12345 Musterstadt",
    "DE89 3704 0044 0532 0130 00", "geboren am 3.4.1971", "M-AB 1234",
])  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cs"])
ANSWERS = st.lists(PIECES | st.text(CHARACTERS, max_size=12), max_size=12).map("".join)
TABLES = st.lists(st.tuples(ANSWERS, ANSWERS), max_size=6)


def instead(raw: str, span: Span, cuts: Sequence[Redaction]) -> str:
    """The span of the raw answer with its redactions replaced, character by character."""
    told = ""
    for place in range(span.start, span.end):
        cut = next((one for one in cuts if one.start <= place < one.end), None)
        if cut is None:
            told += raw[place]
        elif place == max(cut.start, span.start):
            told += cut.placeholder
    return told


def ingested(table: Sequence[tuple[str, str]]) -> Ingested:
    cells = [
        (row, question, text)
        for row, pair in enumerate(table, 2)
        for question, text in zip(QUESTIONS, pair, strict=True)
    ]
    full = [cell for cell in cells if cell[2].strip()]
    return Ingested(
        rows=len(table),
        cells=len(cells),
        columns=tuple(ColumnRole(column=question, role=Role.TEXT, question=question) for question in QUESTIONS),
        respondents=tuple(Respondent(key=str(row)) for row in range(2, len(table) + 2)),
        responses=tuple(
            Response(row=row, column=question, question=question, respondent=str(row), text=RawText(text))
            for row, question, text in full
        ),
        left_out=tuple(
            LeftOut(row=row, column=question, reason=Reason.EMPTY) for row, question, text in cells if not text.strip()
        ),
        file_hash="",
    )


def check(told: Import, raw: dict[tuple[int, str], str]) -> None:
    """What holds for every import, whatever was written; `raw` are the cells as they were read."""
    assert told.cells == len(told.responses) + len(told.left_out)
    places = [(one.row, one.column) for one in told.responses] + [(one.row, one.column) for one in told.left_out]
    assert max(Counter(places).values(), default=1) == 1
    ids = [one.id for one in told.statements]
    assert len(set(ids)) == len(ids)
    keys = {one.key for one in told.respondents}
    for record in told.responses:
        words = raw[record.row, record.column]
        ends = [0, *(place for cut in record.redactions for place in (cut.start, cut.end)), len(words)]
        assert ends == sorted(ends)
        assert record.text == instead(words, Span(0, len(words)), record.redactions)
        assert record.statements
        assert record.respondent in keys
        for one in record.statements:
            assert (one.row, one.column, one.respondent) == (record.row, record.column, record.respondent)
            assert 0 <= one.start < one.end <= len(words)
            assert one.text == instead(words, Span(one.start, one.end), record.redactions)
            assert one.text == instead(words, Span(one.start, one.end), one.redactions)
            assert (one.lead is None) is (one.lead_span is None)
            if one.lead_span:
                assert one.lead_span.end <= min(one.start, len(words))
                assert one.lead == instead(words, one.lead_span, record.redactions)


@given(TABLES)
@settings(deadline=None, max_examples=150)
@example([("Es fehlt:\n- Geld für Frau Kunze\n- mehr Zeit für die Kinder", "k. A.")])
@example([("Bus. Bus. Bus.", "Bus. Bus.")] * 3)
def test_whatever_was_written(table: list[tuple[str, str]]) -> None:
    read_in = ingested(table)
    told = analysed(to_statements(read_in, source=SOURCE, file="u.csv"), Words())
    assert told.cells == 2 * len(table)
    check(told, {(one.row, one.column): one.text.reveal() for one in read_in.responses})


@given(TABLES)
@settings(deadline=None, max_examples=50)
@example([("Es fehlt:\n- Geld für Frau Kunze\n- mehr Zeit für die Kinder", "k. A.")])
@example([("Mehr Busse", ""), ("Mehr Busse", ""), ("", "")])
def test_through_a_real_file_and_a_real_store(table: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "u.csv"
        with file.open("w", encoding="utf-8-sig", newline="") as written:
            # The first row keeps hypothesis from writing a table without a single answer.
            csv.writer(written, delimiter=";").writerows([("nr", *QUESTIONS), ("0", "Mehr Busse", "Die Bücherei")])
            csv.writer(written, delimiter=";").writerows((nr, *pair) for nr, pair in enumerate(table, 1))
        wishes = Wishes(text=QUESTIONS, id="nr")
        raw = {(one.row, one.column): one.text.reveal() for one in read(file, wishes=wishes).responses}
        with open_store(Path(name) / "u.db") as store:
            report = import_file(file, source=SOURCE, wishes=wishes, store=store, analyser=Words())
            check(report.imported, raw)
            assert report.imported.cells == 2 * (len(table) + 1)
            told = report.told()
            assert told["statements"] == len(report.imported.statements)
            assert sum(report.redactions.values()) == sum(len(one.redactions) for one in report.imported.responses)
            kept = store.imported("u")
            assert kept == report.imported
            assert store.statements() == sorted(report.imported.statements, key=lambda one: one.id)
            again = import_file(file, source=SOURCE, wishes=wishes, store=store, analyser=Words())
            assert again.imported == report.imported
            assert store.imported("u") == kept
