"""Sources side by side, and what became of each one's file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nlp.domain.corpus import Reason, SourceKind
from nlp.domain.text import PersonalData
from nlp.errors import Unknown
from nlp.store.sqlite import SqliteStore
from nlp.views.sources import imported, sources


def test_sources_stand_side_by_side_with_their_own_counts(store: SqliteStore) -> None:
    families, bodies = sources(store)
    assert [families.source.id, bodies.source.id] == ["familien", "traeger"]
    assert (families.kind, bodies.kind) == ("Umfrage", "Studie")
    assert (families.respondents, families.organisations) == (3, 0)
    assert (bodies.respondents, bodies.organisations) == (0, 1)  # two answers of one body
    assert (families.rate, bodies.rate) == (None, None)
    assert families.statements == len(store.statements("familien"))


def test_the_response_rate_counts_persons_and_bodies(store: SqliteStore) -> None:
    held = store.imported("familien")
    assert held is not None
    store.save_import(replace(held, source=replace(held.source, population=12)))
    view = imported(store, "familien").shown
    assert (view.answered, view.rate) == (3, 0.25)


@pytest.mark.parametrize("kind", [SourceKind.MINUTES, SourceKind.CONFERENCE])
def test_where_nobody_says_who_spoke_nobody_is_counted(store: SqliteStore, kind: SourceKind) -> None:
    held = store.imported("familien")
    assert held is not None
    store.save_import(replace(held, source=replace(held.source, kind=kind, population=12)))
    view = imported(store, "familien").shown
    assert (view.respondents, view.organisations, view.rate) == (None, None, None)


def test_a_report_adds_up_and_names_rows(store: SqliteStore, tmp_path: Path) -> None:
    from nlp.commands.import_ import import_file
    from nlp.domain.corpus import Source
    from nlp.ingest import Wishes
    from tests.unit.views.conftest import Words

    file = tmp_path / "lang.csv"
    rows = [f"{nr};k. A." for nr in range(1, 21)] + ["21;Mehr Bänke", "22;", "23;Frau Anna Kunze, 0171 3920012"]
    file.write_text("nr;antwort\n" + "\n".join(rows) + "\n", encoding="utf-8")
    wishes = Wishes(text=("antwort",), id="nr")
    import_file(file, source=Source(id="lang", title="Lang"), wishes=wishes, store=store, analyser=Words())
    report = imported(store, "lang")
    assert report.cells == report.shown.responses + report.shown.left_out == 23
    assert report.reasons == {Reason.NON_ANSWER: 20, Reason.EMPTY: 1}
    first = report.left_out[0]
    assert (first.column, first.reason, first.cells) == ("antwort", Reason.NON_ANSWER, 20)
    assert first.rows == tuple(range(2, 14))
    assert first.more == 8
    assert report.redactions == {PersonalData.PERSON: 1, PersonalData.PHONE: 1}
    assert report.questions == (("antwort", 2, report.shown.statements),)


def test_an_unknown_source_is_named(store: SqliteStore) -> None:
    with pytest.raises(Unknown, match="„weg“"):
        imported(store, "weg")
