"""Who is asking, and whether they may."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from nlp.domain.people import Right, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody signed in, a program with a key, or anybody in an open house. `name` goes into the log."""

    name: str
    shown: str
    rights: frozenset[Right]
    role: Role | None = None
    by_token: bool = False
    open_house: bool = False

    def may(self, right: str) -> bool:
        """Whether a right, by its name, is theirs; for templates."""
        return Right(right) in self.rights


async def viewer(request: Request) -> Viewer:
    """Whoever the guard at the door has found. Raises 401 where it found nobody."""
    found: Viewer | None = getattr(request.state, "viewer", None)
    if found is None:
        raise HTTPException(401)
    return found


ViewerHere = Annotated[Viewer, Depends(viewer)]


def needs(right: Right) -> Callable[[Viewer], Awaitable[Viewer]]:
    """A dependency that lets only those pass who have the right. Raises 401 or 403."""

    async def checked(asking: ViewerHere) -> Viewer:
        if right not in asking.rights:
            raise HTTPException(403)
        return asking

    return checked
