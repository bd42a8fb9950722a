"""Whatever goes wrong: the right status, a German sentence that helps in a browser, the headers of every answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.guard.headers import SAFE
from api.problems import status_of
from nlp import errors
from tests.api.conftest import Home, Street, detail
from tests.browser.conftest import serving

SECRET = "Meine Tochter wird gemobbt"
PAGE = {"Accept": "text/html"}
METHODS = ("HEAD", "OPTIONS", "TRACE", "POST", "ERFUNDEN")


class Torn:
    """A shelf from which nothing can be taken, and people of whom none is known."""

    def seen(self, *_: object) -> Any:
        raise ValueError(SECRET)

    token = seen

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def breaking(empty: Home) -> Iterator[httpx.Client]:
    """A house where one address raises what nobody foresaw."""
    app = create_app(empty.house)

    @app.get("/kaputt")
    def broken() -> None:
        raise ValueError(SECRET)

    with serving(app) as url, httpx.Client(base_url=url, trust_env=False) as web:
        yield web


def as_every_answer(told: httpx.Response) -> None:
    """It bears what all answers bear, and tells nothing that only we should know."""
    assert told.headers["x-request-id"]
    assert {name: told.headers[name] for name in SAFE} == SAFE
    assert told.headers["cache-control"] in {"no-store", "private, no-cache"}
    for word in ("Traceback", "ValueError", SECRET, ".py"):
        assert word not in told.text


def test_an_error_that_nobody_foresaw_is_answered_like_all_others(breaking: httpx.Client) -> None:
    program, person = breaking.get("/kaputt"), breaking.get("/kaputt", headers=PAGE)
    assert detail(program, 500).startswith("Unerwarteter Fehler. Ihre Daten sind unverändert.")
    assert person.status_code == 500
    assert "Unerwarteter Fehler" in person.text
    assert "</nav>" in person.text, "it is a whole page"
    for told in (program, person):
        as_every_answer(told)
    assert program.headers["x-request-id"] != person.headers["x-request-id"]


def test_where_the_frame_of_a_page_breaks_too_there_is_still_an_answer(breaking: httpx.Client, empty: Home) -> None:
    empty.house.shelf = Torn()  # type: ignore[assignment]  # it fits where it is used
    for path in ("/kaputt", "/", "/gibt-es-nicht"):
        told = breaking.get(path, headers=PAGE)
        assert detail(told, 500).startswith("Unerwarteter Fehler")
        as_every_answer(told)


def test_an_error_at_the_door_is_answered_like_all_others(street: Street, tmp_path: Path) -> None:
    home = street.home(tmp_path / "konten.db", open_house=False)
    home.house.people = Torn()  # type: ignore[assignment]  # it fits as far as the door looks
    told = home.web.get("/api/me", headers={"Authorization": "Bearer x"})
    assert detail(told, 500).startswith("Unerwarteter Fehler")
    as_every_answer(told)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/api/themes", "/zitate", "/static/x", "/gibt-es-nicht"])
def test_what_does_not_go_at_an_address_is_told_so(home: Home, path: str, method: str) -> None:
    told = home.web.request(method, path)
    status = 404 if path == "/gibt-es-nicht" or (path, method) == ("/static/x", "HEAD") else 405
    assert told.status_code == status
    as_every_answer(told)
    if method == "HEAD":
        assert not told.content
    else:
        assert "Adresse" in detail(told, status)
    assert ("allow" in told.headers) == (status == 405)


def test_a_database_at_fault_is_told_without_its_place_and_without_options(home: Home, own: Home) -> None:
    own.house.close()
    own.database.write_bytes(b"keine Datenbank" * 1_000)
    for told in (own.web.get("/api/themes"), own.web.get("/", headers=PAGE)):
        assert told.status_code == 503
        assert "ist keine O-Ton-Datenbank. Bitte wenden Sie sich an Ihre Verwaltung von O-Ton." in told.text
        assert str(own.database) not in told.text
        assert " --db" not in told.text
    assert home.web.get("/api/themes").status_code == 200


def test_a_database_that_is_busy_asks_for_another_try(own: Home) -> None:
    with sqlite3.connect(own.database, isolation_level=None) as held:
        held.execute("BEGIN EXCLUSIVE")
        run = own.get("/api/runs")["items"][0]["id"]
        told = detail(own.web.post(f"/api/runs/{run}/publish", json={}), 503)
        held.execute("ROLLBACK")
    assert told.endswith("und versuchen Sie es dann noch einmal.")
    assert str(own.database) not in told


@pytest.mark.parametrize("path", ["/thema/nirgends", "/?run=nirgends", "/zitat/nirgends", "/karte?run=nirgends"])
def test_what_stands_for_nothing_is_told_without_commands(home: Home, path: str) -> None:
    told = home.web.get(path, headers=PAGE)
    assert told.status_code == 404
    assert "„oton" not in told.text


@pytest.mark.parametrize("error", [errors.EmbedderProblem, errors.ModelProblem])
def test_what_is_not_set_up_is_for_those_who_look_after_the_house(error: type[errors.OTonError]) -> None:
    told = error("Bitte setzen Sie OTON_EMBEDDERS=use.")
    assert status_of(told) == 503
    assert "OTON_" not in told.on_page
    assert told.on_page.endswith("Bitte wenden Sie sich an Ihre Verwaltung von O-Ton.")


def test_a_form_that_cannot_be_read_is_told_so(empty: Home) -> None:
    for boundary in ("x" * 5_000, '"a"b"', "grenze"):
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        for path in ("/api/uploads", "/quellen/neu"):
            told = empty.web.post(path, content=b"--x\r\nunsinn\r\n--x--\r\n", headers=headers)
            assert detail(told, 400).startswith("Die Anfrage ist nicht zu lesen.")
            as_every_answer(told)


def test_a_body_that_is_missing_or_of_another_kind_is_called_the_request(empty: Home) -> None:
    assert "Anfrage (fehlt)" in detail(empty.web.post("/api/runs"), 422)
    for body in (b"[]", b'"x"', b"null"):
        told = empty.web.post("/api/runs", content=body, headers={"Content-Type": "application/json"})
        assert "passen nicht: Anfrage." in detail(told, 422)
    assert "passen nicht: Anfrage." in detail(
        empty.web.post("/api/runs", content=b"{}", headers={"Content-Type": "text/plain"}), 422
    )
