"""Whether a changing request was made by our own pages: by what browsers say about it and pages cannot forge."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

REFUSED = (
    "Diese Anfrage kam von einer anderen Seite und wurde nicht ausgeführt. Bitte öffnen Sie O-Ton selbst und "
    "versuchen Sie es dort noch einmal."
)
OURS = frozenset({"same-origin", "none"})
_PORTS = {"http": 80, "https": 443}


def from_our_own_pages(request: Request) -> bool:
    """True for our own pages, for what a person typed, and for programs, which carry no cookies by themselves.

    Sec-Fetch-Site decides where a browser sends it. Older ones send Origin, which must name the host that was called;
    its scheme is not looked at, since a proxy in front may speak HTTPS for us. A browser that changes something on
    behalf of another site sends at least one of the two.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in OURS
    origin = request.headers.get("origin")
    if origin is None:
        return True
    asking = _authority(origin)
    return asking is not None and asking == _authority(f"{_scheme(origin)}://{request.headers.get('host', '')}")


def _scheme(origin: str) -> str:
    return origin.partition("://")[0].lower()


def _authority(address: str) -> tuple[str, int | None] | None:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme.lower())
    except ValueError:
        return None
    return (host, port) if host else None
