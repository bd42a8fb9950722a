"""The forms at the door, as a browser without JavaScript sends them."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from api.guard.door import COOKIE
from api.guard.limit import PER_ADDRESS, PER_NAME
from nlp.commands import people
from nlp.domain.people import Role
from tests.api.conftest import Home, Street

PASSWORD = "Morgens fährt der Bus"
BROWSER = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def closed(street: Street, tmp_path: Path) -> Home:
    """A house in which nobody has an account yet."""
    home = street.home(tmp_path / "haus.db", open_house=False)
    home.web.headers.update(BROWSER)
    return home


@pytest.fixture
def staffed(closed: Home) -> Home:
    """A house with an admin, `ayse`."""
    people.add_account(closed.house.people, by="x", name="ayse", shown="Ayşe B.", role=Role.ADMIN, password=PASSWORD)
    return closed


def sign_in(home: Home, name: str = "ayse", password: str = PASSWORD, **more: str) -> httpx.Response:
    return home.web.post("/anmelden", data={"name": name, "password": password, **more})


def session_of(told: httpx.Response) -> dict[str, str]:
    """What a browser sends from now on; a client that knows no loopback would keep the cookie for HTTPS."""
    key = re.match(rf"{COOKIE}=([\w-]+);", told.headers["set-cookie"])
    assert key
    return {"Cookie": f"{COOKIE}={key[1]}"}


def deeds(home: Home) -> list[str]:
    return [one.did for one in home.house.people.entries()][::-1]


def test_the_first_account_is_made_on_the_page_of_the_console(closed: Home) -> None:
    key = people.offer_setup(closed.house.people)
    form = {"key": key, "name": "ayse", "shown": "Ayşe <b>B.</b>", "password": PASSWORD, "again": PASSWORD}
    assert f'value="{key}"' in closed.web.get(f"/einrichten?schluessel={key}").text
    unequal = closed.web.post("/einrichten", data={**form, "again": "etwas anderes"})
    assert (unequal.status_code, "verschieden" in unequal.text) == (422, True)
    assert PASSWORD not in unequal.text
    weak = closed.web.post("/einrichten", data={**form, "password": "kurz", "again": "kurz"})
    assert (weak.status_code, "mindestens 12 Zeichen" in weak.text) == (422, True)
    forged = closed.web.post("/einrichten", data={**form, "key": "x" * 43})
    assert (forged.status_code, "gilt nicht mehr" in forged.text) == (422, True)
    assert closed.house.people.accounts() == []
    made = closed.web.post("/einrichten", data=form)
    assert (made.status_code, made.headers["location"]) == (303, "/")
    inside = closed.web.get("/konto", headers=session_of(made)).text
    assert "Ayşe &lt;b&gt;B.&lt;/b&gt;" in inside
    again = closed.web.post("/einrichten", data={**form, "name": "ben"})
    assert (again.status_code, len(closed.house.people.accounts())) == (422, 1)
    assert closed.web.get("/einrichten").headers["location"] == "/anmelden"
    assert deeds(closed) == ["account.add", "session.open"]


def test_without_an_account_the_sign_in_says_where_to_begin(closed: Home) -> None:
    assert "Link, den „oton serve“" in closed.web.get("/anmelden").text
    assert sign_in(closed).status_code == 401


def test_the_cookie_is_for_this_house_alone(staffed: Home) -> None:
    told = sign_in(staffed)
    assert told.status_code == 303
    kept = {part.strip().lower() for part in told.headers["set-cookie"].split(";")[1:]}
    assert {"httponly", "secure", "path=/", "samesite=lax", "max-age=36000"} == kept
    assert staffed.web.get("/api/me", headers=session_of(told)).json()["role"] == "admin"


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/zitate?q=Stra%C3%9Fe", "/zitate?q=Stra%C3%9Fe"),
        ("", "/"),
        ("https://boese.example/", "/"),
        ("//boese.example", "/"),
        ("/\\boese.example", "/"),
        ("/\t/boese.example", "/"),
        ("javascript:alert(1)", "/"),
        ("zitate", "/"),
    ],
)
def test_the_way_back_leads_only_into_this_house(staffed: Home, wanted: str, goes: str) -> None:
    told = sign_in(staffed, weiter=wanted)
    assert (told.status_code, told.headers["location"]) == (303, goes)
    known = staffed.web.get("/anmelden", params={"weiter": wanted}, headers=session_of(told))
    assert (known.status_code, known.headers["location"]) == (303, goes)


def test_signing_in_again_ends_the_session_of_before(staffed: Home) -> None:
    first = session_of(sign_in(staffed))
    told = staffed.web.post("/anmelden", data={"name": "ayse", "password": PASSWORD}, headers=first)
    second = session_of(told)
    assert [staffed.web.get("/api/me", headers=one).status_code for one in (first, second)] == [401, 200]


def test_signing_out_ends_the_session_here_and_there(staffed: Home) -> None:
    session = session_of(sign_in(staffed))
    told = staffed.web.post("/abmelden", headers=session)
    assert (told.status_code, told.headers["location"]) == (303, "/anmelden")
    assert f'{COOKIE}=""' in told.headers["set-cookie"]
    assert "Max-Age=0" in told.headers["set-cookie"]
    assert staffed.web.get("/api/me", headers=session).status_code == 401
    assert deeds(staffed)[-2:] == ["session.open", "session.close"]


def test_a_wrong_password_and_an_unknown_name_look_the_same(staffed: Home) -> None:
    wrong, unknown = sign_in(staffed, password="falsch geschrieben"), sign_in(staffed, name="ayze")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace('value="ayse"', "") == unknown.text.replace('value="ayze"', "")
    assert "passen nicht zusammen" in wrong.text
    assert "set-cookie" not in wrong.headers


def test_a_name_is_tried_five_times_and_then_has_to_wait(staffed: Home) -> None:
    tries = [sign_in(staffed, name=name, password="falsch geschrieben") for name in ("ayse", "AYSE", " Ayse") * 2]
    assert [told.status_code for told in tries] == [401] * PER_NAME + [429]
    assert 0 < int(tries[-1].headers["retry-after"]) <= 900
    assert "15 Minuten" in tries[-1].text
    assert sign_in(staffed).status_code == 429
    assert deeds(staffed).count("session.refused") == PER_NAME


def test_an_address_is_slowed_down_whatever_the_names(staffed: Home) -> None:
    tries = [sign_in(staffed, name=f"name{number}", password="x").status_code for number in range(PER_ADDRESS + 1)]
    assert tries == [401] * PER_ADDRESS + [429]


def test_a_password_does_not_travel_in_the_open(staffed: Home, street: Street) -> None:
    """A name that is not of this machine, without HTTPS."""
    told = staffed.web.post(
        "/anmelden", data={"name": "ayse", "password": PASSWORD}, headers={"Host": "oton.amt.example"}
    )
    assert (told.status_code, "HTTPS" in told.text) == (403, True)
    assert "set-cookie" not in told.headers
    assert "HTTPS" in staffed.web.get("/anmelden", headers={"Host": "oton.amt.example"}).text
    behind = street.home(staffed.database, open_house=False, behind_https=True)
    told = behind.web.post(
        "/anmelden",
        data={"name": "ayse", "password": PASSWORD},
        headers={"Host": "oton.amt.example", "Origin": "https://oton.amt.example"},
    )
    assert told.status_code == 303
    assert "Secure" in told.headers["set-cookie"]


def test_what_is_typed_comes_back_as_text(staffed: Home) -> None:
    told = sign_in(staffed, name='"><script>alert(1)</script>', weiter='/"><script>')
    assert "<script>alert" not in told.text
    assert "&lt;script&gt;" in told.text


def test_an_open_house_has_no_sign_in(empty: Home) -> None:
    empty.web.headers.update(BROWSER)
    for path in ("/anmelden", "/abmelden", "/einrichten"):
        told = empty.web.post(path, data={"name": "ayse", "password": PASSWORD})
        assert (told.status_code, told.headers["location"]) == (303, "/")
    assert empty.web.get("/anmelden").headers["location"] == "/"
    assert "keine Konten" in empty.web.get("/konto").text
    assert empty.web.get("/konten").status_code == 403
