"""Who comes in: forged, stolen and expired keys, foreign pages, foreign names for this machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from api.guard import door
from api.guard.door import COOKIE
from api.settings import ServeSettings
from nlp.commands import people
from nlp.domain.people import Right, Role, Token
from nlp.keys import hashed, new_key
from tests.api.conftest import FAR_AWAY, LONG_AGO, Home, Keyed, Street, detail, key_of

PAGE = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def guarded(street: Street, tmp_path: Path) -> Keyed:
    """A house of one's own with an account of each role, without answers."""
    home = street.home(tmp_path / "haus.db", open_house=False)
    return Keyed(home=home, keys={role: key_of(home.house, role) for role in Role})


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """An open house whose project has a title."""
    street = Street()
    with street.stack:
        home = street.home(tmp_path_factory.mktemp("offen") / "haus.db")
        with home.house.store() as store:
            store.remember("title", "Sozialplan Musterstadt")
        yield home


def cookie(home: Home, role: Role = Role.ADMIN, expires_at: str = FAR_AWAY) -> dict[str, str]:
    key = new_key()
    home.house.people.open_session(hashed(key), role.value, expires_at)
    return {"Cookie": f"{COOKIE}={key}"}


def settings(**given: Any) -> ServeSettings:
    """Settings of which no file knows."""
    return ServeSettings(**{"_env_file": None, **given})


def me(home: Home, headers: Mapping[str, str]) -> httpx.Response:
    return home.web.get("/api/me", headers=dict(headers))


def test_a_session_and_a_key_tell_who_is_asking(guarded: Keyed) -> None:
    by_session = me(guarded.home, cookie(guarded.home, Role.PLANNER)).json()
    assert (by_session["name"], by_session["role"], by_session["by_token"]) == ("planner.beispiel", "planner", False)
    by_key = me(guarded.home, guarded.by(Role.PLANNER)).json()
    assert (by_key["name"], by_key["role"], by_key["by_token"]) == ("planner.beispiel", None, True)
    assert by_key["rights"] == by_session["rights"] == ["export", "publish", "read", "review"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": f"{COOKIE}=x"},
        {"Cookie": f"{COOKIE}="},
        {"Cookie": f"{COOKIE}={'A' * 43}"},
        {"Cookie": "oton=x; session=y"},
        {"Authorization": "Bearer x"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic YWRtaW46YWRtaW4="},
        {"Authorization": "Bearer oton_' OR 1=1 --"},
        {"Authorization": "äöü"},
    ],
)
def test_what_was_made_up_opens_nothing(guarded: Keyed, headers: dict[str, str]) -> None:
    told = guarded.home.web.get(
        "/api/me", headers={name.encode(): value.encode("latin-1") for name, value in headers.items()}
    )
    assert detail(told, 401) == "Bitte melden Sie sich an."
    assert told.headers["www-authenticate"].startswith("Bearer")


def test_the_hash_that_is_kept_is_no_key(guarded: Keyed) -> None:
    key = guarded.keys[Role.ADMIN]
    assert me(guarded.home, {"Authorization": f"Bearer {hashed(key)}"}).status_code == 401
    assert me(guarded.home, {"Authorization": f"Bearer {key[:-1]}"}).status_code == 401
    assert me(guarded.home, {"Authorization": f"bearer {key}"}).status_code == 200


def test_a_session_ends_by_time_by_sign_out_and_with_its_account(guarded: Keyed) -> None:
    home = guarded.home
    assert me(home, cookie(home, expires_at=LONG_AGO)).status_code == 401
    leaving, staying = cookie(home, Role.STAFF), cookie(home, Role.STAFF)
    home.web.post("/abmelden", headers={**leaving, "Sec-Fetch-Site": "same-origin"})
    assert [me(home, one).status_code for one in (leaving, staying)] == [401, 200]
    people.change_account(home.house.people, by="admin.beispiel", name="staff.beispiel", active=False)
    assert me(home, staying).status_code == 401
    assert me(home, guarded.by(Role.STAFF)).status_code == 401


def test_a_key_ends_by_time_and_when_it_is_revoked(guarded: Keyed) -> None:
    home = guarded.home
    over = Token(
        id="alt", account="staff", label="x", rights=frozenset(Right), created_at=LONG_AGO, expires_at=LONG_AGO
    )
    home.house.people.add_token(over, hashed("alt"))
    assert me(home, {"Authorization": "Bearer alt"}).status_code == 401
    home.house.people.revoke_token("staff")
    assert me(home, guarded.by(Role.STAFF)).status_code == 401


def test_a_key_keeps_no_right_that_its_owner_has_lost(guarded: Keyed) -> None:
    known = guarded.home.house.people
    known.change_account(replace(people.known(known, "analyst.beispiel"), role=Role.STAFF))
    assert me(guarded.home, guarded.by(Role.ANALYST)).json()["rights"] == ["read"]
    home, headers = guarded.home, guarded.by(Role.ANALYST)
    assert "Berechtigung" in detail(home.web.post("/api/runs", json={}, headers=headers), 403)


def test_a_wrong_key_is_not_made_good_by_a_session(guarded: Keyed) -> None:
    both = {**cookie(guarded.home), "Authorization": "Bearer x"}
    assert me(guarded.home, both).status_code == 401


