"""Who is asking: found before anything else happens, for every address of the house."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from api import problems
from api.guard import csrf, places
from api.guard.limit import SignInLimit
from api.guard.viewer import Viewer
from api.house import House
from api.pages.shell import wants_page
from api.settings import ServeSettings
from nlp.domain.people import Account, Right, Role
from nlp.errors import OTonError
from nlp.keys import hashed
from nlp.ports import People

COOKIE = "__Host-oton"
"""Browsers take it over HTTPS and, being Secure, also from this machine itself; never from a neighbouring host."""
OWN_GUARD = frozenset({"/anmelden", "/einrichten", "/metrics"})
"""Who may see these is decided there."""
FOR_ALL = frozenset({"/healthz", "/readyz"})
STATIC = "/static/"
LARGEST_FORM = 64 * 1024
OPEN_HOUSE = Viewer(
    name="offenes Haus",
    shown="Offenes Haus",
    rights=Role.ADMIN.rights - {Right.ACCOUNTS, Right.AUDIT},
    open_house=True,
)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
NOT_THIS_MACHINE = (
    "Dieses Haus steht nur diesem Rechner offen. Bitte öffnen Sie http://127.0.0.1 mit dem Port, den „oton“ nennt."
)
NO_HOST = "Die Adresse dieser Anfrage ist unlesbar. Bitte prüfen Sie sie."
BEARER = {"WWW-Authenticate": 'Bearer realm="O-Ton"'}


def refusal(settings: ServeSettings, people: People) -> str:
    """Why the house must not be opened as it is set; empty where it may."""
    if places.is_loopback(settings.host):
        return ""
    if settings.open_house:
        return (
            f"Ein offenes Haus kennt keine Anmeldung und darf nicht an {settings.host} stehen. "
            "Bitte lassen Sie --host weg, oder öffnen Sie das Haus mit Konten („oton serve“)."
        )
    if not any(one.active for one in people.accounts()):
        return (
            f"Ohne Konten darf das Haus nicht an {settings.host} stehen: jeder im Netz käme herein. Bitte legen Sie "
            "zuerst eines an: „oton account add NAME --role admin“, oder starten Sie einmal ohne --host."
        )
    return ""


class Door:
    """Puts the viewer into the request's state, and lets in who may come in."""

    def __init__(self, app: ASGIApp, *, house: House) -> None:
        self.app = app
        self.house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        request.state.viewer = None
        if self.house.settings.open_house or _for_all(scope["path"]):
            refused = self._examined(request)
        else:
            refused = await run_in_threadpool(self._examined, request)
        await (refused or self.app)(scope, receive, send)

    def _examined(self, request: Request) -> Response | None:
        """The answer to whom nothing is opened; None for all others."""
        # No pages to strangers here: their frame would tell the project's name.
        if "host" in request.headers and not places.called(request):
            return problems.document(HTTPStatus.BAD_REQUEST, NO_HOST)
        if self.house.settings.open_house:
            if not places.from_this_machine(request):
                return problems.document(HTTPStatus.MISDIRECTED_REQUEST, NOT_THIS_MACHINE)
            request.state.viewer = OPEN_HOUSE
        elif not _for_all(request.scope["path"]):
            try:
                request.state.viewer = self._known(request)
            except OTonError as error:
                return problems.foreseen(request, error)
        viewer: Viewer | None = request.state.viewer
        changes = request.method not in SAFE_METHODS
        if changes and not (viewer and viewer.by_token) and not csrf.from_our_own_pages(request):
            return problems.answer(request, 403, csrf.REFUSED)
        if viewer is None and not _stands_open(request.scope["path"]):
            return _sent_to_sign_in(request)
        return problems.answer(request, 413) if viewer is None and changes and not _small(request) else None

    def _known(self, request: Request) -> Viewer | None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        kind, _, key = request.headers.get("authorization", "").partition(" ")
        if kind:
            found = self.house.people.token(hashed(key.strip()), now) if kind.lower() == "bearer" else None
            return _program(found[1], found[0].rights) if found else None
        session = request.cookies.get(COOKIE, "")
        account = self.house.people.session(hashed(session), now) if session else None
        return _person(account) if account else None


def _person(account: Account) -> Viewer:
    return Viewer(name=account.name, shown=account.shown, rights=account.role.rights, role=account.role)


def _program(owner: Account, rights: frozenset[Right]) -> Viewer:
    """A key keeps no right that its owner has lost meanwhile."""
    return Viewer(name=owner.name, shown=owner.shown, rights=rights & owner.role.rights, by_token=True)


def _for_all(path: str) -> bool:
    """Nobody needs to be known here."""
    return path in FOR_ALL or path.startswith(STATIC)


def _stands_open(path: str) -> bool:
    return path in OWN_GUARD or _for_all(path)


def _small(request: Request) -> bool:
    """What strangers send is kept in memory; browsers say beforehand how much a form is."""
    told = request.headers.get("content-length", "")
    return "transfer-encoding" not in request.headers and (not told or (told.isdigit() and int(told) <= LARGEST_FORM))


def _sent_to_sign_in(request: Request) -> Response:
    if "hx-request" in request.headers:
        # A piece of a page is of no use here; the whole window goes to the sign-in and comes back.
        return Response(
            status_code=401, headers={"HX-Redirect": _sign_in(places.inside(request.headers.get("hx-current-url", "")))}
        )
    if not wants_page(request):
        return problems.answer(request, 401, headers=BEARER)
    query = request.scope["query_string"].decode("latin-1")
    back = quote(request.scope["path"]) + (f"?{query}" if query else "")
    return RedirectResponse(_sign_in(places.our_own(back) if request.method in SAFE_METHODS else "/"), status_code=303)


def _sign_in(back: str) -> str:
    return "/anmelden" if back == "/" else f"/anmelden?{urlencode({'weiter': back})}"


def install(app: FastAPI) -> None:
    """Has every request of the application pass the door."""
    app.state.limit = SignInLimit()
    app.add_middleware(Door, house=app.state.house)
