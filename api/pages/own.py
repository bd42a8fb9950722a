"""One's own account: the password and keys for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from api.guard.limit import SignInLimit
from api.guard.viewer import Viewer, ViewerHere
from api.house import House, HouseHere
from api.pages.shell import page
from api.pages.signin import UNEQUAL, faults, waiting
from nlp.commands import people
from nlp.domain.people import Account, Right, Token
from nlp.errors import BadName, InputError, Unknown
from nlp.views.people import RIGHTS, ROLES, ROLES_EXPLAINED

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form()]
USUAL_DAYS = 90
NOT_YOURSELF = "Das bisherige Passwort stimmt nicht. Bitte prüfen Sie es."


def signed_in(viewer: ViewerHere) -> Viewer:
    """Somebody with an account who came in by the front door. Raises 403."""
    if viewer.open_house:
        raise HTTPException(403, "Im offenen Haus gibt es keine Konten und keine Zugangsschlüssel.")
    if viewer.role is None:
        raise HTTPException(403, "Das geht nur angemeldet, nicht mit einem Zugangsschlüssel.")
    return viewer


PersonHere = Annotated[Viewer, Depends(signed_in)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLine:
    """A key with its rights in words."""

    token: Token
    rights: str


def lines(house: House, owner: Account) -> list[TokenLine]:
    """Somebody's keys, in words."""
    return [
        TokenLine(token=one, rights=", ".join(words for right, words in RIGHTS.items() if right in one.rights))
        for one in house.people.tokens(owner.id)
    ]


def must_be_of(house: House, owner: Account, token: str) -> None:
    """Raises Unknown where the key is not this account's."""
    if token not in {one.id for one in house.people.tokens(owner.id)}:
        raise Unknown("Diesen Zugangsschlüssel gibt es nicht. Bitte prüfen Sie die Adresse.")


@router.get("/konto")
def own_account(request: Request, house: HouseHere, viewer: PersonHere) -> Response:
    """Who one is here, what one may, one's keys."""
    return _own(request, house, viewer)


@router.post("/konto/passwort")
def own_password(
    request: Request, house: HouseHere, viewer: PersonHere, *, before: Text = "", password: Text = "", again: Text = ""
) -> Response:
    """A new password, for whoever knows the old one; all sessions end, this one too."""
    limit: SignInLimit = request.app.state.limit
    who, address = f"{viewer.name} selbst", request.client.host if request.client else ""
    wait = limit.begin(who, address)
    if wait:
        headers = {"Retry-After": str(wait)}
        return _own(request, house, viewer, code=429, headers=headers, errors={"before": waiting(wait)})
    if not people.still(house.people, name=viewer.name, password=before):
        return _own(request, house, viewer, code=422, errors={"before": NOT_YOURSELF})
    limit.succeed(who, address)
    if password != again:
        return _own(request, house, viewer, code=422, errors={"again": UNEQUAL})
    try:
        people.set_password(house.people, by=viewer.name, name=viewer.name, password=password)
    except InputError as error:
        return _own(request, house, viewer, code=422, errors=faults(error))
    return RedirectResponse("/anmelden", status_code=303)


@router.post("/konto/zugangsschluessel")
def make_token(
    request: Request,
    house: HouseHere,
    viewer: PersonHere,
    *,
    label: Text = "",
    days: Text = str(USUAL_DAYS),
    right: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """A new key, which is shown this once."""
    try:
        wanted = {Right(one) for one in right or [] if one in set(Right)}
        made = people.make_token(
            house.people,
            by=viewer.name,
            owner=viewer.name,
            label=label,
            rights=wanted,
            days=int(days) if days.isdecimal() else 0,
        )
    except BadName as error:
        return _own(request, house, viewer, code=422, label=label, errors={"label": error.on_page})
    except InputError as error:
        return _own(request, house, viewer, code=422, label=label, errors={"": error.on_page})
    return _own(request, house, viewer, made=made)


@router.post("/konto/zugangsschluessel/{token}/widerrufen")
def revoke(house: HouseHere, viewer: PersonHere, token: str) -> Response:
    """One's own key opens nothing any more."""
    must_be_of(house, people.known(house.people, viewer.name), token)
    people.revoke(house.people, by=viewer.name, token=token)
    return RedirectResponse("/konto", status_code=303)


def _own(
    request: Request,
    house: House,
    viewer: Viewer,
    *,
    code: int = 200,
    headers: dict[str, str] | None = None,
    **told: Any,
) -> Response:
    account = people.known(house.people, viewer.name)
    whole = {"errors": {}, "made": None, "label": "", "days": USUAL_DAYS, **told}
    return page(
        request,
        "people/own.html",
        code=code,
        headers=headers,
        account=account,
        role=f"{ROLES[account.role]}: {ROLES_EXPLAINED[account.role]}",
        rights=[(right.value, words) for right, words in RIGHTS.items() if right in viewer.rights],
        tokens=lines(house, account),
        now=people.moment(),
        longest=people.LONGEST_DAYS,
        **whole,
    )
