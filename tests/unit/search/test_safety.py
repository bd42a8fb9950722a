"""A query of any characters never breaks, held against the real index."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.domain.corpus import Import, ResponseRecord, Source, Statement
from nlp.domain.language import Analysis, Token
from nlp.domain.quotes import Filters
from nlp.domain.text import SafeText
from nlp.search.plan import parse, ranked
from nlp.search.words import capitalised
from nlp.store import SqliteStore, open_store

HOSTILE = (
    *(
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR(",
        "NEAR/2",
        "*",
        "^",
        ":",
        "-",
        "+",
        "(",
        ")",
        "{",
        "}",
        '"',
        "'",
        "„",
        "“",
        "”",
    ),
    *(
        ";",
        "--",
        "/*",
        "*/",
        "DROP TABLE statements",
        "' OR 1=1 --",
        "UNION SELECT",
        "%",
        "_",
        "\\",
        "?",
        "text:",
        "{lemmas}",
    ),
    *(
        "\x00",
        "\ud800",
        "\u202e",
        "🙂",
        "👩‍👧",
        "e\u0301",
        "ﬁ",
        "İ",
        "ß",
        "ẞ",
        "ǅ",
        "²",
        "½",
        "Ⅷ",
        "१",
        "漢字",
        "\ufffe",
    ),
    *("Straße", "Kita-Plätze", "Erzieher:innen", "a", "123", "z.B.", "[PERSON]", "rank", "rowid", "statements_fts"),
)
SAID = "Die Straße vor der Kita ist dunkel, Erzieher:innen fehlen 123"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    statement = Statement(
        id="s", source="q", row=1, column="t", question="", respondent="", start=0, end=len(SAID), text=SafeText(SAID)
    )
    record = ResponseRecord(
        row=1, column="t", question="", respondent="", text=SafeText(SAID), redactions=(), statements=(statement,)
    )
    with open_store(tmp_path_factory.mktemp("suche") / "oton.db") as opened:
        opened.save_import(
            Import(
                source=Source(id="q", title="Q"),
                file="q.csv",
                columns=(),
                rows=1,
                cells=1,
                respondents=(),
                responses=(record,),
                left_out=(),
            )
        )
        yield opened


def torn(query: str) -> Analysis:
    """An analysis as odd as the query: every piece between blanks a token with itself as lemma and part."""
    pieces = [piece for piece in query.split(" ") if piece]
    return Analysis(
        tokens=tuple(
            Token(text=one, lemma=one[::-1], pos="X", parts=(one, one[1:]), start=query.index(one), stop=False)
            for one in pieces
        )
    )


def search(store: SqliteStore, query: str) -> list[tuple[str, float]]:
    plan = parse(query, torn(query), store.vocabulary(), lambda word: (word[:3], word, '"'))
    for tier in (plan.near, plan.wide, plan.loose):
        if tier:
            store.keyword(tier, Filters(), "", 10)
    return ranked(plan, lambda tier: store.keyword(tier, Filters(), "", 10))


def test_two_hundred_hostile_strings(store: SqliteStore) -> None:
    dice = random.Random(5)
    queries = ["".join(dice.choices([*HOSTILE, " "], k=dice.randint(1, 12))) for _ in range(200)]
    for query in [*HOSTILE, *queries]:
        assert {identity for identity, _ in search(store, query)} <= {"s"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text())
def test_any_text(store: SqliteStore, query: str) -> None:
    search(store, query)
    search(store, capitalised(query))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(HOSTILE), max_size=60).map(" ".join))
def test_any_mixture_of_operators(store: SqliteStore, query: str) -> None:
    search(store, query)


def test_very_long_queries(store: SqliteStore) -> None:
    for query in (
        "x" * 100_000,
        "wort " * 20_000,
        '"' * 9_999,
        " ".join(f"wort{n}" for n in range(5_000)),
        "-a" * 9_999,
    ):
        search(store, query)


def test_everything_written_can_be_found(store: SqliteStore) -> None:
    for word in ("straße", "STRASSE", "Strase", "kita", "Erzieher*innen", "123", '"vor der Kita"', "dunke"):
        assert search(store, word), word
