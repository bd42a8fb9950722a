"""Two invented sources with a run sealed by hand, for whoever lets a model speak of it."""

from __future__ import annotations

from pathlib import Path

from nlp import compose
from nlp.commands.import_ import import_file
from nlp.domain.corpus import Source, SourceKind
from nlp.domain.themes import Evidence, Membership, Origin, Run, SummaryQuote, Theme, Voice
from nlp.ingest import Wishes

FAMILIES = """nr;antwort
1;Mehr Kitaplätze im Norden. Der Bus fährt abends nicht.
2;Mehr Kitaplätze im Norden
3;Der Bus ist immer pünktlich
4;Rufen Sie Frau Kunze an: 0171 3920012, der Bus hält nicht
"""
BODIES = """nr;antwort;Träger
a;Der Bus fährt zu selten. Die Kita schließt zu früh.;Verein Lichtblick
b;Der Bus hält nicht am Heim;Verein Lichtblick
c;Der Bus ist zu voll;Haus Sonne
"""
MINUTES = """nr;antwort
1;Der Bus soll öfter fahren
2;Der Bus ist sauber
"""


def sealed(database: Path) -> Run:
    """Themes Bus and Kita, and an empty one."""
    with compose.opened(database) as store:
        for name, text, kind, wishes in (
            ("familien", FAMILIES, SourceKind.SURVEY, Wishes(text=("antwort",), id="nr")),
            ("traeger", BODIES, SourceKind.STUDY, Wishes(text=("antwort",), id="nr", organisation="Träger")),
            ("protokoll", MINUTES, SourceKind.MINUTES, Wishes(text=("antwort",), id="nr")),
        ):
            file = database.with_name(f"{name}.csv")
            file.write_text(text, encoding="utf-8")
            source = Source(id=name, title=f"{name.title()} 2026", kind=kind)
            import_file(file, source=source, wishes=wishes, store=store, analyser=compose.analyser())
        statements = store.statements()
        inside = {word: [one.id for one in statements if word in one.text] for word in ("Bus", "Kita")}
        minority = next(one.id for one in statements if "pünktlich" in one.text)
        run = Run(
            id="lauf1", recipe="standard", recipe_fingerprint="r", corpus_fingerprint="c", code_version="0",
            created_at="2026-01-01T00:00:00+00:00", quality={},
            themes=(
                Theme(id="bus", title="Bus und Bahn", origin=Origin.FOUND, central=tuple(inside["Bus"][:2]),
                      summary=(SummaryQuote(statement=minority, voice=Voice.MINORITY),)),
                Theme(id="kita", title="Kita", origin=Origin.CATALOGUE, central=tuple(inside["Kita"][:1])),
                Theme(id="leer", title="Leer", origin=Origin.PERSON),
            ),
            memberships=tuple(
                Membership(statement=one, theme=name.lower(), strength=0.5, evidence=Evidence(nearest="Nahverkehr"))
                for name, members in inside.items() for one in members
            ),
            unassigned=tuple(one.id for one in statements if not any(one.id in some for some in inside.values())),
        )  # fmt: skip
        store.save_run(run)
    return run
