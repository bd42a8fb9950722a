"""Accounts and the log, for those who manage them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere
from api.pages import own
from api.pages.shell import page
from api.pages.signin import UNEQUAL, faults
from nlp.commands import people
from nlp.domain.people import Account, Entry, Right, Role
from nlp.errors import InputError, NotAllowed, Unknown
from nlp.views.people import ROLES, ROLES_EXPLAINED, deed, detail

router = APIRouter(include_in_schema=False)
router.include_router(own.router)
AdminHere = Annotated[Viewer, Depends(needs(Right.ACCOUNTS))]
Text = Annotated[str, Form()]
LINES = 100
LARGEST_NUMBER = 2**63 - 1
NO_ROLE = "Diese Rolle gibt es nicht. Bitte wählen Sie eine aus der Liste."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the log in words."""

    entry: Entry
    deed: str
    detail: str


@router.get("/konten")
def accounts(request: Request, house: HouseHere, viewer: AdminHere) -> Response:
    """All accounts, and the form for a new one."""
    del viewer
    return _accounts(request, house)


@router.post("/konten")
def add(
    request: Request,
    house: HouseHere,
    viewer: AdminHere,
    *,
    name: Text = "",
    shown: Text = "",
    role: Text = Role.STAFF.value,
    password: Text = "",
    again: Text = "",
) -> Response:
    """A new account."""
    errors = {} if password == again else {"again": UNEQUAL}
    try:
        wanted = _role(role)
        if not errors:
            people.add_account(house.people, by=viewer.name, name=name, shown=shown, role=wanted, password=password)
            return RedirectResponse("/konten", status_code=303)
    except InputError as error:
        errors = faults(error)
    return _accounts(request, house, code=422, typed=name, shown=shown, chosen=role, errors=errors)


@router.get("/konten/{name}")
def account(request: Request, house: HouseHere, viewer: AdminHere, name: str) -> Response:
    """One account: what it may, its keys, a new password."""
    del viewer
    return _account(request, house, people.known(house.people, name))


@router.post("/konten/{name}")
def change(
    request: Request,
    house: HouseHere,
    viewer: AdminHere,
    name: str,
    *,
    shown: Text = "",
    role: Text = "",
    active: Text = "",
) -> Response:
    """Another role or name for others; an account that is not active cannot come in."""
    try:
        people.change_account(
            house.people, by=viewer.name, name=name, shown=shown, role=_role(role), active=bool(active)
        )
    except Unknown:
        raise
    except InputError as error:
        return _account(request, house, people.known(house.people, name), code=422, errors={"": error.on_page})
    return RedirectResponse("/konten", status_code=303)


@router.post("/konten/{name}/passwort")
def password_of(
    request: Request, house: HouseHere, viewer: AdminHere, name: str, *, password: Text = "", again: Text = ""
) -> Response:
    """A new password for somebody; their sessions end."""
    errors = {} if password == again else {"again": UNEQUAL}
    try:
        if not errors:
            people.set_password(house.people, by=viewer.name, name=name, password=password)
            return RedirectResponse("/konten", status_code=303)
    except Unknown:
        raise
    except InputError as error:
        errors = faults(error)
    return _account(request, house, people.known(house.people, name), code=422, errors=errors)


@router.post("/konten/{name}/zugangsschluessel/{token}/widerrufen")
def revoke(house: HouseHere, viewer: AdminHere, name: str, token: str) -> Response:
    """A key of somebody else opens nothing any more."""
    owner = people.known(house.people, name)
    own.must_be_of(house, owner, token)
    people.revoke(house.people, by=viewer.name, token=token)
    return RedirectResponse(f"/konten/{owner.name}", status_code=303)


@router.get("/protokoll", dependencies=[Depends(needs(Right.AUDIT))])
def log(request: Request, house: HouseHere, vor: Annotated[int, Query(ge=0, le=LARGEST_NUMBER)] = 0) -> Response:
    """Who did what, the newest first; `vor` goes back from a line's number."""
    entries = house.people.entries(before=vor, limit=LINES + 1)
    shown = [Line(entry=one, deed=deed(one.did), detail=detail(one)) for one in entries[:LINES]]
    older = f"/protokoll?vor={shown[-1].entry.number}" if len(entries) > LINES else ""
    return page(request, "people/log.html", lines=shown, older=older, newest="/protokoll" if vor else "")


def _role(role: str) -> Role:
    try:
        return Role(role)
    except ValueError:
        raise NotAllowed(NO_ROLE) from None


def _accounts(request: Request, house: House, *, code: int = 200, **typed: Any) -> Response:
    told = {"typed": "", "shown": "", "chosen": Role.STAFF.value, "errors": {}, **typed}
    choice = [(role.value, f"{words}: {ROLES_EXPLAINED[role]}") for role, words in ROLES.items()]
    return page(
        request, "people/accounts.html", code=code, accounts=house.people.accounts(), roles=ROLES, choice=choice, **told
    )


def _account(
    request: Request, house: House, of: Account, *, code: int = 200, errors: dict[str, str] | None = None
) -> Response:
    return page(
        request,
        "people/account.html",
        code=code,
        account=of,
        choice=[(role.value, f"{words}: {ROLES_EXPLAINED[role]}") for role, words in ROLES.items()],
        tokens=own.lines(house, of),
        now=people.moment(),
        errors=errors or {},
    )
