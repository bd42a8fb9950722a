"""Files on their way in: looked at, refused where they must be, and made sources."""

from __future__ import annotations

import io
import os
import socket
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.conftest import Home, Street, detail

TABLE = "nr;antwort;bereich\n" + "".join(
    f"{one};Mehr Kitaplätze im Stadtteil Nord bitte, Nummer {one};A\n" for one in range(1, 9)
)
BOUNDARY = "grenze"
PATIENCE = 30


def until(holds: Callable[[], bool]) -> None:
    """Waits for what another thread does."""
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, "it does not come to pass"
        time.sleep(0.01)


def upload(home: Home, name: str = "umfrage.csv", content: bytes = TABLE.encode()) -> httpx.Response:
    return home.web.post("/api/uploads", files={"file": (name, content)})


def kept(home: Home) -> list[Path]:
    """The files of uploads that lie beside the database."""
    # Unlike glob it does not mind that something goes away meanwhile.
    found = os.walk(home.database.parent / "uploads")
    return sorted(Path(folder, name) for folder, _, names in found for name in names)


def test_an_upload_is_looked_at_and_nothing_is_imported_yet(empty: Home) -> None:
    told = upload(empty)
    assert told.status_code == 201, told.text
    seen = told.json()
    assert seen["name"] == "umfrage.csv"
    assert seen["rows"] == 8
    assert {one["column"]: one["role"] for one in seen["columns"]} == {"nr": "id", "antwort": "text", "bereich": "drop"}
    assert all(one["why"] for one in seen["columns"])
    assert told.headers["location"] == f"/api/uploads/{seen['id']}"
    assert empty.get(told.headers["location"]) == seen
    assert empty.get("/api/sources")["items"] == []


def test_an_upload_is_taken_away_on_request(empty: Home) -> None:
    held = upload(empty).json()["id"]
    assert empty.web.delete(f"/api/uploads/{held}").status_code == 204
    assert not kept(empty)
    detail(empty.web.get(f"/api/uploads/{held}"), 404)
    detail(empty.web.delete(f"/api/uploads/{held}"), 404)


@pytest.mark.parametrize(
    "name",
    [
        "../../flucht.csv",
        "..\\..\\flucht.csv",
        "/etc/flucht.csv",
        "C:\\flucht.csv",
        "a/../../flucht.csv",
        "flucht.csv\x00.txt",
    ],
)
def test_names_of_files_lead_nowhere(name: str, empty: Home) -> None:
    before = set(empty.database.parent.parent.iterdir())
    told = upload(empty, name)
    assert told.status_code in {201, 422}
    assert set(empty.database.parent.parent.iterdir()) == before
    if told.status_code == 201:
        seen = told.json()
        assert "/" not in seen["name"]
        assert "\\" not in seen["name"]
        assert ".." not in seen["name"]
        files = kept(empty)
        assert [one.parent.name for one in files] == [seen["id"]]


