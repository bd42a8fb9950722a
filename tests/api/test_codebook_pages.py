"""The code book on pages: given away as a file, and brought back only after somebody has looked at it."""

from __future__ import annotations

import html
import re
import tomllib
from pathlib import Path

import httpx
import pytest

from nlp.codebooks import BOOKS, PROJECT
from nlp.commands import uploads
from nlp.domain.edits import Describe, Rename
from nlp.errors import Unknown
from tests.api.conftest import Home, Street
from tests.api.desk import Office, decided, did, log, sent, words


def taken(home: Home, art: str = "toml") -> bytes:
    told = home.web.get(f"/codebuch/datei?art={art}")
    assert told.status_code == 200, told.text
    return told.content


def brought(home: Home, content: bytes, name: str = "buch.toml") -> httpx.Response:
    return home.web.post("/codebuch", files={"datei": (name, content)})


def changed(home: Home) -> str:
    """The address of a code book that waits to be looked at, in which a theme is called otherwise."""
    told = brought(home, taken(home).replace("Plätze <b>& mehr</b>".encode(), b"Kita <i>& Krippe</i>"))
    assert told.status_code == 303, told.text
    return told.headers["location"]


@pytest.mark.parametrize("art", [*(ending[1:] for ending in BOOKS), PROJECT[1:]])
def test_the_themes_go_out_as_a_file_of_every_kind(art: str, small: Home) -> None:
    assert f"/codebuch/datei?art={art}" in words(small.web.get("/codebuch"))
    told = small.web.get(f"/codebuch/datei?art={art}")
    assert re.search(rf'filename="oton-codebuch-[\d-]+\.{art}"', told.headers["content-disposition"])
    assert told.headers["cache-control"] == "no-store"
    assert did(small) == ["codebook.export"]
    assert brought(small, told.content, f"buch.{art}").status_code == 303


def test_what_a_file_cannot_hold_is_said_before_it_goes_out(small: Home) -> None:
    with small.house.store() as store:
        run = store.run().id
        store.decide([Describe(theme="kita", description="lang " * 7000)], run=run, who="kim")
    page = words(small.web.get("/codebuch/datei?art=xlsx"))
    assert "Nicht alles passt hinein" in page
    assert "gekürzt" in page
    assert did(small) == []
    assert small.web.get("/codebuch/datei?art=xlsx&trotzdem=1").content[:2] == b"PK"
    assert small.web.get("/codebuch/datei?art=pdf").status_code == 404


def test_a_file_is_looked_at_before_anything_is_taken(small: Home) -> None:
    place = changed(small)
    page = words(small.web.get(place))
    assert "Noch ist nichts geändert." in page
    assert "Übernommen würde: 1 Thema umbenannt." in page
    assert "Kita <i>& Krippe</i>" in page
    assert "Jede Entscheidung (Nr." not in page
    assert log(small) == []
    told = sent(small, place, seen="0")
    assert told.headers["location"] == "/codebuch?getan=1-1"
    assert log(small) == [Rename(theme="kita", title="Kita <i>& Krippe</i>")]
    page = words(small.web.get(told.headers["location"]))
    assert "Sie haben" in page
    assert "Rückgängig" in page
    assert did(small)[::-1] == ["codebook.export", "upload.add", "decision.take", "codebook.import"]
    assert small.web.get(place).status_code == 404, "the file is gone"


def test_the_same_file_has_nothing_new_and_what_is_not_taken_has_its_reason(small: Home) -> None:
    told = brought(small, taken(small))
    page = words(small.web.get(told.headers["location"]))
    assert "Nichts Neues: Alles steht hier schon so." in page
    assert "So übernehmen" not in page
    twice = 'title = "Neu"\n[[themes]]\nid = "x"\ntitle = "Neues Thema"\n[[themes]]\nid = "x"\ntitle = "Noch eines"\n'
    page = words(small.web.get(brought(small, twice.encode()).headers["location"]))
    assert "Übernommen würde: 1 Thema angelegt." in page
    assert "Nicht übernommen: „Noch eines“: steht in der Datei zweimal" in page


def test_what_others_decide_meanwhile_is_seen_before_anything_is_taken(small: Home) -> None:
    place = changed(small)
    decided(small, Rename(theme="kita", title="Kitas"))
    page = words(sent(small, place, seen="0"), 409)
    assert "Inzwischen hat sich etwas geändert" in page
    assert len(log(small)) == 1
    again = html.unescape(re.findall(r'name="seen" value="(\d+)"', page)[0])
    assert sent(small, place, seen=again).status_code == 303
    assert len(log(small)) == 2


def test_a_file_can_be_thrown_away(small: Home) -> None:
    place = changed(small)
    assert sent(small, f"{place}/verwerfen").headers["location"] == "/codebuch"
    with pytest.raises(Unknown):
        uploads.taken(small.database, place.rsplit("/", 1)[-1])
    assert did(small)[0] == "upload.remove"
    for path in (place, f"{place}/verwerfen"):
        assert sent(small, path, seen="0").status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("buch.pdf", b"x"),
        ("buch.toml", b"[[themes"),
        ("buch.qdpx", b"PK nothing"),
        ("buch.xlsx", b"x"),
        ("b.csv", b" "),
    ],
)
def test_a_file_that_cannot_be_read_says_so_and_does_not_stay(name: str, content: bytes, small: Home) -> None:
    page = words(brought(small, content, name), 422)
    assert "Diese Datei lässt sich nicht lesen" in page
    assert did(small) == []
    assert [one for one in small.database.parent.rglob(name) if one.is_file()] == []


def test_no_file_at_all_and_one_from_elsewhere_are_refused(small: Home) -> None:
    assert "Es kam keine Datei an" in words(small.web.post("/codebuch", data={"datei": ""}), 422)
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert small.web.post("/codebuch", files={"datei": ("b.toml", b"x")}, headers=foreign).status_code == 403


def test_who_only_reads_learns_what_it_is_and_takes_nothing(street: Street, tmp_path: Path) -> None:
    office = Office(street, tmp_path)
    page = office.get("sam", "/codebuch")
    assert "Ein Codebuch hält fest" in page
    assert "/codebuch/datei" not in page
    assert 'type="file"' not in page
    assert office.home.web.get("/codebuch/datei?art=toml", headers=office.headers["sam"]).status_code == 403
    told = office.home.web.get("/codebuch/datei?art=toml", headers=office.headers["kim"])
    assert "Plätze <b>& mehr</b>" in {one["title"] for one in tomllib.loads(told.text)["themes"]}
