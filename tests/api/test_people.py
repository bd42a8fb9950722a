"""Accounts, keys and the log: by forms and by the interface for programs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.guard.door import COOKIE
from nlp.commands import people
from nlp.domain.people import Role
from nlp.keys import hashed, new_key
from tests.api.conftest import FAR_AWAY, Home, Keyed, Street, detail, key_of

PASSWORD = "Morgens fährt der Bus"
NEW = {"name": "öz.lem", "shown": "Özlem", "role": "planner", "password": PASSWORD}


@pytest.fixture
def guarded(street: Street, tmp_path: Path) -> Keyed:
    """A house of one's own with an account of each role."""
    home = street.home(tmp_path / "haus.db", open_house=False)
    return Keyed(home=home, keys={role: key_of(home.house, role) for role in Role})


def session(home: Home, role: Role) -> dict[str, str]:
    key = new_key()
    home.house.people.open_session(hashed(key), role.value, FAR_AWAY)
    return {"Cookie": f"{COOKIE}={key}", "Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


def as_program(headers: dict[str, str]) -> dict[str, str]:
    return {**headers, "Accept": "application/json"}


def deeds(home: Home) -> list[tuple[str, str, str]]:
    return [(one.who, one.did, one.object) for one in home.house.people.entries()][::-1]


def test_a_program_manages_accounts(guarded: Keyed) -> None:
    web, admin = guarded.home.web, guarded.by(Role.ADMIN)
    made = web.post("/api/accounts", json=NEW, headers=admin)
    assert made.status_code == 201
    assert made.json() == web.get("/api/accounts/ÖZ.lem", headers=admin).json()
    assert "password" not in made.text
    assert "vergeben" in detail(web.post("/api/accounts", json={**NEW, "name": "ÖZ.LEM"}, headers=admin), 422)
    changed = web.patch("/api/accounts/öz.lem", json={"role": "analyst", "active": False}, headers=admin).json()
    assert (changed["role"], changed["active"], changed["shown"]) == ("analyst", False, "Özlem")
    assert (
        web.put("/api/accounts/öz.lem/password", json={"password": "Abends fährt er nicht"}, headers=admin).content
        == b""
    )
    assert people.still(guarded.home.house.people, name="öz.lem", password="Abends fährt er nicht")
    assert deeds(guarded.home) == [
        ("admin.beispiel", "account.add", "öz.lem"),
        ("admin.beispiel", "account.change", "öz.lem"),
        ("admin.beispiel", "account.password", "öz.lem"),
    ]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/accounts", {**NEW, "password": "kurz"}, 422),
        ("POST", "/api/accounts", {**NEW, "name": "mit leer"}, 422),
        ("POST", "/api/accounts", {**NEW, "role": "king"}, 422),
        ("POST", "/api/accounts", {**NEW, "admin": True}, 422),
        ("PATCH", "/api/accounts/admin.beispiel", {"active": False}, 422),
        ("PATCH", "/api/accounts/admin.beispiel", {"role": "staff"}, 422),
        ("PATCH", "/api/accounts/nirgends", {"role": "staff"}, 404),
        ("PUT", "/api/accounts/nirgends/password", {"password": PASSWORD}, 404),
        ("PUT", "/api/accounts/staff.beispiel/password", {"password": "staff.beispiel"}, 422),
        ("DELETE", "/api/tokens/nirgends", None, 404),
    ],
)
def test_what_does_not_fit_changes_nothing(
    guarded: Keyed, method: str, path: str, body: dict[str, Any] | None, status: int
) -> None:
    before = guarded.home.house.people.accounts()
    detail(guarded.home.web.request(method, path, json=body, headers=guarded.by(Role.ADMIN)), status)
    assert guarded.home.house.people.accounts() == before
    assert deeds(guarded.home) == []


