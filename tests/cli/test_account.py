"""`oton account`: who may sign in, managed from the console."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from nlp import compose
from nlp.commands import people
from nlp.keys import hashed
from tests.cli.conftest import Refused
from tests.conftest import ROOT, Oton

PASSWORD = "Morgens fährt der Bus"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "haus.db"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "passwort.txt"
    file.write_text(f"{PASSWORD}\nzweite Zeile\n", encoding="utf-8")
    return file


@pytest.fixture
def staffed(here: Oton, database: Path, secret: Path) -> Path:
    """A database with an admin, `ayse`."""
    ran = here("account", "add", "ayse", "--role", "admin", "--password-file", secret, database=database)
    assert (ran.code, ran.out) == (0, "Das Konto „ayse“ ist angelegt.\n"), ran.err
    return database


def test_an_account_lives_from_the_console(here: Oton, staffed: Path, secret: Path) -> None:
    made = here("account", "add", "ben", "--shown", "Ben B.", "--password-file", secret, "--json", database=staffed)
    assert made.told == {"name": "ben", "shown": "Ben B.", "role": "staff", "active": True}
    assert "stillgelegt" in here("account", "deactivate", "ben", database=staffed).out
    listed = here("account", "list", "--json", database=staffed).told["accounts"]
    assert [(one["name"], one["active"]) for one in listed] == [("ayse", True), ("ben", False)]
    assert "Ben B." in here("account", "list", database=staffed).out
    assert "aktiv" in here("account", "activate", "ben", database=staffed).out
    secret.write_text("Abends fährt er nicht", encoding="utf-8")
    assert here("account", "password", "ben", "--password-file", secret, database=staffed).code == 0
    with closing(compose.people(staffed)) as known:
        assert people.still(known, name="ben", password="Abends fährt er nicht")
        assert people.still(known, name="ayse", password=PASSWORD)
        assert {one.who for one in known.entries()} == {people.CONSOLE}


def test_the_key_alone_stands_on_stdout(here: Oton, staffed: Path) -> None:
    ran = here(
        "account", "token", "ayse", "--label", "Bericht", "--right", "read", "--right", "export", database=staffed
    )
    key = ran.out.strip()
    assert "nicht noch einmal" in ran.err
    with closing(compose.people(staffed)) as known:
        found = known.token(hashed(key), people.moment())
    assert found is not None
    assert sorted(found[0].rights) == ["export", "read"]
    told = here("account", "token", "ayse", "--label", "x", "--json", database=staffed).told
    assert set(told) == {"token", "expires_at", "key"}


def test_the_password_comes_through_a_pipe(here: Oton, staffed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Abends fährt er nicht\n"))
    assert here("account", "password", "ayse", "--password-file", "-", database=staffed).code == 0
    with closing(compose.people(staffed)) as known:
        assert people.still(known, name="ayse", password="Abends fährt er nicht")


def test_the_password_is_asked_for_twice_and_not_shown(staffed: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "OTON_DB": str(staffed), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "nlp.cli.main", "account", "password", "ayse"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True, close_fds=True
    ) as asking:
        os.close(theirs)
        seen = _until(ours, "Passwort: ")
        os.write(ours, "Abends fährt er nicht\n".encode())
        seen += _until(ours, "Passwort noch einmal: ")
        os.write(ours, "Abends fährt er nicht\n".encode())
        seen += _until(ours, "ist neu.")
        assert asking.wait(60) == 0
    os.close(ours)
    assert "Abends" not in seen
    with closing(compose.people(staffed)) as known:
        assert people.still(known, name="ayse", password="Abends fährt er nicht")


def _until(terminal: int, words: str) -> str:
    seen = b""
    while words.encode() not in seen:
        seen += os.read(terminal, 1024)
    return seen.decode()


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["add", "mit leer"], "Anmeldename"),
        (["add", "AYSE"], "vergeben"),
        (["add", "ben", "--role", "king"], "king"),
        (["password", "nirgends"], "nirgends"),
        (["deactivate", "ayse"], "ayse"),
        (["deactivate", "nirgends"], "nirgends"),
        (["token", "ayse", "--label", ""], "wofür"),
        (["token", "ayse", "--label", "x", "--days", "0"], "1 bis 366"),
        (["token", "ayse", "--label", "x", "--right", "alles"], "alles"),
        (["token", "nirgends", "--label", "x"], "nirgends"),
    ],
)
def test_what_does_not_fit_is_said_in_one_sentence(
    here: Oton, staffed: Path, secret: Path, arguments: list[str], place: str
) -> None:
    file = ["--password-file", str(secret)] if arguments[0] in {"add", "password"} else []
    ran = here("account", *arguments, *file, "--json", database=staffed)
    assert ran.code == 2
    assert place in ran.told["error"]
    assert "Traceback" not in ran.err
    with closing(compose.people(staffed)) as known:
        assert [(one.name, one.active) for one in known.accounts()] == [("ayse", True)]
        assert known.tokens() == []


def test_a_first_account_that_could_not_manage_others(
    here: Oton, database: Path, secret: Path, refused: Refused
) -> None:
    refused(here("account", "add", "ben", "--password-file", secret, "--json", database=database), "admin")


def test_a_password_that_cannot_be_read(
    here: Oton, staffed: Path, tmp_path: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "kaputt.txt"
    broken.write_bytes(b"\xff\xfe\x00")
    for file in (tmp_path / "nirgends.txt", tmp_path, broken):
        refused(here("account", "password", "ayse", "--password-file", file, "--json", database=staffed), file.name)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    refused(here("account", "password", "ayse", "--json", database=staffed), "--password-file")
    short = refused(here("account", "password", "ayse", "--password-file", "-", "--json", database=staffed))
    assert "mindestens 12 Zeichen" in short
