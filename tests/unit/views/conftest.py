"""Two small invented sources in a real store, with a run sealed by hand and vectors laid down by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nlp.commands.import_ import import_file
from nlp.domain.corpus import Source, SourceKind
from nlp.domain.language import Analysis, Token
from nlp.domain.themes import (
    Evidence,
    Flag,
    Membership,
    Origin,
    Run,
    Stability,
    Stance,
    SummaryQuote,
    Theme,
    Unplaced,
    Voice,
)
from nlp.ingest import Wishes
from nlp.ports import Matrix
from nlp.store import open_store
from nlp.store.sqlite import SqliteStore
from nlp.vectors.cached import text_hash

FAMILIES = """nr;antwort;Bezirk
1;Mehr Kitaplätze im Norden. Der Bus fährt zu selten.;Nord
2;Mehr Kitaplätze;Süd
3;=2+5 ist keine Antwort;Süd
"""
BODIES = """nr;antwort;Träger
a;Rufen Sie Frau Kunze an: 0171 3920012;Verein Lichtblick
b;+49 ist kein Thema. Der Bus hält nicht am Heim.;Verein Lichtblick
"""


class Words:
    """Every word is its own lemma."""

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        return [Analysis(tokens=tuple(_token(found) for found in re.finditer(r"\w+", text))) for text in texts]


def _token(found: re.Match[str]) -> Token:
    word = found.group()
    return Token(text=word, lemma=word.lower(), pos="NOUN", parts=(), start=found.start(), stop=False)


class Letters:
    """A vector counts letters: enough for texts to be near to or far from each other."""

    fingerprint = "letters"
    dimensions = 26

    def encode(self, texts: Sequence[str]) -> Matrix:
        matrix = np.array([[text.lower().count(chr(97 + place)) + 0.01 for place in range(26)] for text in texts])
        return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as made:
        for name, text, kind, wishes in (
            ("familien", FAMILIES, SourceKind.SURVEY, Wishes(text=("antwort",), id="nr", group=("Bezirk",))),
            ("traeger", BODIES, SourceKind.STUDY, Wishes(text=("antwort",), id="nr", organisation="Träger")),
        ):
            file = tmp_path / f"{name}.csv"
            file.write_text(text, encoding="utf-8")
            source = Source(id=name, title=name.title(), kind=kind)
            import_file(file, source=source, wishes=wishes, store=made, analyser=Words())
        texts = [one.text for one in made.statements()]
        made.save_vectors(
            "letters", {text_hash(one): row for one, row in zip(texts, Letters().encode(texts), strict=True)}
        )
        yield made


@pytest.fixture
def run(store: SqliteStore) -> Run:
    """Kita and Bus; one statement has both, the rest none."""
    themes = {
        "kita": [one.id for one in store.statements() if "Kita" in one.text],
        "bus": [one.id for one in store.statements() if "Bus" in one.text],
    }
    both = themes["bus"][0]
    placed = {*themes["kita"], *themes["bus"]}
    made = Run(
        id="lauf1", recipe="standard", recipe_fingerprint="r", corpus_fingerprint="c", code_version="0",
        created_at="2026-01-01T00:00:00+00:00", quality={},
        themes=tuple(
            Theme(
                id=name, title=title, origin=Origin.FOUND, terms=(name,), stability=0.9, grade=Stability.FIRM,
                central=tuple(themes[name]),
            )
            for name, title in (("bus", "Bus und Bahn"), ("kita", "Kita"))
        ),
        memberships=(
            *(Membership(statement=one, theme="kita", strength=0.8) for one in themes["kita"]),
            *(Membership(statement=one, theme="bus", strength=0.7) for one in themes["bus"]),
            Membership(statement=both, theme="kita", strength=0.3, primary=False),
        ),
        unassigned=tuple(one.id for one in store.statements() if one.id not in placed),
    )  # fmt: skip
    store.save_run(made)
    return made


@pytest.fixture
def rich(store: SqliteStore, run: Run) -> Run:
    """The same run by a machine that knows more: a sub-theme, and why, how sure and in which mood all is said."""
    of = {one.words: one.id for one in store.statements()}
    north, home = of["Mehr Kitaplätze im Norden."], of["Der Bus fährt zu selten."]
    bus = next(one.statement for one in run.memberships if not one.primary)
    kita = next(theme for theme in run.themes if theme.id == "kita")
    whole = replace(
        kita,
        description="Plätze und Zeiten in der Kita.",
        flags=(Flag.TOO_LARGE, Flag.TOO_SIMILAR),
        twins=("bus", "längst fort"),
        summary=(
            SummaryQuote(statement=north, voice=Voice.CENTRAL, alike=2),
            SummaryQuote(statement=bus, voice=Voice.MINORITY),
            SummaryQuote(statement="längst fort", voice=Voice.DIFFERENT),
        ),
    )
    finer = Theme(id="kita-norden", title="Kita im Norden", origin=Origin.FOUND, central=(north,), parent="kita")
    evidence = {
        ("kita", north): Evidence(terms=("Kitaplatz",), nearest="zu wenig Kitaplätze", nearness=0.7123),
        ("bus", bus): Evidence(terms=("Bus",), nearest=home, is_statement=True, nearness=0.5),
    }
    made = replace(
        run,
        id="lauf2",
        previous=run.id,
        themes=(*(whole if theme is kita else theme for theme in run.themes), finer),
        memberships=(
            *(
                replace(
                    one,
                    stability={"kita": 0.93, "bus": 0.6}[one.theme] if one.primary else 0.2,
                    rival="kita" if one.statement == bus and one.primary else "",
                    confirmed=one.statement == north,
                    evidence=evidence.get((one.theme, one.statement), Evidence()),
                )
                for one in run.memberships
            ),
            Membership(statement=north, theme="kita-norden", strength=0.4, primary=False, stability=0.5),
        ),
        reasons=dict.fromkeys(run.unassigned[:2], Unplaced.FEW_WORDS),
        stances={north: Stance.NEED, bus: Stance.CRITICISM},
    )  # fmt: skip
    store.save_run(made)
    return made
