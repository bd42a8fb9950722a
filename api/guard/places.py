"""Where a request comes from and by which name it calls us."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import Request

_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
SMALLEST_CHARACTER = "!"
LONGEST_ADDRESS = 2_000
"""Characters to come back to after the sign-in; a longer address is nobody's bookmark."""


def is_loopback(host: str) -> bool:
    """Whether a host's name or address, without a port, means this machine itself."""
    plain = host.strip().lower().removeprefix("[").removesuffix("]").removesuffix(".")
    if plain == "localhost" or plain.endswith(".localhost"):
        return True
    try:
        return ip_address(plain).is_loopback
    except ValueError:
        return False


def called(request: Request) -> str:
    """The host by which we are called, without its port; empty where it makes no sense."""
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def from_this_machine(request: Request) -> bool:
    """Nobody passed it on, it came from here, and it calls us by a name of this machine.

    The name is what tells a page of a foreign host apart whose address was turned to ours (DNS rebinding).
    """
    if any(name in request.headers for name in _PASSED_ON):
        return False
    came_from = request.client.host if request.client else "localhost"
    return is_loopback(came_from) and is_loopback(called(request))


def keeps_secrets(request: Request, *, behind_https: bool) -> bool:
    """Whether what is typed and the cookie travel unseen: over HTTPS, or not at all."""
    return behind_https or request.scope["scheme"] == "https" or is_loopback(called(request))


def inside(address: str) -> str:
    """Path and query of a full address, to come back to; the start page where it makes no sense."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    return our_own(parts.path + (f"?{parts.query}" if parts.query else ""))


def our_own(address: str) -> str:
    """The address if it is a path of this house, else the start page: nobody is sent elsewhere by a link."""
    inside = len(address) <= LONGEST_ADDRESS and address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if inside and all(sign >= SMALLEST_CHARACTER and sign != "\\" for sign in address) else "/"