def test_somebody_signed_in_makes_a_key_for_a_program(guarded: Keyed) -> None:
    web, planner = guarded.home.web, as_program(session(guarded.home, Role.PLANNER))
    wanted = {"label": "Bericht", "days": 30, "rights": ["read", "export"]}
    made = web.post("/api/tokens", json=wanted, headers=planner).json()
    assert web.get("/api/me", headers={"Authorization": f"Bearer {made['key']}"}).json()["rights"] == ["export", "read"]
    listed = web.get("/api/tokens", headers=planner)
    assert made["key"] not in listed.text
    assert {one["label"]: bool(one["used_at"]) for one in listed.json()["items"]} == {"Test": False, "Bericht": True}
    more = web.post("/api/tokens", json={**wanted, "rights": ["read", "import"]}, headers=planner)
    assert "nicht mehr als sein Konto" in detail(more, 422)
    assert web.delete(f"/api/tokens/{made['id']}", headers=planner).status_code == 204
    assert web.get("/api/me", headers={"Authorization": f"Bearer {made['key']}"}).status_code == 401


def test_a_key_makes_no_key_and_takes_none_away(guarded: Keyed) -> None:
    web, planner = guarded.home.web, guarded.by(Role.PLANNER)
    wanted = {"label": "Bericht", "days": 30, "rights": ["read"]}
    assert "angemeldet" in detail(web.post("/api/tokens", json=wanted, headers=planner), 403)
    assert "angemeldet" in detail(web.delete("/api/tokens/planner", headers=planner), 403)


def test_keys_of_others_are_seen_by_who_manages_accounts_alone(guarded: Keyed) -> None:
    web = guarded.home.web
    seen = {role: web.get("/api/tokens", headers=as_program(session(guarded.home, role))).json() for role in Role}
    assert {role: len(told["items"]) for role, told in seen.items()} == {
        Role.STAFF: 1, Role.PLANNER: 1, Role.ANALYST: 1, Role.ADMIN: 4,
    }  # fmt: skip
    detail(web.delete("/api/tokens/admin", headers=as_program(session(guarded.home, Role.ANALYST))), 404)
    assert web.delete("/api/tokens/analyst", headers=as_program(session(guarded.home, Role.ADMIN))).status_code == 204


def test_the_log_is_read_backwards(guarded: Keyed) -> None:
    for number in range(5):
        guarded.home.house.people.log(who="ayse", did="run.publish", object=f"lauf{number}")
    admin, found, path = guarded.by(Role.ADMIN), [], "/api/log?limit=2"
    while path:
        told = guarded.home.web.get(path, headers=admin).json()
        found += [one["object"] for one in told["items"]]
        path = told["next"]
    assert found == ["lauf4", "lauf3", "lauf2", "lauf1", "lauf0"]


def form(home: Home, path: str, by: Role, /, **typed: Any) -> httpx.Response:
    return home.web.post(path, data=typed, headers=session(home, by))


def test_accounts_are_managed_by_forms(guarded: Keyed) -> None:
    home, twice = guarded.home, {"password": PASSWORD, "again": PASSWORD}
    assert form(home, "/konten", Role.ADMIN, name="ben", shown="<i>Ben</i>", role="planner", **twice).status_code == 303
    page = home.web.get("/konten", headers=session(home, Role.ADMIN)).text
    assert "&lt;i&gt;Ben&lt;/i&gt;" in page
    assert form(home, "/konten/ben", Role.ADMIN, shown="Ben", role="staff").status_code == 303
    assert not people.known(home.house.people, "ben").active
    assert form(home, "/konten/ben/passwort", Role.ADMIN, password="kurz", again="kurz").status_code == 422
    assert form(home, "/konten/ben/passwort", Role.ADMIN, password=PASSWORD, again="anders").status_code == 422
    assert form(home, "/konten/ben/passwort", Role.ADMIN, **twice).status_code == 303
    assert form(home, "/konten", Role.ADMIN, name="ben", role="staff", **twice).status_code == 422
    assert form(home, "/konten", Role.ADMIN, name="carla", role="king", **twice).status_code == 422
    last = form(home, "/konten/admin.beispiel", Role.ADMIN, shown="x", role="staff", active="on")
    assert (last.status_code, "Einzige" in last.text) == (422, True)
    assert [did for _, did, _ in deeds(home)] == ["account.add", "account.change", "account.password"]


