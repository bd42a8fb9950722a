"""Two waves are compared where that can be done, and where it cannot it says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nlp.domain.corpus import Import, SourceKind
from nlp.domain.edits import Hide
from nlp.domain.themes import Flag
from nlp.errors import Unfit, Unknown
from nlp.store import open_store
from nlp.store.sqlite import SqliteStore
from nlp.views.waves import Turn, Waves, told, waves
from tests.unit.results import sealed
from tests.unit.surveys import ASKED, survey

OTHER = "Was gefällt Ihnen hier?"


def wave(name: str, bus: int, of: int, *, twice: int = 0, also: str = "Parkbank", **told: Any) -> Import:
    """So many of so many speak of the bus, the first of them `twice`; all others of something else."""
    answers = {
        f"p{number}": [(ASKED, "Der Bus fehlt" if number < bus else also)] * (2 if number < twice else 1)
        for number in range(of)
    }
    return survey(name, answers, **told)


Compare = Callable[..., Waves]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as made:
        yield made


@pytest.fixture
def compare(store: SqliteStore) -> Compare:
    """Two imports in one run, in which words decide the theme; the bus has a sub-theme, of which nobody hears here."""

    def compared(before: Import, now: Import, *turned: str) -> Waves:
        for imported in (before, now):
            store.save_import(imported)
        of: dict[str, list[str]] = {"bus": [], "park": [], "markt": []}
        for one in store.statements():
            for theme, own in of.items():
                if theme in one.text.lower():
                    own.append(one.id)
        of["nacht"] = of["bus"][:3]
        run = sealed({theme: own for theme, own in of.items() if own})
        store.save_run(
            replace(
                run,
                themes=tuple(
                    replace(one, flags=(Flag.CANDIDATE,) * (one.id == "markt"), parent="bus" * (one.id == "nacht"))
                    for one in run.themes
                ),
                unassigned=tuple(one.id for one in store.statements() if one.id not in run.statements),
            )
        )
        names = turned or (before.source.id, now.source.id)
        return waves(store, *names)

    return compared


def test_a_sure_change_comes_first_with_the_published_interval(compare: Compare) -> None:
    # 48 of 80, then 56 of 70: Newcombe 1998, Statistics in Medicine 17, 873–890, Table II, (a).
    view = compare(wave("alt", 48, 80, year="2022"), wave("neu", 56, 70, twice=9, year="2026"))
    assert view.comparable
    row = view.rows[0]
    assert row.theme.id == "bus"
    assert row.counts == (48, 56)
    assert row.shares == pytest.approx((0.6, 0.8))
    assert row.difference is not None
    assert (round(row.difference.low, 4), round(row.difference.high, 4)) == (0.0524, 0.3339)
    assert row.turn is Turn.MORE
    assert row.sentence == (
        "2022 sprechen 60 % davon (48 von 80), 2026 sprechen 80 % davon (56 von 70): mehr. "
        "Der Unterschied liegt mit 95 % Sicherheit zwischen +5 und +33 Prozentpunkten."
    )
    assert view.finding == ("Am deutlichsten zugenommen hat „Bus“: 2022 sprechen 60 % der Befragten davon, 2026 80 %.")
    assert [one.turn for one in view.rows] == [Turn.MORE, Turn.FEWER]
    assert "erscheinen davon im Schnitt 0,1 als sicher verändert." in view.remarks[-1]
    assert any("angeschrieben" in remark for remark in view.remarks)


def test_what_may_be_chance_is_called_no_sure_difference(compare: Compare) -> None:
    view = compare(wave("alt", 10, 20, year="2022"), wave("neu", 11, 20, year="2026"))
    assert {row.turn for row in view.rows} == {Turn.SAME}
    assert view.finding == "Kein Thema hat sich so verändert, dass es mehr als Zufall sein muss."


def test_what_only_one_wave_speaks_of_is_new_or_no_longer_named(compare: Compare) -> None:
    view = compare(wave("alt", 10, 20, year="2022"), wave("neu", 10, 20, also="Wochenmarkt", year="2026"))
    turns = {row.theme.id: row.turn for row in view.rows}
    assert turns == {"bus": Turn.SAME, "park": Turn.GONE, "markt": Turn.NEW}
    assert {row.theme.id: row.candidate for row in view.rows} == {"bus": False, "park": False, "markt": True}
    assert view.finding.endswith("Neu: „Markt“.")
    new, gone = (next(row for row in view.rows if row.theme.id == theme) for theme in ("markt", "park"))
    assert new.difference is None
    assert new.sentence.endswith("ob schon früher jemand davon sprach, zeigt erst eine neue Auswertung.")
    assert gone.sentence == (
        "2022 sprechen 50 % davon (10 von 20), 2026 sprechen 0 % davon (0 von 20): nicht mehr genannt. "
        "Der Unterschied liegt mit 95 % Sicherheit zwischen −70 und −24 Prozentpunkten."
    )


def test_the_older_wave_comes_first_whichever_is_named_first(compare: Compare) -> None:
    view = compare(wave("alt", 10, 20, year="2022"), wave("neu", 5, 20, year="2026"), "neu", "alt")
    assert (view.before.source.id, view.now.source.id) == ("alt", "neu")


BODIES = {f"p{number}": f"Verein {number}" for number in range(20)}


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (
            wave("neu", 5, 20, random=False),
            "„Neu“ ist keine Zufallsstichprobe: Wer geantwortet hat, steht nicht für alle.",
        ),
        (wave("neu", 5, 20, kind=SourceKind.STUDY), "Die Quellen sind verschiedener Art: Umfrage und Studie."),
        (
            wave("neu", 5, 20, bodies=BODIES),
            "Geantwortet haben nicht die Gleichen: erst Personen oder Haushalte, dann Einrichtungen.",
        ),
        (
            survey("neu", {f"p{number}": [(OTHER, "Der Bus")] for number in range(9)}),
            "Es wurde anderes gefragt: „Was fehlt Ihnen in Elsterau?“; dann „Was gefällt Ihnen hier?“.",
        ),
        (
            survey("neu", {f"p{number}": [("", "Der Bus")] for number in range(9)}),
            "Es wurde anderes gefragt: „Was fehlt Ihnen in Elsterau?“; dann ohne Angabe der Frage.",
        ),
        (
            survey("neu", {f"p{number}" if number else "": [(ASKED, "Der Bus")] for number in range(9)}),
            "In „Neu“ steht nicht überall, wer gesprochen hat.",
        ),
        (wave("neu", 2, 4), "Aus „Neu“ haben weniger als 5 Befragte in dieser Auswertung etwas gesagt."),
    ],
)
def test_what_cannot_be_compared_says_why_and_claims_no_difference(compare: Compare, now: Import, reason: str) -> None:
    view = compare(wave("alt", 5, 20), now)
    assert reason in view.reasons
    assert view.finding == f"Die beiden Quellen sind nicht vergleichbar. {view.reasons[0]}"
    assert [row for row in view.rows if row.before or row.now or row.difference] == []
    assert all(row.turn in {Turn.BOTH, Turn.NEW, Turn.GONE} for row in view.rows)
    assert all(row.sentence.endswith("nicht vergleichbar.") for row in view.rows)
    assert told(view)["comparable"] is False


def test_two_mixed_waves_have_no_share_in_common(compare: Compare) -> None:
    half = dict(list(BODIES.items())[:9])
    view = compare(wave("alt", 5, 20, bodies=half), wave("neu", 5, 20, bodies=half))
    assert view.reasons == (
        "Gezählt würden Menschen und Einrichtungen gemischt; das ergibt keinen gemeinsamen Anteil.",
    )


def test_a_body_that_answered_twice_is_one(compare: Compare) -> None:
    twice = {**BODIES, "p1": "VEREIN 0"}
    view = compare(wave("alt", 5, 20, bodies=twice), wave("neu", 5, 20, bodies=BODIES))
    assert view.comparable
    assert (view.before.respondents, view.now.respondents) == (19, 20)
    assert view.before.unit == "Einrichtungen"
    assert {row.theme.id: row.counts for row in view.rows} == {"bus": (4, 5), "park": (15, 15)}


def test_only_what_both_were_asked_is_counted_and_spelling_makes_no_other_question(compare: Compare) -> None:
    before = survey("alt", {f"p{n}": [(ASKED, "Der Bus"), (OTHER, "Der Park")] for n in range(10)})
    now = survey(
        "neu", {f"p{n}": [("was fehlt ihnen in  Elsterau ??", "Der Bus" if n else "Nichts")] for n in range(10)}
    )
    view = compare(before, now)
    assert view.comparable
    assert [(row.theme.id, row.counts) for row in view.rows] == [("bus", (10, 9))]
    assert "Nur in „Alt“ gefragt und deshalb nicht mitgezählt: „Was gefällt Ihnen hier?“." in view.remarks
    assert view.questions == ("was fehlt ihnen in  Elsterau ??",)


def test_weights_count_and_make_the_interval_wider(compare: Compare) -> None:
    weights = {f"p{number}": 3.0 for number in range(10)}
    view = compare(wave("alt", 10, 40, weights=weights), wave("neu", 10, 40))
    row = next(row for row in view.rows if row.theme.id == "bus")
    assert row.counts == (10, 10)
    assert row.shares == pytest.approx((0.5, 0.25))
    assert row.before is not None
    # 60 squared by 120: they say as much as 30 of equal weight. Half of 30 is Wilson 0.3315 to 0.6685.
    assert (round(row.before.low, 4), round(row.before.high, 4)) == (0.3315, 0.6685)
    assert "gewichtet 50 % davon (10 von 40)" in row.sentence
    assert any("Kish" in remark for remark in view.remarks)


def test_hidden_themes_are_counted_and_not_shown_and_waiting_answers_are_told(
    compare: Compare, store: SqliteStore
) -> None:
    compare(wave("alt", 10, 20), wave("neu", 10, 20))
    store.decide([Hide(theme="park")], run="lauf", who="kim")
    store.save_import(wave("neu", 10, 23))
    view = waves(store, "alt", "neu")
    assert ([row.theme.id for row in view.rows], view.hidden) == (["bus"], 1)
    assert view.now.waiting == 3
    assert view.remarks[0] == "Aus „Neu“ warten 3 Aussagen noch auf eine Auswertung; bitte erweitern Sie diese."


def test_a_source_with_itself_or_an_unknown_one_is_refused(compare: Compare, store: SqliteStore) -> None:
    compare(wave("alt", 10, 20), wave("neu", 10, 20))
    with pytest.raises(Unfit, match="mit sich selbst"):
        waves(store, "alt", "alt")
    with pytest.raises(Unknown, match="nie"):
        waves(store, "alt", "nie")
    with pytest.raises(Unknown):
        waves(store, "alt", "neu", "nie")