def bomb() -> bytes:
    """A workbook of a few kilobytes that would unpack to a gigabyte."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(300):
                sheet.write(b"\x00" * 2**20)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bombe.xlsx", bomb(), "ausgepackt"),
        ("leer.csv", b"", "leer"),
        ("kaputt.xlsx", b"PK\x03\x04kaputt", "beschädigt"),
        ("foto.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "ein Bild"),
        ("seite.html", b"<!doctype html><p>Hallo</p>", "Webseite"),
        ("daten.json", b'{"a": "b"}', "Endung"),
    ],
    ids=["bomb", "empty", "broken", "picture", "page", "json"],
)
def test_a_file_at_fault_is_refused_and_nothing_of_it_stays(name: str, content: bytes, words: str, empty: Home) -> None:
    assert words in detail(upload(empty, name, content), 422)
    assert not kept(empty)


def test_a_form_without_a_file_is_told_so(empty: Home) -> None:
    assert "Datei" in detail(empty.web.post("/api/uploads", files={"file": (None, "Worte")}), 422)
    assert "Datei" in detail(empty.web.post("/api/uploads", content=b"x"), 422)
    assert "Datei" in detail(empty.web.post("/api/uploads", json={}), 422)


def form(size: int) -> Iterator[bytes]:
    """A form with a file of so many bytes, a piece at a time."""
    yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="gross.csv"\r\n\r\n'.encode()
    piece = b"a;b\n" * 2**18
    for _ in range(size // len(piece)):
        yield piece
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.mark.parametrize("told", [True, False], ids=["with its length", "in pieces of unknown number"])
def test_two_hundred_megabytes_are_refused_while_they_come(*, told: bool, empty: Home) -> None:
    size = 200 * 2**20
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    if told:
        headers["Content-Length"] = str(size + sum(len(one) for one in form(0)))
    answer = empty.web.post("/api/uploads", content=form(size), headers=headers)
    assert "„gross.csv“ ist größer als 100 MB" in detail(answer, 413)
    assert not kept(empty)


def test_the_house_sets_how_large_a_file_may_be(street: Street, tmp_path: Path) -> None:
    small = street.home(tmp_path / "klein.db", largest_file=len(TABLE.encode()) - 1)
    assert "größer als" in detail(upload(small), 413)
    assert upload(small, content=TABLE.encode()[:-30]).status_code == 201


def test_a_cancelled_upload_leaves_nothing(empty: Home) -> None:
    place = urlsplit(str(empty.web.base_url))
    head = (
        f"POST /api/uploads HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: 9000000\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n"
    )
    with socket.create_connection((place.hostname or "", place.port or 0)) as line:
        line.sendall(head.encode() + b"".join(form(0))[:-14] + b"1;Mehr Busse\n" * 5_000)
        until(lambda: bool(kept(empty)))
    until(lambda: not kept(empty))
    assert upload(empty).status_code == 201


def test_a_body_that_is_no_file_may_not_be_huge(empty: Home) -> None:
    huge = b'{"granularity": "' + b"a" * (5 * 2**20) + b'"}'
    headers = {"Content-Type": "application/json"}
    assert "zu viel" in detail(empty.web.post("/api/runs", content=huge, headers=headers), 413)
    pieces = (huge[place : place + 2**16] for place in range(0, len(huge), 2**16))
    assert "zu viel" in detail(empty.web.post("/api/runs", content=pieces, headers=headers), 413)


def test_a_source_is_asked_for_by_a_job(empty: Home) -> None:
    held = upload(empty).json()["id"]
    wanted = {"upload": held, "id": "umfrage", "title": " Umfrage  2026 ", "kind": "survey", "population": 40}
    told = empty.web.post("/api/sources", json=wanted)
    assert told.status_code == 202, told.text
    job = told.json()
    assert told.headers["location"] == f"/api/jobs/{job['id']}"
    assert (job["kind"], job["state"], job["who"]) == ("import", "waiting", "offenes Haus")
    assert {name: job["asked"][name] for name in ("upload", "source", "title", "population")} == {
        "upload": held, "source": "umfrage", "title": "Umfrage 2026", "population": "40",
    }  # fmt: skip
    assert empty.web.post("/api/sources", json=wanted).json()["id"] == job["id"], "the same request is the same job"


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"upload": "0" * 32}, 404, "noch einmal hoch"),
        ({"upload": "../../etc/passwd"}, 404, "noch einmal hoch"),
        ({"id": ""}, 422, "mindestens 1 Zeichen"),
        ({"id": "a/b"}, 422, "„a/b“"),
        ({"id": "neu"}, 422, "„neu“"),
        ({"id": "x" * 65}, 422, "höchstens 64 Zeichen"),
        ({"kind": "poll"}, 422, "kind"),
        ({"population": 0}, 422, "population"),
        ({"population": "viele"}, 422, "ganze Zahl"),
        ({"surprise": 1}, 422, "surprise"),
        ({"columns": [{"column": "fehlt", "role": "text"}]}, 422, "fehlt"),
        ({"columns": [{"column": "antwort", "role": "essay"}]}, 422, "role"),
        ({"columns": [{"column": one, "role": "drop"} for one in ("nr", "antwort", "bereich")]}, 422, "umfrage.csv"),
    ],
)
def test_a_source_that_cannot_be_is_refused_at_once(
    changed: dict[str, object], status: int, words: str, empty: Home
) -> None:
    held = upload(empty).json()["id"]
    told = empty.web.post("/api/sources", json={"upload": held, "id": "umfrage", **changed})
    assert words in detail(told, status)
    assert empty.get("/api/jobs")["items"] == []


def test_a_request_that_is_no_json_is_told_so(empty: Home) -> None:
    told = empty.web.post("/api/sources", content=b"{", headers={"Content-Type": "application/json"})
    assert "JSON" in detail(told, 422)


def test_a_source_tells_what_was_left_out_and_why(home: Home) -> None:
    for line in home.get("/api/sources")["items"]:
        told = home.get(f"/api/sources/{line['id']}")
        assert {name: told[name] for name in line} == line
        assert told["cells"] == told["responses"] + told["cells_left_out"]
        assert sum(one["cells"] for one in told["left_out"]) == told["cells_left_out"]
        assert home.get(f"/api/sources/{line['id']}/left-out", limit=1)["total"] == told["cells_left_out"]
        assert told["response_rate"] is None or 0 < told["response_rate"] <= 1