@pytest.mark.parametrize(
    "site",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "{url}"},
        {"Origin": "https://boese.example"},
        {"Origin": "{url}0"},
        {"Origin": "{url}.boese.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": ""},
    ],
)
def test_what_another_page_sends_in_somebodys_name_is_refused(
    guarded: Keyed, opened: Home, site: dict[str, str]
) -> None:
    for asked, headers in ((guarded.home, cookie(guarded.home)), (opened, {})):
        url = str(asked.web.base_url).rstrip("/")
        told = {name: value.replace("{url}", url) for name, value in site.items()}
        before = len(asked.house.people.entries())
        for path in ("/api/accounts", "/api/runs/extend", "/abmelden", "/anmelden"):
            refused = asked.web.post(path, headers={**headers, **told})
            assert "anderen Seite" in detail(refused, 403), path
        assert len(asked.house.people.entries()) == before


@pytest.mark.parametrize(
    "site", [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "{url}"}, {}]
)
def test_our_own_pages_and_programs_may_change_something(guarded: Keyed, site: dict[str, str]) -> None:
    url = str(guarded.home.web.base_url).rstrip("/")
    told = {name: value.replace("{url}", url) for name, value in site.items()}
    assert guarded.home.web.post("/api/runs", headers={**cookie(guarded.home), **told}).status_code == 422


def test_a_key_is_sent_by_nobody_else(guarded: Keyed) -> None:
    """A browser adds no such header by itself, so that it does not matter which page asks."""
    told = guarded.home.web.post("/api/runs", headers={**guarded.by(Role.ADMIN), "Origin": "https://amt.example"})
    assert told.status_code == 422
    assert "access-control-allow-origin" not in told.headers


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("127.0.0.1", True), ("localhost:8080", True), ("LOCALHOST.", True), ("[::1]:80", True), ("127.8.8.8", True),
        ("boese.example", False), ("127.0.0.1.boese.example", False), ("localhost.boese.example", False),
        ("192.168.1.5:8080", False), ("0.0.0.0", False), ("[::1", False), ("2130706433", False),
    ],
)  # fmt: skip
def test_an_open_house_knows_only_names_of_this_machine(opened: Home, host: str, inside: bool) -> None:
    for path in ("/api/me", "/", "/healthz", "/static/x"):
        told = opened.web.get(path, headers={"Host": host, "Accept": "text/html"})
        if inside:
            assert told.status_code in {200, 404}, path
        else:
            assert told.status_code in {400, 421}, path
            assert "Musterstadt" not in told.text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host"])
def test_an_open_house_is_not_passed_on(opened: Home, header: str) -> None:
    assert "nur diesem Rechner" in detail(opened.web.get("/api/me", headers={header: "127.0.0.1"}), 421)


def test_somebody_unknown_comes_back_to_where_they_wanted(guarded: Keyed) -> None:
    told = guarded.home.web.get("/zitate?q=Stra%C3%9Fe&thema=x", headers=PAGE)
    assert told.status_code == 303
    back = parse_qs(urlsplit(told.headers["location"]).query)["weiter"]
    assert back == ["/zitate?q=Stra%C3%9Fe&thema=x"]
    assert guarded.home.web.get("/", headers=PAGE).headers["location"] == "/anmelden"
    assert guarded.home.web.post("/laeufe", headers=PAGE).headers["location"] == "/anmelden"
    for nobodys in (f"/zitate?q={'a' * 10_000}", "//boese.example/zitate"):
        url = f"{str(guarded.home.web.base_url).rstrip('/')}{nobodys}"
        assert guarded.home.web.get(url, headers=PAGE).headers["location"] == "/anmelden"


def test_a_piece_of_a_page_sends_the_whole_window_to_the_sign_in(guarded: Keyed) -> None:
    url = guarded.home.web.base_url
    told = guarded.home.web.get("/zitate", headers={"HX-Request": "true", "HX-Current-URL": f"{url}/karte?run=x"})
    assert (told.status_code, told.headers["hx-redirect"]) == (401, "/anmelden?weiter=%2Fkarte%3Frun%3Dx")
    lost = guarded.home.web.get("/zitate", headers={"HX-Request": "true", "HX-Current-URL": "http://["})
    assert lost.headers["hx-redirect"] == "/anmelden"


def test_nobody_unknown_fills_the_memory(guarded: Keyed) -> None:
    told = guarded.home.web.post("/anmelden", content=b"name=" + b"x" * 70_000)
    assert "zu groß" in detail(told, 413)
    streamed = guarded.home.web.post("/anmelden", content=iter([b"name=", b"x"]))
    assert streamed.status_code == 413


def test_a_broken_database_is_said_and_opens_nothing(guarded: Keyed) -> None:
    home, headers = guarded.home, cookie(guarded.home)
    home.house.people.close()
    home.database.rename(home.database.with_name("weg.db"))
    home.database.write_bytes(b"keine Datenbank" * 1000)
    assert "keine O-Ton-Datenbank" in detail(me(home, headers), 503)
    assert home.web.get("/healthz").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "oton.amt.example"])
def test_a_house_without_accounts_does_not_face_the_street(guarded: Keyed, empty: Home, host: str) -> None:
    without, with_ = empty.house.people, guarded.home.house.people
    assert "oton account add" in door.refusal(settings(host=host), without)
    assert door.refusal(settings(host=host), with_) == ""
    assert host in door.refusal(settings(host=host, open_house=True), with_)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_on_this_machine_no_account_is_needed(empty: Home, host: str) -> None:
    for open_house in (True, False):
        assert door.refusal(settings(host=host, open_house=open_house), empty.house.people) == ""
