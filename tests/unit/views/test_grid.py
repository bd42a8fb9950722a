"""A theme's statements, filtered, sorted and leafed through, without telling of small groups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlp.domain.corpus import Respondent, Source, Statement
from nlp.domain.text import SafeText
from nlp.domain.themes import Membership, Origin, Run, Stance, Theme
from nlp.views.board import NOTHING
from nlp.views.grid import LEAF, Asking, Grid, Order, grid
from nlp.views.groups import tallied
from nlp.views.theme import Grounds, ThemeView
from nlp.views.whole import Whole

MANY = 3_000
SOURCES = (Source(id="a", title="Umfrage A"), Source(id="b", title="Umfrage B"))
BUS, BAHN = (Theme(id=name, title=name.title(), origin=Origin.FOUND) for name in ("bus", "bahn"))


def said(nr: int) -> Statement:
    words = SafeText(f"Aussage {nr}")
    return Statement(
        id=f"{nr:06}", source="ab"[nr % 2], row=nr + 2, column="t", question=f"Frage {nr % 3}", respondent=str(nr),
        start=0, end=len(words), text=words,
    )  # fmt: skip


def made(count: int, sensitive: frozenset[str] = frozenset()) -> Grid:
    """Respondents of source a live in Nord, save three in Süd and two in West."""
    statements = [said(nr) for nr in range(count)]
    members = [
        Membership(
            statement=one.id, theme="bus", strength=1 - nr / count, stability=nr / count, rival="bahn" * (nr == 7)
        )
        for nr, one in enumerate(statements)
    ]
    respondents = {
        (one.source, one.respondent): Respondent(
            key=one.respondent,
            groups={"Bezirk": {0: "Süd", 2: "Süd", 4: "Süd", 6: "West", 8: "West"}.get(nr, "Nord")}
            if nr % 2 == 0
            else {},
        )
        for nr, one in enumerate(statements)
    }
    run = Run(
        id="lauf", recipe="standard", recipe_fingerprint="r", corpus_fingerprint="c", code_version="0",
        created_at="2026-01-01T00:00:00+00:00", quality={}, themes=(BUS, BAHN), memberships=tuple(members),
        unassigned=(), stances={statements[0].id: Stance.PRAISE, statements[1].id: Stance.NEED},
    )  # fmt: skip
    all_ = Whole(
        run=run, sources=SOURCES, respondents=respondents, heard=tallied(respondents, respondents), counts={},
        by_source={}, members={"bus": tuple(members)}, sureness=True, sensitive=sensitive,
    )  # fmt: skip
    view = ThemeView(
        run=run, theme=BUS, sources=SOURCES, counts=NOTHING, by_source={}, parent=None, children=(), twins=(),
        grounds=Grounds(), summary=(), quotes=(), stances=(), groups=(),
        statements=tuple(zip(statements, members, strict=True)),
    )  # fmt: skip
    return grid(view, all_)


@pytest.fixture(scope="module")
def many() -> Grid:
    return made(MANY)


@pytest.mark.parametrize("order", Order)
def test_every_statement_stands_on_one_page_whatever_the_order(order: Order) -> None:
    few = made(310)
    pages = [few.leaf(Asking(order=order, turned=turned), page) for turned in (False, True) for page in range(1, 8)]
    assert [len(page.lines) for page in pages] == 2 * [*6 * [LEAF], 10]
    assert len({line.statement.id for page in pages[:7] for line in page.lines}) == 310
    assert pages[0].lines[0] == pages[13].lines[-1]


def test_three_thousand_statements_stand_on_pages_of_fifty(many: Grid) -> None:
    pages = [many.leaf(Asking(), page) for page in range(1, MANY // LEAF + 1)]
    assert {len(page.lines) for page in pages} == {LEAF}
    assert len({line.statement.id for page in pages for line in page.lines}) == MANY
    assert (pages[1].first, pages[1].last, pages[1].total, pages[1].pages) == (51, 100, MANY, 60)


def test_a_page_too_far_is_the_last_one(many: Grid) -> None:
    assert many.leaf(Asking(), 999).page == 60
    assert many.leaf(Asking(), -3).page == 1


def test_the_strongest_stand_first_and_orders_can_be_turned(many: Grid) -> None:
    assert many.leaf(Asking()).lines[0].statement.id == "000000"
    assert many.leaf(Asking(turned=True)).lines[0].statement.id == f"{MANY - 1:06}"
    assert many.leaf(Asking(order=Order.STABILITY)).lines[0].statement.id == f"{MANY - 1:06}"
    assert many.leaf(Asking(order=Order.RIVAL)).lines[0].rival == BAHN
    assert [line.stance for line in many.leaf(Asking(order=Order.STANCE)).lines[:3]] == [
        Stance.NEED, Stance.PRAISE, Stance.NEUTRAL,
    ]  # fmt: skip


def test_filters_work_together(many: Grid) -> None:
    leaf = many.leaf(Asking(source="b", question="Frage 1"))
    assert {(line.source.id, line.statement.question) for line in leaf.lines} == {("b", "Frage 1")}
    assert leaf.total == MANY // 6
    assert many.leaf(Asking(stance="Lob")).total == 1
    assert many.leaf(Asking(sure="fest")).total + many.leaf(Asking(sure="unsicher")).total < MANY
    nothing = many.leaf(Asking(source="gibt es nicht"))
    assert (nothing.lines, nothing.first, nothing.last, nothing.total, nothing.pages) == ((), 0, 0, 0, 1)


def test_a_small_group_is_neither_told_nor_to_be_filtered_by(many: Grid) -> None:
    leaf = many.leaf(Asking())
    assert leaf.choices == (("a~Bezirk~Nord", "Umfrage A: Nord"),)
    assert set(leaf.groups.values()) == {"Nord"}
    assert not {"000000", "000006"} & leaf.groups.keys()
    hidden = many.leaf(Asking(group="a~Bezirk~Süd"))
    assert (hidden.total, hidden.too_few) == (0, True)
    assert many.leaf(Asking(group="a~Bezirk~Nord")).total == MANY // 2 - 5


def test_a_group_that_is_small_in_a_selection_is_hidden_there(many: Grid) -> None:
    praised = many.leaf(Asking(stance="Lob", group="a~Bezirk~Nord"))
    assert (praised.total, praised.too_few, praised.groups) == (0, True, {})


def test_of_sensitive_statements_no_group_is_told() -> None:
    guarded = made(100, sensitive=frozenset(f"{nr:06}" for nr in range(100)))
    leaf = guarded.leaf(Asking())
    assert (leaf.total, leaf.groups, leaf.choices) == (100, {}, ())


def test_stances_are_counted_source_by_source(many: Grid) -> None:
    assert many.stances["a"][Stance.PRAISE] == many.stances["b"][Stance.NEED] == 1
    assert many.stances["a"][Stance.NEED] == 0


def test_a_run_that_looked_for_nothing_tells_nothing() -> None:
    few = made(10)
    bare = replace(few, lines=tuple(replace(line, stance=None, sure=None) for line in few.lines))
    assert bare.leaf(Asking(order=Order.STANCE)).total == 10
    assert bare.leaf(Asking(sure="fest")).total == 0
