"""Coming in, going out, and the first account."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.guard import places
from api.guard.door import COOKIE
from api.guard.limit import SignInLimit
from api.guard.viewer import ViewerHere
from api.house import House, HouseHere
from api.pages.shell import page
from nlp.commands import people
from nlp.errors import InputError
from nlp.keys import hashed

router = APIRouter(include_in_schema=False)
WRONG = "Name und Passwort passen nicht zusammen. Bitte prüfen Sie beides."
UNEQUAL = "Die beiden Passwörter sind verschieden. Bitte geben Sie zweimal dasselbe ein."
UNSAFE = (
    "Anmelden geht nur über eine verschlüsselte Verbindung (HTTPS), damit niemand im Netz das Passwort mitliest. "
    "Bitte fragen Sie Ihre Verwaltung von O-Ton nach der richtigen Adresse."
)
Text = Annotated[str, Form()]


def waiting(seconds: int) -> str:
    """The sentence for whoever tried too often."""
    minutes = max(1, round(seconds / 60))
    return f"Das waren zu viele Versuche. Bitte warten Sie {minutes} {'Minute' if minutes == 1 else 'Minuten'}."


@router.get("/anmelden")
def sign_in_page(request: Request, house: HouseHere, weiter: Annotated[str, Query()] = "/") -> Response:
    """The form, or the way on for those who are known already."""
    if request.state.viewer is not None:
        return RedirectResponse(places.our_own(weiter), status_code=303)
    safe = places.keeps_secrets(request, behind_https=house.settings.behind_https)
    return page(request, "people/sign_in.html", error="" if safe else UNSAFE, **_form(house, "", weiter))


@router.post("/anmelden")
def sign_in(request: Request, house: HouseHere, name: Text = "", password: Text = "", weiter: Text = "/") -> Response:
    """A new session in a cookie, or the form once more with one sentence."""
    if house.settings.open_house:
        return RedirectResponse("/", status_code=303)
    told = _form(house, name, weiter)
    if not places.keeps_secrets(request, behind_https=house.settings.behind_https):
        return page(request, "people/sign_in.html", code=403, error=UNSAFE, **told)
    limit: SignInLimit = request.app.state.limit
    who, address = unicodedata.normalize("NFKC", name).strip().casefold()[:100], _address(request)
    wait = limit.begin(who, address)
    if wait:
        headers = {"Retry-After": str(wait)}
        return page(request, "people/sign_in.html", code=429, headers=headers, error=waiting(wait), **told)
    came = people.sign_in(house.people, name=name, password=password, hours=house.settings.session_hours)
    if came is None:
        return page(request, "people/sign_in.html", code=401, error=WRONG, **told)
    limit.succeed(who, address)
    return _inside(request, house, came.key, places.our_own(weiter))


@router.post("/abmelden")
def sign_out(request: Request, house: HouseHere, viewer: ViewerHere) -> Response:
    """The session ends here and in the browser."""
    key = request.cookies.get(COOKIE, "")
    if key and viewer.role is not None:
        people.sign_out(house.people, by=viewer.name, key=key)
    answer = RedirectResponse("/" if viewer.open_house else "/anmelden", status_code=303)
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return answer


@router.get("/einrichten")
def set_up_page(request: Request, house: HouseHere, schluessel: Annotated[str, Query()] = "") -> Response:
    """The form for the first account; afterwards there is only the sign-in."""
    if house.settings.open_house or house.people.accounts():
        return RedirectResponse("/anmelden", status_code=303)
    return page(request, "people/set_up.html", key=schluessel, typed="", shown="", errors={})


@router.post("/einrichten")
def set_up(
    request: Request,
    house: HouseHere,
    *,
    key: Text = "",
    name: Text = "",
    shown: Text = "",
    password: Text = "",
    again: Text = "",
) -> Response:
    """The first account, which manages all others; whoever made it is signed in."""
    if house.settings.open_house:
        return RedirectResponse("/", status_code=303)
    errors = {} if password == again else {"again": UNEQUAL}
    try:
        if not errors:
            people.first_admin(house.people, key=key.strip(), name=name, shown=shown, password=password)
    except InputError as error:
        errors = faults(error)
    if errors:
        return page(request, "people/set_up.html", code=422, key=key, typed=name, shown=shown, errors=errors)
    came = people.sign_in(house.people, name=name, password=password, hours=house.settings.session_hours)
    return _inside(request, house, came.key, "/") if came else RedirectResponse("/anmelden", status_code=303)


def faults(error: InputError) -> dict[str, str]:
    """Which field of a form an error belongs to; „“ is the form itself."""
    places_of = {"WeakPassword": "password", "BadName": "name"}
    return {places_of.get(type(error).__name__, ""): error.on_page}


def _form(house: House, name: str, back: str) -> dict[str, Any]:
    return {"typed": name[:200], "back": places.our_own(back), "nobody": not house.people.accounts()}


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _inside(request: Request, house: House, key: str, back: str) -> Response:
    before = request.cookies.get(COOKIE, "")
    if before:
        house.people.close_session(hashed(before))
    answer = RedirectResponse(back, status_code=303)
    seconds = house.settings.session_hours * 3600
    answer.set_cookie(COOKIE, key, max_age=seconds, path="/", secure=True, httponly=True, samesite="lax")
    return answer
