"""Floors on the half of the example's gold that no rule was tuned on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nlp import compose
from nlp.domain.text import RawText, Span
from nlp.text.gate import find, make_safe
from nlp.views.evaluate.spans import evaluate_redaction, evaluate_statements
from tests.conftest import ROOT, Demo

GOLD = ROOT / "data/example/gold"
PATTERNED = ("PHONE", "EMAIL", "ADDRESS", "DATE_OF_BIRTH", "IBAN", "PLATE", "ID")


def kept(name: str, folder: Path) -> Path:
    lines = (GOLD / name).read_text("utf-8").splitlines()
    file = folder / name
    file.write_text("\n".join(line for line in lines if json.loads(line)["half"] == "kept"), encoding="utf-8")
    return file


def test_statements_are_cut_where_people_cut(tmp_path: Path) -> None:
    figures: dict[str, Any] = evaluate_statements(kept("statements.jsonl", tmp_path))
    # Below nine in ten, a planner meets a wrongly cut quote on every screen.
    assert figures["f1"] >= 0.90


def test_personal_data_stays_behind_the_gate(tmp_path: Path) -> None:
    figures: dict[str, Any] = evaluate_redaction(kept("redaction.jsonl", tmp_path))
    patterned = [figures["by_type"][kind] for kind in PATTERNED]
    found = sum(round(one["n"] * one["recall"]) for one in patterned)
    # Patterns and checksums leave no excuse; names are told by context, which rules see less well.
    assert found / sum(one["n"] for one in patterned) >= 0.95
    assert figures["by_type"]["PERSON"]["recall"] >= 0.85
    # A text full of placeholders for streets and schools is of no use to a planner.
    assert figures["total"]["precision"] >= 0.90


def samples_f1(database: Path, half: str) -> float:
    """The newest run against the gold, through splitter and gate: a statement that was cut otherwise has no theme."""
    with compose.opened(database) as store:
        statements, run = store.statements(), store.run()
    found: dict[str, set[str]] = {one.id: set() for one in statements}
    finer = {theme.id for theme in run.themes if theme.parent}  # the gold has one level
    for membership in run.memberships:
        found[membership.statement].update({membership.theme} - finer)
    places = {(one.source, one.start, one.end, one.text): one.id for one in statements}
    figures = []
    for line in (GOLD / "statements.jsonl").read_text("utf-8").splitlines():
        answer = json.loads(line)
        redactions = find(RawText(answer["text"]))
        for span in answer["spans"] if answer["half"] == half else ():
            words = make_safe(RawText(answer["text"]), Span(span["start"], span["end"]), redactions)
            place = places.get((answer["source"], span["start"], span["end"], words), "")
            ours, theirs = found.get(place, set()), set(span["themes"])
            size = len(ours) + len(theirs)
            figures.append(2 * len(ours & theirs) / size if size else 1.0)
    return sum(figures) / len(figures)


def test_the_catalogue_takes_what_belongs_to_it(demo: Demo) -> None:
    # Seven in ten is about where two trained coders agree on several codes per statement.
    assert samples_f1(demo.database, "kept") >= 0.70


@pytest.mark.parametrize("count", ["statements", "unassigned"])
def test_the_remainder_is_small(demo: Demo, count: str) -> None:
    # 8 % of the gold's statements carry no theme; twice that would be a dump.
    assert demo.told[count] > 0
    assert demo.told["unassigned"] / demo.told["statements"] <= 0.16
