"""A small project whose themes people decide on: ten invented answers, two of them nobody's theme."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nlp.commands.import_ import import_file
from nlp.domain.corpus import Source
from nlp.domain.edits import Decision, Edit
from nlp.domain.themes import Membership, Origin, Run, Stability, Theme, Unplaced
from nlp.ingest import Wishes
from nlp.ports import Store
from tests.unit.views.conftest import Words

BUS = ("Der Bus fährt zu selten", "Ein Nachtbus fehlt", "Der Bus ist zu voll", "Die Haltestelle ist weit weg")
KITA = ("Mehr Kitaplätze", "Die Kita schließt zu früh", "Krippenplätze im Norden")
PARK = ("Der Park braucht Bänke",)
ALONE = ("Tja nun", "Alles gut soweit")
NIGHT = BUS[1]
TITLES = {"bus": "Bus und Bahn", "bus-nacht": "Nachtverkehr", "kita": "Kita", "park": "Grünes", "jugend": "Jugend"}


def answered(store: Store, folder: Path, answers: tuple[str, ...] = (*BUS, *KITA, *PARK, *ALONE)) -> dict[str, str]:
    """Imports the answers, each of a person of its own; ids by words."""
    file = folder / "antworten.csv"
    file.write_text("nr;antwort\n" + "".join(f"{nr};{one}\n" for nr, one in enumerate(answers)), encoding="utf-8")
    source = Source(id="umfrage", title="Umfrage", invented=True)
    import_file(file, source=source, wishes=Wishes(text=("antwort",), id="nr"), store=store, analyser=Words())
    return {str(one.text): one.id for one in store.statements()}


def run_of(ids: dict[str, str], identity: str = "lauf1") -> Run:
    """Bus (with a sub-theme), Kita and Grünes; the voll Bus lies between two themes, the Haltestelle is unsure."""

    def member(words: str, theme: str, stability: float = 0.95, rival: str = "") -> Membership:
        return Membership(
            statement=ids[words], theme=theme, strength=0.6, stability=stability, rival=rival,
            primary=theme != "bus-nacht",
        )  # fmt: skip

    return Run(
        id=identity, recipe="standard", recipe_fingerprint="r", corpus_fingerprint="c", code_version="0",
        created_at="2026-01-01T00:00:00+00:00", quality={},
        themes=tuple(
            Theme(
                id=name, title=TITLES[name], terms=(TITLES[name].split()[0],), stability=0.9, grade=Stability.FIRM,
                origin=Origin.CATALOGUE if name == "jugend" else Origin.FOUND,
                parent="bus" if name == "bus-nacht" else "",
            )
            for name in ("bus", "bus-nacht", "kita", "park")
        ),
        memberships=(
            member(BUS[0], "bus"), member(BUS[1], "bus"), member(BUS[1], "bus-nacht"),
            member(BUS[2], "bus", 0.9, "kita"), member(BUS[3], "bus", 0.1),
            *(member(one, "kita") for one in KITA), member(PARK[0], "park"),
        ),
        unassigned=tuple(sorted(ids[one] for one in ALONE)),
        reasons={ids[ALONE[0]]: Unplaced.FEW_WORDS},
    )  # fmt: skip


def without(run: Run, *themes: str, identity: str = "lauf2") -> Run:
    """A later run that has not found these themes any more: their statements are in none."""
    left = tuple(one for one in run.memberships if one.theme not in themes)
    placed = {one.statement for one in left}
    return replace(
        run,
        id=identity,
        previous=run.id,
        themes=tuple(one for one in run.themes if one.id not in themes),
        memberships=left,
        unassigned=tuple(sorted(run.statements - placed)),
    )


def taken(store: Store, *edits: Edit, who: str = "Kim", run: str = "lauf1") -> list[Decision]:
    """Puts decisions into the log as they are, without a look at the board."""
    return store.decide(edits, run=run, who=who)
