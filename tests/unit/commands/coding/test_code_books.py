"""Code books go out of a store and come back as decisions: what differs, nothing more, all told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from nlp.commands.codebook import ImportedCodes, export_codebook, export_project, import_codebook, import_project
from nlp.domain.edits import Confirm, Create, Decision, Describe, Edit, Hide, Move, Rename
from nlp.errors import Clash, FileUnreadable, InputError, NothingToDo
from nlp.ports import Store
from nlp.store import open_store
from nlp.themes.replay import replay
from tests.unit.commands.coding.conftest import ALONE, BUS, BUS_ID, KITA, KITA_ID, PARK, PARK_ID, TOWN, run

ENDINGS = (".toml", ".csv", ".xlsx", ".qdc")


@pytest.mark.parametrize("ending", [*ENDINGS, ".qdpx"])
def test_what_goes_out_and_comes_back_unchanged_decides_nothing(
    ending: str, store: Store, decide: Callable[..., None], tmp_path: Path
) -> None:
    decide(
        Rename(theme="verkehr", title="Bus & <Bahn>\u200b 😀"),
        Describe(theme="kinder", description="Zeile eins\nZeile „zwei“  mit Lücke"),
        Move(statements=(PARK_ID,), themes=("verkehr", "kinder")),
        Confirm(theme="verkehr", statements=(BUS_ID,)),
        Hide(theme="kinder"),
    )
    before = len(store.decisions())
    path = tmp_path / f"a{ending}"
    export_codebook(store, path)
    report = (import_project if ending == ".qdpx" else import_codebook)(store, path, who="kim")
    assert (report.decisions, report.not_taken, report.notes, report.absent) == ((), (), (), 0)
    assert (report.same, len(store.decisions())) == (3, before)
    assert next(report.sentences()) == "Nichts Neues: Alles steht hier schon so."
    if report.codings:
        assert (report.codings.total, report.codings.used, report.codings.same) == (5, 5, 3)


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_differs_becomes_a_decision_of_whoever_imports(ending: str, store: Store, tmp_path: Path) -> None:
    other = open_store(tmp_path / "other.db")
    with closing(other):
        other.save_import(TOWN.imported("umfrage", [("erste", [BUS, KITA]), ("zweite", [PARK, ALONE])]))
        other.save_run(run())
        edits: list[Edit] = [
            Rename(theme="verkehr", title="Unterwegs"),
            Describe(theme="kinder", description="Kita und Hort"),
            Create(made="p-0123456789", title="Sport", description="Verein"),
            Hide(theme="kita"),
        ]
        other.decide(edits, run="r1", who="erika")
        path = tmp_path / f"b{ending}"
        export_codebook(other, path)
    report = import_codebook(store, path, who="kim")
    kinds = sorted(type(one.edit).__name__ for one in report.decisions)
    assert kinds == ["Create", "Describe", "Hide", "Rename"]
    assert {(one.who, one.why) for one in report.decisions} == {("kim", f"Aus der Datei „b{ending}“")}
    board = replay(store.run(), store.decisions())
    told = {one.title: one.description for one in board.run.themes}
    assert told == {"Unterwegs": "Zu verkehr", "Kinder": "Kita und Hort", "Kita": "Zu kita", "Sport": "Verein"}
    assert board.hidden == {"kita"}
    assert import_codebook(store, path, who="kim").decisions == ()


def test_the_report_tells_what_a_code_book_says_that_nobody_can_decide(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "b.toml"
    path.write_text(
        f"""
[[themes]]
id = "verkehr"
title = "Verkehr"
origin = "found"
sensitive = true
field_of_action = "Mobilität"
phrases = ["Ein Satz, den es hier nicht gibt", "Mehr Kita-Plätze"]
statements = ["fremd", "{KITA_ID}"]

[[themes]]
title = "KINDER"

[[themes]]
title = "Kinder"

[[themes]]
title = "Neu"
parent = "verkehr"

