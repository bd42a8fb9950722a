"""A file before its import: what it seems to be, without giving anybody away."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.commands.preview import LONGEST, Preview, preview, shape
from nlp.domain.corpus import Role
from nlp.errors import FileUnreadable

TABLE = """Nr;Name;E-Mail;Bezirk;Was fehlt Ihnen?;Zuständig
4711;Anna Schmidt;anna@example.org;Nord;Rufen Sie Frau Schmidt an, 0228 1234567;Frau Meyer
4712;Peter Meyer;peter@example.org;Süd;Ein Bus am Abend und mehr Bänke am Fluss;Herr Schulz
4713;Ute Koch;ute@example.org;Nord;Ein Treffpunkt für alle im Quartier;Frau Meyer
"""
SECRETS = ("Schmidt", "Anna", "anna@", "Meyer", "Schulz", "Koch", "1234567", "4711")


@pytest.fixture
def seen(tmp_path: Path) -> Preview:
    file = tmp_path / "umfrage.csv"
    file.write_text(TABLE, encoding="utf-8")
    return preview(file)


def test_a_preview_holds_nothing_personal(seen: Preview) -> None:
    shown = [example for column in seen.columns for example in column.examples]
    assert len(shown) > 8
    assert not [secret for secret in SECRETS for example in shown if secret in example]


def test_examples_of_answers_are_gated_and_groups_readable(seen: Preview) -> None:
    by_name = {column.role.column: column for column in seen.columns}
    assert by_name["Was fehlt Ihnen?"].examples[0] == "Rufen Sie Frau [PERSON] an, [TELEFON]"
    assert by_name["Bezirk"].examples == ("Nord", "Süd")
    assert by_name["Name"].personal
    assert by_name["Name"].examples == ("Text, 12 Zeichen", "Text, 11 Zeichen", "Text, 8 Zeichen")
    assert by_name["Nr"].examples == ("Zahl, 4 Zeichen",)


def test_every_column_has_a_role_and_its_reason(seen: Preview) -> None:
    assert (seen.table, seen.rows) == (True, 3)
    roles = [column.role.role for column in seen.columns]
    assert roles[:5] == [Role.ID, Role.DROP, Role.DROP, Role.GROUP, Role.TEXT]
    assert all(column.role.why for column in seen.columns)
    assert [column.filled for column in seen.columns] == [3] * 6


def test_a_table_without_answers_is_shown_too_so_that_a_person_can_decide(tmp_path: Path) -> None:
    file = tmp_path / "nur_zahlen.csv"
    file.write_text("Alter;Bezirk\n12;Nord\n13;Süd\n12;Nord\n", encoding="utf-8")
    assert Role.TEXT not in [column.role.role for column in preview(file).columns]


def test_minutes_have_headings_and_their_examples_are_gated(tmp_path: Path) -> None:
    file = tmp_path / "protokoll.md"
    file.write_text(
        "# Was fehlt?\n\n- Mehr Bänke am Fluss\n- Frau Schmidt hilft unter 0228 1234567\n", encoding="utf-8"
    )
    seen = preview(file)
    assert not seen.table
    assert [column.filled for column in seen.columns] == [2]
    assert "Mehr Bänke am Fluss" in seen.columns[0].examples
    assert not [secret for secret in SECRETS if secret in " ".join(seen.columns[0].examples)]


def test_of_a_cell_that_holds_a_book_only_the_beginning_is_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "buch.csv"
    book = "Rufen Sie mich an: 0151 23456789. " + "Mehr Busse am Abend. " * 200_000
    file.write_text(f"nr;antwort;wort\n1;{book};{'x' * 10_000}\n", encoding="utf-8")
    _, answer, endless = preview(file).columns
    (shown,) = answer.examples
    assert "23456789" not in shown
    assert shown.startswith("Rufen Sie mich an:")
    assert (len(shown), shown[-1]) == (LONGEST, "…")
    assert endless.examples == ("Text, 10000 Zeichen",)


def test_a_picture_is_refused_with_a_remedy(tmp_path: Path) -> None:
    file = tmp_path / "bild.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(FileUnreadable, match="Texterkennung"):
        preview(file)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2026-03-01", "Datum, 10 Zeichen"),
        ("1.3.26 14:00", "Datum, 12 Zeichen"),
        ("12,5", "Zahl, 4 Zeichen"),
        ("ab1", "Text, 3 Zeichen"),
    ],
)
def test_a_shape_says_what_a_cell_is_like_without_its_words(cell: str, told: str) -> None:
    assert shape(cell) == told
