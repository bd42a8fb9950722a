"""Who uses the house: oneself, accounts, keys of programs, the log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.etags import PASSING_HERE
from api.guard.viewer import Viewer, ViewerHere, needs
from api.house import House, HouseHere
from api.pages.own import signed_in
from api.paging import MOST, USUAL, AskedHere
from api.rest.telling import fails
from api.schemas.common import LONGEST_ID
from api.schemas.people import (
    AccountChange,
    Accounts,
    AccountTold,
    AccountWanted,
    EntryTold,
    Log,
    Me,
    PasswordWanted,
    TokenMade,
    Tokens,
    TokenTold,
    TokenWanted,
)
from nlp.commands import people
from nlp.domain.people import Right
from nlp.errors import Unknown

router = APIRouter(prefix="/api", tags=["people"], dependencies=[PASSING_HERE], responses=fails())

AdminHere = Annotated[Viewer, Depends(needs(Right.ACCOUNTS))]
PersonHere = Annotated[Viewer, Depends(signed_in)]
NamePath = Annotated[str, Path(max_length=LONGEST_ID, description="Name of an account.", examples=["a.beispiel"])]
TokenPath = Annotated[str, Path(max_length=LONGEST_ID, description="Id of a key.", examples=["5f0c2f4a9d1b"])]
LARGEST_NUMBER = 2**63 - 1
NOT_YOURS = "Diesen Zugangsschlüssel gibt es nicht. Bitte prüfen Sie die Kennung."


@router.get("/me", operation_id="read_me", summary="Who is asking")
def read_me(viewer: ViewerHere) -> Me:
    """The name that goes into the log, and what it may."""
    return Me.of(viewer)


@router.get("/accounts", operation_id="list_accounts", summary="All accounts")
def list_accounts(house: HouseHere, viewer: AdminHere, asked: AskedHere) -> Accounts:
    """By name; accounts are never deleted, for the log names them."""
    del viewer
    found = sorted(house.people.accounts(), key=lambda one: one.name)
    shown, more = asked.cut(found, lambda one: (one.name,))
    return Accounts(items=[AccountTold.of(one) for one in shown], total=len(found), next=more)


@router.post("/accounts", operation_id="add_account", summary="Add an account", status_code=201)
def add_account(house: HouseHere, viewer: AdminHere, wanted: AccountWanted) -> AccountTold:
    """Names are one in upper and lower case."""
    return AccountTold.of(
        people.add_account(
            house.people,
            by=viewer.name,
            name=wanted.name,
            shown=wanted.shown,
            role=wanted.role,
            password=wanted.password,
        )
    )


@router.get("/accounts/{name}", operation_id="read_account", summary="One account", responses=fails(404))
def read_account(house: HouseHere, viewer: AdminHere, name: NamePath) -> AccountTold:
    """What it may and whether it is active."""
    del viewer
    return AccountTold.of(people.known(house.people, name))


@router.patch("/accounts/{name}", operation_id="change_account", summary="Change an account", responses=fails(404))
def change_account(house: HouseHere, viewer: AdminHere, name: NamePath, wanted: AccountChange) -> AccountTold:
    """Role, name for others, activity. Somebody who manages accounts always stays."""
    return AccountTold.of(
        people.change_account(
            house.people,
            by=viewer.name,
            name=name,
            shown=wanted.shown or "",
            role=wanted.role,
            active=wanted.active,
        )
    )


@router.put(
    "/accounts/{name}/password",
    operation_id="set_password",
    summary="Give an account a new password",
    status_code=204,
    responses=fails(404),
)
def set_password(house: HouseHere, viewer: AdminHere, name: NamePath, wanted: PasswordWanted) -> None:
    """All sessions of the account end."""
    people.set_password(house.people, by=viewer.name, name=name, password=wanted.password)


@router.get("/tokens", operation_id="list_tokens", summary="Keys of programs")
def list_tokens(house: HouseHere, viewer: ViewerHere, asked: AskedHere) -> Tokens:
    """Those of the asker; all of them for whoever manages accounts."""
    owners = {one.id: one.name for one in house.people.accounts()}
    found = [one for one in house.people.tokens() if _may_see(viewer, owners[one.account])]
    shown, more = asked.cut(
        sorted(found, key=lambda one: (one.created_at, one.id)), lambda one: (one.created_at, one.id)
    )
    return Tokens(items=[TokenTold.of(one, owners[one.account]) for one in shown], total=len(found), next=more)


@router.post("/tokens", operation_id="add_token", summary="Make a key for a program", status_code=201)
def add_token(house: HouseHere, viewer: PersonHere, wanted: TokenWanted) -> TokenMade:
    """For whoever is signed in; a key makes no further keys. It is told once."""
    made = people.make_token(
        house.people,
        by=viewer.name,
        owner=viewer.name,
        label=wanted.label,
        rights=wanted.rights,
        days=wanted.days,
    )
    return TokenMade.made(made, viewer.name)


@router.delete(
    "/tokens/{token}", operation_id="revoke_token", summary="Revoke a key", status_code=204, responses=fails(404)
)
def revoke_token(house: HouseHere, viewer: ViewerHere, token: TokenPath) -> None:
    """One's own when signed in, or anybody's for whoever manages accounts."""
    if Right.ACCOUNTS not in viewer.rights:
        signed_in(viewer)
    _must_see(house, viewer, token)
    people.revoke(house.people, by=viewer.name, token=token)


@router.get("/log", operation_id="read_log", summary="Who did what", dependencies=[Depends(needs(Right.AUDIT))])
def read_log(
    house: HouseHere,
    before: Annotated[int, Query(ge=0, le=LARGEST_NUMBER, description="Only lines before this number.")] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST, description="So many lines at most.")] = USUAL,
) -> Log:
    """The newest first; lines are only ever added."""
    found = house.people.entries(before=before, limit=limit + 1)
    shown = found[:limit]
    older = f"/api/log?before={shown[-1].number}&limit={limit}" if len(found) > limit else None
    return Log(items=[EntryTold.of(one) for one in shown], next=older)


def _may_see(viewer: Viewer, owner: str) -> bool:
    return viewer.name == owner or Right.ACCOUNTS in viewer.rights


def _must_see(house: House, viewer: Viewer, token: str) -> None:
    owners = {one.id: one.name for one in house.people.accounts()}
    if not any(one.id == token and _may_see(viewer, owners[one.account]) for one in house.people.tokens()):
        raise Unknown(NOT_YOURS)