[[themes]]
title = "{"x" * 300}"
""",
        encoding="utf-8",
    )
    report = import_codebook(store, path, who="kim")
    assert [type(one.edit).__name__ for one in report.decisions] == ["Rename", "Create"]
    told = {(one.what[:10], one.why) for one in report.not_taken}
    assert told == {
        ("„Verkehr“", "hat in der Datei keine Beschreibung; die hiesige bleibt."),
        ("„Verkehr“", "ob ein Thema besonders geschützt ist, sagt nur der Themenkatalog."),
        ("„Verkehr“", "das Handlungsfeld sagt nur der Themenkatalog."),
        ("„Verkehr“", "Das Beispiel „fremd“ gibt es hier nicht."),
        ("„Verkehr“", f"Das Beispiel „{KITA_ID}“ steht hier in einem anderen Thema und bleibt dort."),
        ("„Kinder“", "hat in der Datei keine Beschreibung; die hiesige bleibt."),
        ("„Kinder“", "steht in der Datei zweimal; es zählt das erste Mal."),
        ("„Neu“", "ist dort ein Unterthema und wird hier ein eigenes Thema."),
        (
            "„xxxxxxxxx",
            "Der Titel hat 300 Zeichen, erlaubt sind 200. Bitte kürzen Sie ihn; mehr Platz hat die Beschreibung.",
        ),
    }
    assert report.absent == 1
    assert "1 Thema von hier steht nicht in der Datei; hier bleibt alles." in list(report.sentences())


def test_a_title_that_another_theme_bears_is_refused_and_the_rest_is_taken(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("Kennung;Thema\nverkehr;Kinder\nkita;Krippe\n", encoding="utf-8")
    report = import_codebook(store, path, who="kim")
    assert [one.edit for one in report.decisions] == [Rename(theme="kita", title="Krippe")]
    assert any("heißt schon ein anderes Thema" in one.why for one in report.not_taken)


class Late:
    """A store in which Ute decides between somebody's look and their word."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def decide(self, edits: Sequence[Edit], *, run: str, who: str, why: str, seen: int) -> list[Decision]:
        self._store.decide([Rename(theme="verkehr", title="Mobil")], run=run, who="ute")
        return self._store.decide(edits, run=run, who=who, why=why, seen=seen)


def test_somebody_elses_decision_meanwhile_is_not_overruled_unseen(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("Kennung;Thema\nverkehr;Unterwegs\n", encoding="utf-8")
    with pytest.raises(Clash, match="ute"):
        import_codebook(cast("Store", Late(store)), path, who="kim")
    assert [one.who for one in store.decisions()] == ["ute"]


def test_a_title_that_one_theme_gives_up_can_be_taken_by_a_new_one(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("Kennung;Thema\nverkehr;Unterwegs\n;Verkehr\n", encoding="utf-8")
    report = import_codebook(store, path, who="kim")
    assert [type(one.edit).__name__ for one in report.decisions] == ["Rename", "Create"]
    assert {one.title for one in replay(store.run(), store.decisions()).run.themes} >= {"Unterwegs", "Verkehr"}


def test_a_project_file_and_a_name_are_asked_for(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"endet nicht auf \.qdpx"):
        export_project(store, tmp_path / "a.qdc")
    with pytest.raises(FileUnreadable, match=r"endet nicht auf \.qdpx"):
        import_project(store, tmp_path / "a.qdc", who="kim")
    with pytest.raises(FileUnreadable, match="Den Ordner"):
        export_codebook(store, tmp_path / "nirgends" / "a.qdc")
    with pytest.raises(FileUnreadable, match="endet weder auf"):
        export_codebook(store, tmp_path / "a.docx")
    with pytest.raises(InputError, match="wer das übernimmt"):
        import_codebook(store, tmp_path / "a.toml", who=" ")
    assert not [one for one in tmp_path.iterdir() if one.suffix in {".docx", ".qdc"}]


def test_without_a_run_there_is_nothing_to_give_away(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "leer.db")) as empty, pytest.raises(NothingToDo):
        export_codebook(empty, tmp_path / "a.toml")


def test_decisions_stand_in_the_book_with_who_when_and_why(
    store: Store, decide: Callable[..., None], tmp_path: Path
) -> None:
    decide(Rename(theme="verkehr", title="Unterwegs"))
    path = tmp_path / "a.toml"
    export_codebook(store, path)
    (decision,) = store.decisions()
    assert f'"1 · rename · erika · {decision.at} · besser so"' in path.read_text(encoding="utf-8")
    report: ImportedCodes = import_codebook(store, path, who="kim")
    assert report.told()["decisions"] == []
