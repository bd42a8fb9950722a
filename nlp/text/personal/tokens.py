"""Words of an answer with their places."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.text.personal.lists import folded_name

_INSIDE = "\u00ad\u200b-\u200d\u2060\u0300-\u036f"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_INSIDE}]|['’\-](?=[^\W\d_]))*")


class Token(NamedTuple):
    """One word; `key` is its folded form."""

    start: int
    end: int
    text: str
    key: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it is all capitals, as abbreviations are."""
        return len(self.text) > 1 and self.text.isupper()


def tokens(text: str) -> list[Token]:
    """All words in order; "Meyer-Lund" and "O'Brien" are one each."""
    return [
        Token(match.start(), match.end(), match.group(), folded_name(match.group())) for match in _WORD.finditer(text)
    ]
