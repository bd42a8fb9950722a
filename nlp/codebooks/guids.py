"""Names that other programs know things by: the same thing has the same one, in every export."""

from __future__ import annotations

import re
from functools import lru_cache
from uuid import UUID, uuid5

OTON = UUID("6f1d7c52-3a9b-5e40-9c1e-0d6a2f7b8c31")
_GUID = re.compile(r"\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?", re.ASCII)


@lru_cache(maxsize=4096)
def guid(kind: str, *parts: str) -> str:
    """The GUID of a thing of ours, by its kind and ids."""
    return str(uuid5(OTON, "\x1f".join((kind, *parts)).encode("utf-8", "backslashreplace").decode()))


def as_guid(told: str) -> str:
    """A GUID as one spelling for many: small letters, no braces; empty where it is none."""
    found = _GUID.fullmatch(told.strip().lower())
    return found.group(1) if found else ""
