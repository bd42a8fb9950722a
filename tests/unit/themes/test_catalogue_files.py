from __future__ import annotations

from pathlib import Path

import pytest

from nlp.errors import CatalogueProblem
from nlp.settings import shipped
from nlp.themes.catalogue import bare_catalogue, identifier, load_catalogue, parse_catalogue

GIVEN = (
    "jugend gesundheit gewaltschutz familie bildung senioren inklusion "
    "migration wohnen armut mobilitaet beteiligung kultur verwaltung"
)


def test_the_shipped_catalogue_has_the_given_themes_with_all_they_need() -> None:
    catalogue = load_catalogue(shipped("models/themes/sozialplan.toml"))
    assert [theme.id for theme in catalogue.themes] == GIVEN.split()
    for theme in catalogue.themes:
        assert len(theme.title) <= 40
        assert theme.description
        assert theme.field_of_action
        assert len([seed for seed in theme.seeds if len(seed.split()) > 3]) >= 4
        assert len([seed for seed in theme.seeds if len(seed.split()) <= 3]) >= 25
    sensitive = {theme.id for theme in catalogue.themes if theme.sensitive}
    assert {"gewaltschutz", "gesundheit"} <= sensitive


def test_no_word_of_the_shipped_catalogue_stands_twice_in_a_theme_or_in_several() -> None:
    catalogue = load_catalogue(shipped("models/themes/sozialplan.toml"))
    owners: dict[str, set[str]] = {}
    for theme in catalogue.themes:
        for seed in theme.seeds:
            owners.setdefault(seed, set()).add(theme.id)
    assert {seed: themes for seed, themes in owners.items() if len(themes) > 2} == {}


def test_a_theme_needs_no_more_than_a_title() -> None:
    catalogue = parse_catalogue('[[themes]]\ntitle = "Öffentliches Grün"\n', file="k.toml")
    assert [theme.id for theme in catalogue.themes] == ["oeffentliches-gruen"]
    assert catalogue.id == "k"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[themes]]\ntitle = "A"\n[[themes]]\ntitle = "B\n', 4, "gültiges TOML"),
        ("", 1, "kein Thema"),
        ("themes = []", 1, "kein Thema"),
        ('[[themes]]\nid = "a"\ntitle = "A"\n\n[[themes]]\nid = "a"\ntitle = "B"\n', 5, "steht schon in Zeile 1"),
        ('[[themes]]\ntitle = "Kita"\n[[themes]]\ntitle = "KITA"\nid = "x"\n', 3, "steht schon in Zeile 1"),
        ('[[themes]]\nid = "a"\n', 1, "fehlt ein Titel"),
        ('[[themes]]\ntitle = "A"\n[[themes]]\ntitle = 5\n', 3, "muss ein Text"),
        ('[[themes]]\ntitle = "A"\nseeds = "Kita"\n', 1, "muss eine Liste"),
        ('[[themes]]\ntitle = "A"\nsensitive = "ja"\n', 1, "true oder false"),
        ('[[themes]]\ntitle = "A"\ntitel = "B"\n', 1, "„titel“ ist unbekannt"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(text: str, line: int, said: str) -> None:
    with pytest.raises(CatalogueProblem) as problem:
        parse_catalogue(text, file="stadt/katalog.toml")
    message = str(problem.value)
    assert message.startswith(f"stadt/katalog.toml, Zeile {line}:")
    assert said in message
    assert message.endswith(".")


def test_files_that_are_missing_or_no_text_are_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(CatalogueProblem, match="gibt es nicht"):
        load_catalogue(tmp_path / "fehlt.toml")
    (tmp_path / "bild.toml").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(CatalogueProblem, match="UTF-8"):
        load_catalogue(tmp_path / "bild.toml")
    with pytest.raises(CatalogueProblem, match="lässt sich nicht lesen"):
        load_catalogue(tmp_path)


def test_a_file_with_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "k.toml").write_text('[[themes]]\ntitle = "A"\n', encoding="utf-8-sig")
    assert load_catalogue(tmp_path / "k.toml").themes[0].title == "A"


def test_bare_titles_make_a_catalogue() -> None:
    catalogue = bare_catalogue(["Kita & Schule", " Kita/Schule", "Kita & Schule", ""])
    assert [theme.title for theme in catalogue.themes] == ["Kita & Schule", "Kita/Schule"]
    assert [theme.id for theme in catalogue.themes] == ["kita-schule", "kita-schule-2"]
    assert identifier("!!") == "thema"
    with pytest.raises(CatalogueProblem):
        bare_catalogue([" "])
