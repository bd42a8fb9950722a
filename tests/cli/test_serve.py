"""`oton serve` and `oton demo --serve` as a person starts and ends them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nlp import compose
from nlp.commands.people import add_account
from nlp.domain.people import Role
from tests.conftest import ROOT, Demo, Oton

Start = Callable[..., "Opened"]


class Opened:
    """A house that was opened by a command, and what it says on stdout, line by line."""

    def __init__(self, *arguments: str | Path) -> None:
        outside = {name: value for name, value in os.environ.items() if not name.startswith("OTON_")}
        quiet = {name: value for name, value in outside.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nlp.cli.main", *map(str, arguments)],
            env={**quiet, "PYTHONPATH": str(ROOT), "OTON_LOG_LEVEL": "error"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
        )
        found = re.search(r"http://127\.0\.0\.1:\d+", self.until("O-Ton ist bereit"))
        self.address = found.group() if found else ""

    def until(self, words: str) -> str:
        assert self.process.stdout
        for line in self.process.stdout:
            if words in line:
                return line
        raise AssertionError(f"never said: {words}")

    def status(self, path: str) -> int:
        with urllib.request.urlopen(self.address + path) as answer:
            return int(answer.status)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        told, _ = self.process.communicate()
        assert "O-Ton ist beendet." in told
        return self.process.returncode


@pytest.fixture
def start() -> Iterator[Start]:
    opened: list[Opened] = []

    def begin(*arguments: str | Path) -> Opened:
        opened.append(Opened(*arguments))
        return opened[-1]

    yield begin
    for one in opened:
        one.process.kill()
        one.process.wait()
        if one.process.stdout:
            one.process.stdout.close()


def test_a_house_without_accounts_offers_a_link_and_stops_when_told(start: Start, tmp_path: Path) -> None:
    house = start("serve", "--port", "0", "--db", tmp_path / "new" / "oton.db")
    link = house.until("Legen Sie hier das erste Konto an")
    assert re.search(rf"{re.escape(house.address)}/einrichten\?schluessel=\S+$", link)
    assert house.status("/healthz") == 200
    assert house.stop() == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_an_open_house_says_that_it_is_open(start: Start, tmp_path: Path, how: signal.Signals) -> None:
    house = start("serve", "--open-house", "--web-only", "--port", "0", "--db", tmp_path / "oton.db")
    assert "ohne Konto" in house.until("Dieses Haus ist offen")
    assert house.status("/") == 200
    assert house.stop(how) == 0


def workers_of(house: int) -> list[int]:
    """Its worker's processes; the house opens without waiting for them."""
    found: list[str] = []
    until = time.monotonic() + 60
    while not found and time.monotonic() < until:
        asked = subprocess.run(["pgrep", "-P", str(house), "-f", "leash"], capture_output=True, text=True, check=False)
        found = asked.stdout.split()
        time.sleep(0.1)
    return [int(pid) for pid in found]


def test_a_worker_that_dies_is_begun_again(start: Start, tmp_path: Path) -> None:
    house = start("serve", "--open-house", "--port", "0", "--db", tmp_path / "oton.db")
    for pid in workers_of(house.process.pid):
        os.kill(pid, signal.SIGKILL)
    house.until("Der Arbeitsprozess ist ausgefallen und beginnt neu")
    assert house.status("/healthz") == 200
    assert house.stop() == 0


def test_the_example_opens_in_the_browser(start: Start, demo: Demo) -> None:
    house = start("demo", "--serve", "--port", "0", "--db", demo.database)
    house.until("Dieses Haus ist offen")
    assert house.status("/openapi.json") == 200
    assert house.stop() == 0


def test_a_house_for_everybody_needs_accounts_first(here: Oton, tmp_path: Path) -> None:
    ran = here("serve", "--host", "0.0.0.0", "--port", "0", database=tmp_path / "oton.db")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("Fehler: Ohne Konten darf das Haus nicht an 0.0.0.0 stehen")


def test_a_port_that_is_taken_is_said(here: Oton, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ran = here("serve", "--port", port, "--web-only", database=tmp_path / "oton.db")
    assert ran.code == 2
    assert ran.err == (
        f"Fehler: Der Port {port} ist schon belegt; vielleicht läuft O-Ton schon. "
        "Bitte wählen Sie mit --port und --host etwas anderes.\n"
    )


@pytest.mark.parametrize("host", ["nirgendwo.invalid", "203.0.113.7"])
def test_an_address_this_machine_does_not_have_is_said(here: Oton, tmp_path: Path, host: str) -> None:
    database = tmp_path / "oton.db"
    add_account(
        compose.people(database), by="eva", name="eva", shown="Eva", role=Role.ADMIN, password="vier Wörter am Fluss"
    )
    ran = here("serve", "--host", host, "--port", "0", "--web-only", database=database)
    assert ran.code == 2
    assert ran.err.startswith(f"Fehler: Die Adresse {host} hat dieser Rechner nicht.")


def test_help_names_the_commands_that_are_brought_along(here: Oton) -> None:
    assert "serve" in here("--help").out
    told = here("serve", "--help").out
    assert "Aufruf: oton serve" in told
    assert "--open-house" in told
