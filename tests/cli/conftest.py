"""The command line called in this process, and what every refusal has to look like."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from nlp.cli.main import main
from tests.conftest import Oton, Ran

Refused = Callable[..., str]
Held = Callable[[Path], list[str]]

_REMEDY = re.compile(
    r"[Bb]itte|[Mm]einten Sie|[Vv]orhanden|erlaubt|[Mm]öglich|nennt|rechnet|gelesen werden|lesen Sie|gibt es"
)
_ENGLISH = re.compile(r"\b(is|not|the|error|file|invalid|expected|directory|found|cannot|column)\b", re.IGNORECASE)


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Oton:
    """Calls the command in this process: the same words, without the start of another Python."""

    def call(*arguments: str | Path, database: Path | None = None, embedders: str = "use") -> Ran:
        monkeypatch.setattr(sys, "argv", ["oton", *map(str, arguments)])
        monkeypatch.setenv("OTON_EMBEDDERS", embedders)
        if database:
            monkeypatch.setenv("OTON_DB", str(database))
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as done:
            code = int(done.code or 0)
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return call


@pytest.fixture
def refused() -> Refused:
    """One German sentence with place and remedy on stderr, the same as JSON on stdout, exit code 2."""

    def check(ran: Ran, *place: str) -> str:
        assert ran.code == 2, ran.err or ran.out
        message: str = ran.told["error"]
        said = [line for line in ran.err.splitlines() if line.startswith("Fehler: ")]
        assert said == [f"Fehler: {message}"]
        assert "Traceback" not in ran.err
        assert _REMEDY.search(message), message
        assert not _ENGLISH.search(re.sub(r"„[^“]*“|/\S+|\[\[\w+\]\]", "", message)), message
        for part in place:
            assert part in message
        return message

    return check


@pytest.fixture
def held() -> Held:
    """All that a database holds, read from outside."""

    def told(path: Path) -> list[str]:
        with closing(sqlite3.connect(path)) as connection:
            return list(connection.iterdump())

    return told
