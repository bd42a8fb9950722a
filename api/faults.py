"""What does not fit in a request, in one German sentence; what was sent is not repeated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

MOST_NAMED = 5
UNREADABLE = (
    "Die Anfrage ist nicht zu lesen. Bitte prüfen Sie, ob sie vollständig ist; JSON muss gültig und in UTF-8 sein."
)
FOREIGN = ("There was an error", "Missing boundary", "Invalid multipart", "Too many", "Part exceeded", "The Content-")
"""How sentences begin that the libraries say of requests they cannot read."""
_LONGEST_NAME = 60
_WANTED = {
    "string_too_long": "höchstens {max_length} Zeichen",
    "string_too_short": "mindestens {min_length} Zeichen",
    "too_long": "höchstens {max_length} Einträge",
    "greater_than_equal": "mindestens {ge}",
    "less_than_equal": "höchstens {le}",
    "int_parsing": "eine ganze Zahl",
    "int_type": "eine ganze Zahl",
    "bool_type": "true oder false",
    "bool_parsing": "true oder false",
    "string_type": "ein Text",
    "missing": "fehlt",
    "extra_forbidden": "gibt es hier nicht",
}


def said(errors: Iterable[Mapping[str, Any]]) -> str:
    """One sentence for all that pydantic found."""
    found = list(errors)
    if any(one["type"] == "json_invalid" for one in found):
        return UNREADABLE
    parts = list(dict.fromkeys(_part(one) for one in found))
    more = f" und {len(parts) - MOST_NAMED} weitere" if len(parts) > MOST_NAMED else ""
    return f"Diese Angaben passen nicht: {', '.join(parts[:MOST_NAMED])}{more}. Bitte prüfen Sie sie."


def _part(error: Mapping[str, Any]) -> str:
    names = [one for one in error["loc"][1:] if isinstance(one, str)]  # the first says where: body, query, path
    name = names[-1].encode("utf-8", "replace").decode("utf-8")[:_LONGEST_NAME] if names else "Anfrage"
    context = error.get("ctx", {})
    wanted = _WANTED.get(error["type"], "")
    if error["type"] == "enum":
        wanted = f"eines von {context.get('expected', '')}".replace(" or ", " oder ").replace("'", "")
    told = wanted.format(**context) if wanted else ""
    return f"{name} ({told})" if told else name
