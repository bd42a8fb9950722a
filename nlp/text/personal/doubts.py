"""Places that may be personal data but are too weak to replace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.text.personal import context as say
from nlp.text.personal.lists import is_common, is_first, is_last, is_word
from nlp.text.personal.tokens import tokens

_USER_NAME = re.compile(r"(?<![\w@.])@[\w.]{3,30}")
_SERVICE_NUMBER = re.compile(r"(?<![\w+/.,\-])0(?:800|180\d|900|137)[\d /\-]{4,14}\d(?!\w)")


def doubts(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of user names, service numbers, surnames by themselves, first names in lower case."""
    for pattern in (_USER_NAME, _SERVICE_NUMBER):
        for match in pattern.finditer(text):
            yield match.span()
    for word in tokens(text):
        if word.key in say.STOP or is_word(word.text) or word.shouted or "-" in word.text:
            continue
        listed = is_last(word.text) if word.capital else is_first(word.text)
        if listed and not is_common(word.text):
            yield word.start, word.end