def test_a_key_is_shown_once_on_the_page(guarded: Keyed) -> None:
    home = guarded.home
    told = form(home, "/konto/zugangsschluessel", Role.STAFF, label="Bericht", days="7", right="read")
    key = re.search(r"oton_[\w-]{43}", told.text)
    assert key
    assert told.headers["cache-control"] == "no-store"
    assert home.web.get("/api/me", headers={"Authorization": f"Bearer {key[0]}"}).json()["rights"] == ["read"]
    page = home.web.get("/konto", headers=session(home, Role.STAFF)).text
    assert "Bericht" in page
    assert key[0] not in page
    token = next(one.id for one in home.house.people.tokens("staff") if one.label == "Bericht")
    assert form(home, f"/konto/zugangsschluessel/{token}/widerrufen", Role.PLANNER).status_code == 404
    assert form(home, f"/konten/planner.beispiel/zugangsschluessel/{token}/widerrufen", Role.ADMIN).status_code == 404
    assert form(home, f"/konto/zugangsschluessel/{token}/widerrufen", Role.STAFF).status_code == 303
    assert form(home, "/konten/staff.beispiel/zugangsschluessel/staff/widerrufen", Role.ADMIN).status_code == 303
    assert all(one.revoked for one in home.house.people.tokens("staff"))


@pytest.mark.parametrize(
    "typed",
    [
        {"label": "", "days": "7", "right": "read"},
        {"label": "x", "days": "0", "right": "read"},
        {"label": "x", "days": "viele", "right": "read"},
        {"label": "x", "days": "9" * 50, "right": "read"},
        {"label": "x", "days": "7"},
        {"label": "x", "days": "7", "right": ["read", "accounts"]},
        {"label": "x", "days": "7", "right": "alles"},
    ],
)
def test_a_key_that_is_not_made_says_why(guarded: Keyed, typed: dict[str, Any]) -> None:
    told = form(guarded.home, "/konto/zugangsschluessel", Role.STAFF, **typed)
    assert told.status_code == 422
    assert "Bitte prüfen Sie Ihre Angaben" in told.text
    assert len(guarded.home.house.people.tokens("staff")) == 1


def test_a_new_password_needs_the_old_one(guarded: Keyed) -> None:
    home, new = guarded.home, {"password": "Abends fährt er nicht", "again": "Abends fährt er nicht"}
    people.set_password(home.house.people, by="x", name="staff.beispiel", password=PASSWORD)
    wrong = form(home, "/konto/passwort", Role.STAFF, before="falsch geschrieben", **new)
    assert (wrong.status_code, "bisherige Passwort stimmt nicht" in wrong.text) == (422, True)
    before = session(home, Role.STAFF)
    changed = form(home, "/konto/passwort", Role.STAFF, before=PASSWORD, **new)
    assert (changed.status_code, changed.headers["location"]) == (303, "/anmelden")
    assert home.web.get("/api/me", headers=as_program(before)).status_code == 401
    tries = [form(home, "/konto/passwort", Role.STAFF, before="x", **new).status_code for _ in range(6)]
    assert tries == [422] * 5 + [429]


def test_the_log_speaks_german_and_shows_what_was_typed_as_text(guarded: Keyed) -> None:
    guarded.home.house.people.log(who="<b>x</b>", did="run.publish", object="lauf", detail="<script>")
    page = guarded.home.web.get("/protokoll", headers=session(guarded.home, Role.ADMIN)).text
    assert "hat eine Auswertung freigegeben" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<script>" not in re.sub(r"<script [^>]*src=[^>]*>", "", page)
    for number in range(120):
        guarded.home.house.people.log(who="ayse", did="neue.tat", object=str(number))
    first = guarded.home.web.get("/protokoll", headers=session(guarded.home, Role.ADMIN)).text
    older = re.search(r'href="(/protokoll\?vor=\d+)"', first)
    assert older
    assert "neue.tat" in guarded.home.web.get(older[1], headers=session(guarded.home, Role.ADMIN)).text
