"""Machine and people since: only what people looked at and the machine had not been told counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nlp.domain.edits import Confirm, Edit, Hide, Lock, Merge, Move, Split, Undo
from nlp.domain.themes import Run
from nlp.store import open_store
from nlp.store.sqlite import SqliteStore
from nlp.themes.agreeing import Kappa, Undefined
from nlp.views.agreement import NOBODY_YET, NOT_BY_CHANCE, agreement, decimal, measured, told, word
from nlp.views.reviewed import Reviewed
from tests.unit.results import sealed
from tests.unit.surveys import ASKED, survey

NAMES = tuple(f"u/p{number:02d}/0" for number in range(40))
BUS, KITA, NONE = NAMES[:15], NAMES[15:30], NAMES[30:]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as made:
        made.save_import(survey("u", {f"p{number:02d}": [(ASKED, f"Satz {number}")] for number in range(40)}))
        made.save_run(sealed({"bus": BUS, "kita": KITA}, NONE))
        yield made


def decided(store: SqliteStore, *edits: Edit) -> None:
    store.decide(edits, run="lauf", who="kim")


def test_before_anybody_looks_there_is_nothing_to_tell(store: SqliteStore) -> None:
    view = agreement(store)
    assert (view.figures.n, view.sentence, view.cautions, view.rows) == (0, NOBODY_YET, (), ())
    assert told(view)["kappa"] is None


def test_what_people_looked_at_says_how_often_the_machine_was_right(store: SqliteStore) -> None:
    decided(
        store,
        Confirm(theme="bus", statements=BUS[:10]),
        Lock(theme="kita", title="Kita", statements=KITA[:10]),
        Move(statements=BUS[10:12], themes=("kita",)),
        Move(statements=KITA[10:12], themes=()),
        Move(statements=NONE[:6], themes=()),
    )
    view = agreement(store)
    assert (view.figures.n, view.figures.same) == (30, 26)
    assert view.differing == (*BUS[10:12], *KITA[10:12])
    # By hand: bus 12 and 10, kita 12 and 12, none 6 and 8 of 30; pe = (120 + 144 + 48) / 900, po = 26 / 30.
    assert view.figures.kappa.value == pytest.approx((26 / 30 - 312 / 900) / (1 - 312 / 900))
    assert view.sentence == (
        "Bei 26 von 30 geprüften Aussagen hatte die Maschine dasselbe Thema, "
        "κ = 0,80 (95-%-Bereich 0,61 bis 0,98): gute Übereinstimmung."
    )
    assert view.cautions == (NOT_BY_CHANCE,)
    rows = {row.theme.id: row.figures for row in view.rows}
    assert (rows["bus"].both, rows["bus"].only_first, rows["bus"].only_second, rows["bus"].neither) == (10, 2, 0, 18)
    assert Reviewed(store).board().run != Reviewed(store).sealed()
    assert told(agreement(Reviewed(store))) == told(view)


def test_what_was_taken_back_nobody_has_looked_at(store: SqliteStore) -> None:
    decided(store, Confirm(theme="bus", statements=BUS[:2]), Move(statements=NONE[:3], themes=()))
    decided(store, Undo(number=2))
    view = agreement(store)
    assert (view.figures.n, view.figures.same) == (2, 2)
    assert view.sentence.startswith(
        "Bei 2 von 2 geprüften Aussagen hatte die Maschine dasselbe Thema. Kappa lässt sich"
    )
    assert view.cautions[1] == "Erst 2 Aussagen sind geprüft: Der Wert kann sich noch stark ändern."


def test_merging_themes_is_no_mistake_of_the_machine(store: SqliteStore) -> None:
    decided(store, Confirm(theme="bus", statements=BUS[:5]), Merge(theme="bus", into="kita"))
    view = agreement(store)
    assert (view.figures.n, view.figures.same) == (5, 5)


def test_a_theme_that_people_made_was_not_open_to_the_machine_and_says_so(store: SqliteStore) -> None:
    split = Split(theme="bus", made="p-0123456789", title="Nachtbus", statements=BUS[:4])
    decided(store, split, Confirm(theme="kita", statements=KITA[:4]))
    view = agreement(store)
    assert (view.figures.n, view.figures.same) == (8, 4)
    assert [row.theme.title for row in view.rows if row.made] == ["Nachtbus"]
    assert (
        "1 Thema haben erst Menschen angelegt oder gefüllt; dorthin konnte die Maschine nichts ordnen." in view.cautions
    )


def test_merging_into_what_people_made_takes_the_machines_say_along(store: SqliteStore) -> None:
    split = Split(theme="bus", made="p-0123456789", title="Nachtbus", statements=BUS[:4])
    decided(store, split, Merge(theme="bus", into="p-0123456789"))
    view = agreement(store)
    assert (view.figures.n, view.figures.same) == (4, 4)


def test_what_the_run_had_been_told_proves_nothing(store: SqliteStore) -> None:
    learnt: Run = sealed({"bus": BUS, "kita": KITA}, NONE, identity="lauf2")
    told_ = {*BUS[:6]}
    members = tuple(replace(one, confirmed=one.statement in told_) for one in learnt.memberships)
    store.save_run(replace(learnt, memberships=members))
    decided(store, Confirm(theme="bus", statements=BUS[:8]))
    view = agreement(store)
    assert (view.run.id, view.figures.n, view.learnt) == ("lauf2", 2, 6)
    assert view.cautions[-1].startswith("6 Aussagen sind nicht mitgezählt")
    assert agreement(store, "lauf").figures.n == 8


def test_a_hidden_theme_has_no_row_and_is_counted(store: SqliteStore) -> None:
    decided(
        store, Confirm(theme="bus", statements=BUS[:5]), Confirm(theme="kita", statements=KITA[:5]), Hide(theme="kita")
    )
    view = agreement(store)
    assert ([row.theme.id for row in view.rows], view.hidden, view.figures.n) == (["bus"], 1, 10)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (-0.1, "schlechter als Zufall"),
        (0.0, "kaum Übereinstimmung"),
        (0.2, "kaum Übereinstimmung"),
        (0.21, "schwache Übereinstimmung"),
        (0.41, "mittlere Übereinstimmung"),
        (0.61, "gute Übereinstimmung"),
        (0.81, "sehr gute Übereinstimmung"),
        (1.0, "sehr gute Übereinstimmung"),
    ],
)
def test_kappa_is_called_as_landis_and_koch_do(value: float, said: str) -> None:
    assert word(Kappa(value=value)) == said
    assert measured(Kappa(value=value)) == f"κ = {decimal(value)}: {said}."


def test_without_kappa_the_reason_is_told() -> None:
    assert measured(Kappa(value=None, why=Undefined.UNUSED)) == (
        "Kappa lässt sich daraus nicht berechnen: Keine von beiden Seiten hat das Thema vergeben."
    )
    assert decimal(-0.125) == "−0,12"
