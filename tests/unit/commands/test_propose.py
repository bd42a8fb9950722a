"""A model is told a theme's figures and statements; what it says is checked; the store stays as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nlp import compose
from nlp.answers.endpoint import Endpoint
from nlp.answers.prompting import prompt
from nlp.commands.brief import Corpus
from nlp.commands.propose import propose, told
from nlp.domain.proposals import Fact, Proposal, Refusal, Unit
from nlp.domain.themes import Run
from nlp.errors import ModelProblem, NothingToDo, Unknown
from nlp.ports import Store
from tests.unit.answers.server import Server, says, sends, serving
from tests.unit.commands.proposing import sealed


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    database = tmp_path_factory.mktemp("propose") / "a.db"
    return database, sealed(database)


@pytest.fixture
def store(place: tuple[Path, Run]) -> Iterator[Store]:
    with compose.opened(place[0]) as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def nothing(stage: str, done: int, total: int) -> None:
    assert stage
    assert 0 <= done < total


def proposals(store: Store, server: Server, theme: str = "", run: str = "") -> list[Proposal]:
    chat = Endpoint(url=server.url, model="klein")
    return list(propose(store, chat, analyser=compose.analyser(), progress=nothing, theme=theme, run=run))


def test_what_holds_is_kept_and_what_does_not_leaves_its_reason(store: Store, server: Server) -> None:
    server.behave = says("Titel: Busse\nBusse werden von Frau Kunze gefordert [1].\nDer Bus ist pünktlich [1].")
    [one] = proposals(store, server, theme="bus")
    assert (one.run, one.theme, one.title, one.label) == ("lauf1", "bus", "Bus und Bahn", "Busse")
    assert [sentence.text for sentence in one.summary] == ["Der Bus ist pünktlich [1]."]
    assert [cited.text for cited in one.cited] == ["Der Bus ist immer pünktlich"]
    assert one.refused == (Refusal.FOREIGN_WORD,)
    assert one.mark == "maschinell formuliert (klein)"
    assert "Kunze" not in str(told([one]))


def test_each_theme_with_statements_is_asked_for_once(store: Store, server: Server) -> None:
    server.behave = says("")
    found = proposals(store, server)
    assert [one.theme for one in found] == ["bus", "kita"]
    assert len(server.requests) == 2
    assert all(one.label_refused is Refusal.SAYS_NOTHING and one.summary == () for one in found)


def test_only_gated_words_go_out_each_wording_once(store: Store, server: Server) -> None:
    server.behave = says("")
    proposals(store, server)
    sent = str([asked for _, _, asked in server.requests])
    assert "3920012" not in sent
    assert "Kunze" not in sent
    assert "[TELEFON]" in sent
    assert sent.count("Mehr Kitaplätze im Norden") == 1
    assert "Nahverkehr" not in sent


def test_figures_stand_by_source_and_name_who_was_counted(store: Store, place: tuple[Path, Run]) -> None:
    run = place[1]
    brief = Corpus(store, run).brief(run.themes[0])
    assert set(brief.facts) == {
        Fact(number=3, of=5, unit=Unit.STATEMENTS, source="Familien 2026"),
        Fact(number=3, of=4, unit=Unit.RESPONDENTS, source="Familien 2026"),
        Fact(number=2, of=2, unit=Unit.STATEMENTS, source="Protokoll 2026"),
        Fact(number=3, of=4, unit=Unit.STATEMENTS, source="Traeger 2026"),
        Fact(number=2, of=2, unit=Unit.ORGANISATIONS, source="Traeger 2026"),
    }
    assert brief.citations[0].text == "Der Bus ist immer pünktlich"
    assert [one.number for one in brief.citations] == list(range(1, len(brief.citations) + 1))
    assert brief.taken == ("Kita", "Leer")
    assert brief.seeds == ("Nahverkehr",)
    assert prompt(brief) == prompt(Corpus(store, run).brief(run.themes[0]))


def test_nothing_is_written(store: Store, place: tuple[Path, Run], server: Server) -> None:
    def kept() -> list[str]:
        with closing(sqlite3.connect(place[0])) as connection:
            return list(connection.iterdump())

    before = kept()
    server.behave = says("Titel: Busse\nDer Bus ist pünktlich [1].")
    proposals(store, server)
    assert kept() == before


def test_trouble_is_said_in_german(store: Store, server: Server) -> None:
    server.behave = sends(b"<html>", status=500)
    with pytest.raises(ModelProblem, match="Fehler 500"):
        proposals(store, server)
    with pytest.raises(Unknown):
        proposals(store, server, theme="gibtesnicht")
    with pytest.raises(Unknown):
        proposals(store, server, run="gibtesnicht")
    with pytest.raises(NothingToDo, match="keine Aussagen"):
        proposals(store, server, theme="Leer")
