"""`oton propose`: off unless configured, marked where it speaks, quiet about what it refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.cli.main import _COMMANDS
from tests.cli.conftest import Held, Refused
from tests.conftest import Oton
from tests.unit.answers.server import Behaviour, Server, floods, hangs, says, sends, serving
from tests.unit.commands.proposing import sealed

REPLY = "Titel: Busse\nDer Bus ist pünktlich [1].\nFrau Kunze fordert 99 Busse [1].\nDie Kita hat Sorgen."


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("cli-propose") / "a.db"
    sealed(made)
    return made


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving() as made:
        monkeypatch.setenv("OTON_LLM_URL", made.url)
        monkeypatch.setenv("OTON_LLM_MODEL", "klein")
        monkeypatch.setenv("OTON_LLM_KEY", "geheim-4711")
        monkeypatch.setenv("OTON_LLM_SECONDS", "20")
        made.behave = says(REPLY)
        yield made


def test_it_is_among_the_commands() -> None:
    assert "propose" in _COMMANDS


@pytest.mark.parametrize("missing", ["OTON_LLM_URL", "OTON_LLM_MODEL"])
def test_it_is_off_unless_configured_and_says_how_to_switch_it_on(
    *, missing: str, here: Oton, refused: Refused, server: Server, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(missing)
    message = refused(here("propose", "--json", database=database), "OTON_LLM_URL", "OTON_LLM_MODEL")
    assert message.replace("z. B. ", "").count(". ") == 0
    assert server.requests == []


def test_all_that_is_shown_is_marked_and_cited(here: Oton, server: Server, database: Path) -> None:
    ran = here("propose", "--theme", "Bus und Bahn", database=database)
    assert ran.code == 0, ran.err
    assert "Titel, maschinell formuliert (klein): Busse" in ran.out
    assert "Zusammenfassung, maschinell formuliert (klein):\n    Der Bus ist pünktlich [1]." in ran.out
    assert "[1] „Der Bus ist immer pünktlich“" in ran.out
    assert ran.out.count("1 Satz wird nicht gezeigt: nennt ") == 2
    address = f"127.0.0.1:{server.server_port}"
    assert address in ran.err
    for unseen in ("Kunze", "99", "Sorgen", "geheim-4711"):
        assert unseen not in ran.out + ran.err.replace(address, "")


def test_a_program_gets_the_same(here: Oton, server: Server, database: Path, held: Held) -> None:
    before = held(database)
    ran = here("propose", "--json", database=database)
    assert ran.code == 0, ran.err
    assert held(database) == before
    assert (ran.told["run"], ran.told["model"]) == ("lauf1", "klein")
    bus, kita = ran.told["proposals"]
    assert (bus["label"], bus["mark"]) == ("Busse", "maschinell formuliert (klein)")
    assert [one["text"] for one in bus["summary"]] == ["Der Bus ist pünktlich [1]."]
    assert bus["summary"][0]["statements"] == [one["statement"] for one in bus["citations"]]
    assert len(bus["refused"]) == 2
    assert kita["summary"] == []
    assert "Kunze" not in ran.out
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("behave", "said"),
    [(sends(b"<html></html>"), "verständlich"), (sends(b"", status=500), "500"), (floods, "viel mehr"),
     (sends(b'{"choices": []}'), "verständlich"), (says({}), "keinen Text")],
)  # fmt: skip
def test_trouble_is_one_german_sentence(
    behave: Behaviour, said: str, here: Oton, server: Server, database: Path
) -> None:
    server.behave = behave
    ran = here("propose", "--json", database=database)
    assert said in ran.told["error"]
    assert "geheim-4711" not in ran.out + ran.err
    assert ran.code == 2
    assert f"Fehler: {ran.told['error']}" in ran.err
    assert "Traceback" not in ran.err
    assert "Bitte" in ran.told["error"]


def test_a_model_that_hangs_is_not_waited_for(
    here: Oton, server: Server, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTON_LLM_SECONDS", "1")
    server.behave = hangs
    ran = here("propose", "--theme", "kita", "--json", database=database)
    assert "nach 1 s " in ran.told["error"]
    assert ran.code == 2


@pytest.mark.parametrize("options", [["--theme", "gibtesnicht"], ["--run", "gibtesnicht"], ["--theme", "Leer"]])
def test_what_is_not_there_is_said_before_anything_is_sent(
    options: list[str], here: Oton, server: Server, database: Path, refused: Refused
) -> None:
    refused(here("propose", *options, "--json", database=database))
    assert server.requests == []
