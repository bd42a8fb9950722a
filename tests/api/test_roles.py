"""Every route × every role × session, key or nobody: a route that nobody thought about fails here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount

from api.app import create_app
from api.assets import static
from api.guard.door import COOKIE
from nlp.domain.people import Right, Role
from nlp.keys import hashed, new_key
from tests.api.conftest import FAR_AWAY, Home, Keyed, Street, key_of
from tests.browser.conftest import copied
from tests.conftest import Demo


class Who(Enum):
    """Whom a route is for, where it is not a right that decides."""

    ALL = "everybody, known or not"
    STRANGERS = "strangers; who is known is led on"
    KNOWN = "whoever has a session or a key"
    PERSON = "whoever has a session"


READ, EXPORT, PUBLISH, IMPORT, RUN = Right.READ, Right.EXPORT, Right.PUBLISH, Right.IMPORT, Right.RUN
ACCOUNTS, AUDIT, REVIEW = Right.ACCOUNTS, Right.AUDIT, Right.REVIEW

# What a request without any body gets from whom the route is for: 4xx says that it got past the guard.
EXPECTED: dict[str, tuple[Right | Who, int]] = {
    "GET /static/{path}": (Who.ALL, 200),
    "GET /healthz": (Who.ALL, 200),
    "GET /readyz": (Who.ALL, 200),
    "GET /metrics": (Who.ALL, 200),
    "GET /openapi.json": (Who.KNOWN, 200),
    "GET /docs": (Who.KNOWN, 200),
    "GET /hilfe": (Who.KNOWN, 200),
    "GET /anmelden": (Who.STRANGERS, 200),
    "POST /anmelden": (Who.ALL, 401),
    "POST /abmelden": (Who.KNOWN, 303),
    "GET /einrichten": (Who.ALL, 303),
    "POST /einrichten": (Who.ALL, 422),
    "GET /api/projects": (READ, 200),
    "GET /api/projects/{project}": (READ, 404),
    "GET /api/sources": (READ, 200),
    "GET /api/sources/{source}": (READ, 200),
    "GET /api/sources/{source}/left-out": (READ, 200),
    "POST /api/sources": (IMPORT, 422),
    "POST /api/uploads": (IMPORT, 422),
    "GET /api/uploads/{upload}": (IMPORT, 404),
    "DELETE /api/uploads/{upload}": (IMPORT, 404),
    "GET /api/runs": (READ, 200),
    "POST /api/runs": (RUN, 422),
    "POST /api/runs/extend": (RUN, 202),
    "GET /api/runs/{run}": (READ, 200),
    "POST /api/runs/{run}/publish": (PUBLISH, 422),
    "GET /api/runs/{before}/compare/{now}": (READ, 200),
    "GET /api/publications": (READ, 200),
    "GET /api/themes": (READ, 200),
    "GET /api/themes/{theme}": (READ, 200),
    "GET /api/themes/{theme}/summary": (READ, 200),
    "GET /api/themes/{theme}/groups": (READ, 200),
    "GET /api/themes/{theme}/why": (READ, 200),
    "GET /api/themes/{theme}/quotes": (READ, 200),
    "GET /api/quotes": (READ, 200),
    "GET /api/quotes/{statement}": (READ, 200),
    "GET /api/quotes/{statement}/why": (READ, 200),
    "GET /api/jobs": (READ, 200),
    "GET /api/jobs/{job}": (READ, 404),
    "GET /api/jobs/{job}/events": (READ, 404),
    "POST /api/jobs/{job}/cancel": (RUN, 404),
    "GET /api/decisions": (READ, 200),
    "POST /api/decisions": (REVIEW, 422),
    "POST /api/decisions/preview": (REVIEW, 422),
    "GET /api/decisions/{number}": (READ, 422),
    "GET /api/review/queue": (REVIEW, 200),
    "GET /api/review/next": (REVIEW, 200),
    "GET /api/review/marks": (REVIEW, 200),
    "POST /api/review/marks": (REVIEW, 422),
    "GET /api/review/agreement": (READ, 200),
    "GET /api/samples": (REVIEW, 200),
    "POST /api/samples": (REVIEW, 422),
    "GET /api/samples/{sample}": (REVIEW, 404),
    "GET /api/samples/{sample}/task": (REVIEW, 404),
    "PUT /api/samples/{sample}/codings/{statement}": (REVIEW, 422),
    "GET /api/samples/{sample}/result": (REVIEW, 404),
    "GET /api/samples/{sample}/agreed": (REVIEW, 404),
    "GET /api/waves": (READ, 422),
    "GET /api/codebook": (EXPORT, 200),
    "POST /api/codebook": (REVIEW, 422),
    "GET /api/me": (Who.KNOWN, 200),
    "GET /api/tokens": (Who.KNOWN, 200),
    "POST /api/tokens": (Who.PERSON, 422),
    "DELETE /api/tokens/{token}": (Who.PERSON, 404),
    "GET /api/accounts": (ACCOUNTS, 200),
    "POST /api/accounts": (ACCOUNTS, 422),
    "GET /api/accounts/{name}": (ACCOUNTS, 404),
    "PATCH /api/accounts/{name}": (ACCOUNTS, 422),
    "PUT /api/accounts/{name}/password": (ACCOUNTS, 422),
    "GET /api/log": (AUDIT, 200),
    "GET /": (READ, 200),
    "GET /thema/{theme}": (READ, 200),
    "GET /zitate": (READ, 200),
    "GET /zitate/treffer.{kind}": (EXPORT, 200),
    "GET /zitat/{statement}": (READ, 200),
    "GET /karte": (READ, 200),
    "GET /karte/punkte.json": (READ, 200),
    "GET /karte/zitat.json": (READ, 200),
    "GET /pruefen": (REVIEW, 200),
    "POST /pruefen": (REVIEW, 422),
    "POST /pruefen/vorher": (REVIEW, 422),
    "GET /entscheidungen": (READ, 200),
    "POST /entscheidungen": (REVIEW, 422),
    "POST /entscheidungen/zurueck": (REVIEW, 404),
    "GET /uebereinstimmung": (READ, 200),
    "GET /doppelt": (REVIEW, 200),
    "POST /doppelt": (REVIEW, 422),
    "GET /doppelt/{sample}": (REVIEW, 404),
    "POST /doppelt/{sample}": (REVIEW, 404),
    "GET /doppelt/{sample}/ergebnis": (REVIEW, 404),
    "GET /doppelt/{sample}/uebernehmen": (REVIEW, 404),
    "POST /doppelt/{sample}/uebernehmen": (REVIEW, 404),
    "GET /wellen": (READ, 200),
    "GET /codebuch": (READ, 200),
    "GET /codebuch/datei": (EXPORT, 404),
    "POST /codebuch": (REVIEW, 422),
    "GET /codebuch/{upload}": (REVIEW, 404),
    "POST /codebuch/{upload}": (REVIEW, 404),
    "POST /codebuch/{upload}/verwerfen": (REVIEW, 404),
    "GET /quellen": (READ, 200),
    "GET /quellen/{source}": (READ, 200),
    "GET /quellen/neu": (IMPORT, 200),
    "POST /quellen/neu": (IMPORT, 422),
    "GET /quellen/neu/{upload}": (IMPORT, 404),
    "POST /quellen/neu/{upload}": (IMPORT, 404),
    "POST /quellen/neu/{upload}/verwerfen": (IMPORT, 404),
    "GET /quellen/auftrag/{job}": (READ, 404),
    "GET /quellen/auftrag/{job}/fortschritt": (READ, 404),
    "POST /quellen/auftrag/{job}/abbrechen": (IMPORT, 404),
    "GET /laeufe": (READ, 200),
    "POST /laeufe": (RUN, 303),
    "GET /laeufe/vergleich": (READ, 200),
    "GET /laeufe/{run}": (READ, 200),
    "GET /laeufe/{run}/freigeben": (PUBLISH, 200),
    "POST /laeufe/{run}/freigeben": (PUBLISH, 409),
    "GET /laeufe/auftrag/{job}": (READ, 404),
    "GET /laeufe/auftrag/{job}/fortschritt": (READ, 404),
    "POST /laeufe/auftrag/{job}/abbrechen": (RUN, 404),
    "GET /konto": (Who.PERSON, 200),
    "POST /konto/passwort": (Who.PERSON, 422),
    "POST /konto/zugangsschluessel": (Who.PERSON, 422),
    "POST /konto/zugangsschluessel/{token}/widerrufen": (Who.PERSON, 404),
    "GET /konten": (ACCOUNTS, 200),
    "POST /konten": (ACCOUNTS, 422),
    "GET /konten/{name}": (ACCOUNTS, 404),
    "POST /konten/{name}": (ACCOUNTS, 404),
    "POST /konten/{name}/passwort": (ACCOUNTS, 404),
    "POST /konten/{name}/zugangsschluessel/{token}/widerrufen": (ACCOUNTS, 404),
    "GET /protokoll": (AUDIT, 200),
}


def routes(app: FastAPI) -> Iterator[str]:
    """„GET /api/themes“ and so on, for all that the application answers."""
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, Mount):
            yield f"GET {route.original_route.path}/{{path}}"
        for method in (getattr(route.original_route, "methods", None) or set()) - {"HEAD"}:
            yield f"{method} {route.path}"


@pytest.fixture(scope="module")
def busy(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keyed]:
    """The example project in a house with accounts, for requests that change something."""
    street = Street()
    with street.stack:
        database = copied(demo.database, tmp_path_factory.mktemp("rollen"))
        home = street.home(database, open_house=False)
        yield Keyed(home=home, keys={role: key_of(home.house, role) for role in Role})


@pytest.fixture(scope="module")
def places(busy: Keyed) -> dict[str, str]:
    """Ids that exist, for the gaps in addresses; all others stand for nothing."""
    with busy.home.house.store() as store:
        run = store.run()
        theme = run.themes[0]
        found = {"run": run.id, "before": run.id, "now": run.id, "theme": theme.id, "statement": theme.central[0]}
        return {
            **found,
            "source": store.sources()[0].id,
            "kind": "csv",
            "path": static("oton.css").removeprefix("/static/"),
        }


def asked(home: Home, route: str, places: dict[str, str], headers: dict[str, str]) -> httpx.Response:
    method, path = route.split(" ")
    filled = re.sub(r"{(\w+)}", lambda gap: places.get(gap[1], "nirgends"), path)
    # Nobody waits because somebody else typed a wrong password for the same name.
    typed = {"name": new_key()} if route == "POST /anmelden" else None
    return home.web.request(method, filled, headers=headers, data=typed)


def session(home: Home, role: Role) -> dict[str, str]:
    """Headers of somebody who has just signed in."""
    key = new_key()
    home.house.people.open_session(hashed(key), role.value, FAR_AWAY)
    return {"Cookie": f"{COOKIE}={key}", "Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


def expected(route: str, role: Role, *, by_key: bool) -> int:
    who, status = EXPECTED[route]
    if who is Who.STRANGERS:
        return 303
    if who is Who.PERSON:
        return 403 if by_key else status
    return status if isinstance(who, Who) or who in role.rights else 403


def test_every_route_has_its_expectation(busy: Keyed) -> None:
    assert sorted(routes(create_app(busy.home.house))) == sorted(EXPECTED)


@pytest.mark.parametrize("role", Role)
def test_a_session_may_what_its_role_may(busy: Keyed, places: dict[str, str], role: Role) -> None:
    told = {route: asked(busy.home, route, places, session(busy.home, role)).status_code for route in EXPECTED}
    assert told == {route: expected(route, role, by_key=False) for route in EXPECTED}


@pytest.mark.parametrize("role", Role)
def test_a_key_may_what_its_role_may_and_makes_no_further_keys(busy: Keyed, places: dict[str, str], role: Role) -> None:
    told = {route: asked(busy.home, route, places, busy.by(role)).status_code for route in EXPECTED}
    wanted = {route: expected(route, role, by_key=True) for route in EXPECTED}
    if ACCOUNTS in role.rights:
        wanted["DELETE /api/tokens/{token}"] = 404  # who manages accounts revokes anybody's
    assert told == wanted


def test_a_program_that_nobody_knows_gets_nowhere(busy: Keyed, places: dict[str, str]) -> None:
    told = {route: asked(busy.home, route, places, {}).status_code for route in EXPECTED}
    open_to = {Who.ALL, Who.STRANGERS}
    assert told == {route: status if who in open_to else 401 for route, (who, status) in EXPECTED.items()}


def test_a_person_whom_nobody_knows_is_sent_to_the_sign_in(busy: Keyed, places: dict[str, str]) -> None:
    for route, (who, _) in EXPECTED.items():
        if who in {Who.ALL, Who.STRANGERS} or " /api" in route:
            continue
        told = asked(busy.home, route, places, {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"})
        assert told.status_code == 303, route
        assert told.headers["location"].startswith("/anmelden"), route
