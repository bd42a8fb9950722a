from __future__ import annotations

import pytest

from nlp.text.gendered import folded_feminine, masculine, unmarked
from nlp.text.german import reading
from nlp.text.morphology import Morphology


@pytest.fixture(scope="module")
def lexicon() -> Morphology:
    return reading().words


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("Bürger:innen", "Bürger"), ("Bürger·innen", "Bürger"), ("Schüler/in/nen", "Schüler"), ("Lehrer(in)", "Lehrer"),
        ("StudentInnen", "Student"), ("Expert*innen", "Experte"), ("Beamt:innen", "Beamte"), ("Köch:in", "Koch"),
        ("Integrationslots:innen", "Integrationslotse"), ("Stadträt:innen", "Stadtrat"), ("ein:e", "ein"),
        ("Mitarbeiter(n)", "Mitarbeiter"), ("Kind(er)", "Kind"), ("bürger*innen", "Bürger"),
        ("Schüler*innenvertretung", "Schülervertretung"),
    ],
)  # fmt: skip
def test_signs_go(lexicon: Morphology, form: str, base: str) -> None:
    assert unmarked(form, lexicon) == base


@pytest.mark.parametrize(
    "form", ["und/oder", "Bus/Bahn", "7:30", "Termin", "Innenstadt", "WLAN", "[PERSON]", "", "innen"]
)
def test_what_marks_no_gender(lexicon: Morphology, form: str) -> None:
    assert unmarked(form, lexicon) is None


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("Nachbarinnen", "Nachbar"), ("Anwältin", "Anwalt"), ("Kundin", "Kunde"), ("Bäuerin", "Bauer"),
        ("Französin", "Franzose"), ("Seniorinnen", "Senior"), ("Bürgermeisterin", "Bürgermeister"),
        ("Lehramtsstudentinnen", "Lehramtsstudent"), ("Quartierskümmererinnen", "Quartierskümmerer"),
    ],
)  # fmt: skip
def test_plain_feminines(lexicon: Morphology, form: str, base: str) -> None:
    assert folded_feminine(form, lexicon) == base


@pytest.mark.parametrize(
    "form",
    [
        "Termin", "Berlin", "Magazin", "Medizin", "Benzin", "Kamin", "Vitamin", "Verein", "Schwein", "Disziplin",
        "Karin",
        "Schwerin", "Spinnen", "Sinnen", "Zinnen", "Innen", "Heroin", "Gutschein", "Dasein", "Rhein", "beginnen",
    ],
)  # fmt: skip
def test_no_feminines(lexicon: Morphology, form: str) -> None:
    assert folded_feminine(form, lexicon) is None


def test_a_stem_without_a_person_has_no_masculine(lexicon: Morphology) -> None:
    assert masculine("Xqz", lexicon) is None
