"""What browsers load besides pages: our styles and scripts, the design standard, fonts. All from our own origin."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).resolve().parent / "static"
FOREVER = "public, max-age=31536000, immutable"
OUTDATED = "no-cache"
_NEEDED = "vendor/kern.css"


class AssetsMissing(RuntimeError):
    """The design standard was not brought into this checkout; `uv sync` or building a wheel does."""


@cache
def stamp() -> str:
    """Twelve hexadecimal digits that change with any file; one stamp for all, so that files may name each other."""
    told = hashlib.blake2b(digest_size=6)
    for file in sorted(FOLDER.rglob("*")):
        if file.is_file():
            told.update(file.relative_to(FOLDER).as_posix().encode() + b"\0" + file.read_bytes())
    return told.hexdigest()


@cache
def static(name: str) -> str:
    """The address of a file of ours, which may be kept for ever. Raises LookupError for an unknown name."""
    if not (FOLDER / name).is_file():
        raise LookupError(f"there is no static file {name}")
    return f"/static/{stamp()}/{name}"


class _Stamped(StaticFiles):
    """Files behind a stamp; a page of yesterday that names an old stamp still gets today's file."""

    async def get_response(self, path: str, scope: Any) -> Response:
        asked, _, name = path.partition("/")
        response = await super().get_response(name, scope)
        response.headers["Cache-Control"] = FOREVER if asked == stamp() else OUTDATED
        return response


def install(app: FastAPI) -> None:
    """Serves the files. Raises AssetsMissing."""
    if not (FOLDER / _NEEDED).is_file():
        raise AssetsMissing(AssetsMissing.__doc__)
    app.mount("/static", _Stamped(directory=FOLDER), name="static")
