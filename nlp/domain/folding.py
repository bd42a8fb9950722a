"""One spelling for many: the fold under which words are indexed and looked up."""

from __future__ import annotations

import unicodedata

_GERMAN = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue"})


def fold(text: str) -> str:
    """The text in lower case, ß as ss, umlauts as ae/oe/ue, all other accents off; hyphens stay."""
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFC", text).lower().translate(_GERMAN)
    plain = unicodedata.normalize("NFKD", lowered)
    return "".join(mark for mark in plain if not unicodedata.combining(mark))
