"""A small invented source, and ways to look into a database from outside."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from nlp.domain.corpus import Import, LeftOut, Reason, Respondent, ResponseRecord, Source, Statement
from nlp.domain.text import SafeText

MakeImport = Callable[..., Import]


@pytest.fixture
def make_import() -> MakeImport:
    """One answer a row, one statement an answer."""

    def make(texts: Sequence[str], source: str = "umfrage") -> Import:
        return Import(
            source=Source(id=source, title="Umfrage"),
            file="umfrage.csv",
            columns=(),
            rows=len(texts) + 1,
            cells=len(texts) + 1,
            respondents=tuple(
                Respondent(key=text, organisation="Verein", groups={"Bezirk": "Nord"}) for text in dict.fromkeys(texts)
            ),
            responses=tuple(_response(source, row, text) for row, text in enumerate(texts, start=2)),
            left_out=(LeftOut(row=len(texts) + 2, column="t", reason=Reason.EMPTY),),
        )

    return make


def _response(source: str, row: int, text: str) -> ResponseRecord:
    statement = Statement(
        id=f"{source}/{text}",
        source=source,
        row=row,
        column="t",
        question="Was fehlt?",
        respondent=text,
        start=0,
        end=len(text),
        text=SafeText(text),
        lemmas=text.lower(),
    )
    return ResponseRecord(
        row=row,
        column="t",
        question="Was fehlt?",
        respondent=text,
        text=SafeText(text),
        redactions=(),
        statements=(statement,),
    )


@pytest.fixture
def dump() -> Callable[[Path], list[str]]:
    """All tables, the index's inner ones too, as SQL; read through a connection of its own."""

    def told(path: Path) -> list[str]:
        with closing(sqlite3.connect(path)) as connection:
            return list(connection.iterdump())

    return told
