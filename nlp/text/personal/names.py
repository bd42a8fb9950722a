"""Names of people, gathered from all rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from nlp.domain.text import PersonalData, Redaction
from nlp.text.personal.bare import again, aged, full, initialled, join_lists, speaking
from nlp.text.personal.phrase import Found, Words
from nlp.text.personal.tokens import tokens
from nlp.text.personal.told import introduced, labelled, related, signed, titled

_RULES: tuple[Callable[[str, Words], Iterator[Found]], ...] = (
    titled,
    signed,
    labelled,
    introduced,
    related,
    aged,
    full,
    initialled,
    speaking,
)
_LONGEST_JOINED = 8
_INITIAL_BEFORE = re.compile(r"(?<![\w.])[A-ZÄÖÜ]\.[ ]?$")
_DOT = re.compile(r"\.")
_INITIAL_AFTER = re.compile(r"[ ][A-ZÄÖÜ]\.(?!\w)(?![ ]?[A-ZÄÖÜ]\.)")


def _take(taken: dict[int, Found], first: int, last: int, *, unsure: bool) -> None:
    """Adds a find; with those it overlaps it becomes one name, as sure as the surest of them."""
    others = {taken[index] for index in range(first, last) if index in taken}
    low = min([first, *(other[0] for other in others)])
    high = max([last, *(other[1] for other in others)])
    if high - low > _LONGEST_JOINED:
        # A row of names without an end stays several finds; else taking them would cost its length squared.
        low = max(other[1] for other in others)
        high = max(last, low)
    unsure = unsure and all(other[2] for other in others)
    taken |= dict.fromkeys(range(low, high), (low, high, unsure))


def persons(text: str) -> Iterator[Redaction]:
    """First names and surnames with their initials, without titles; `unsure` where no list knows the name."""
    words = tokens(text)
    taken: dict[int, Found] = {}
    for rule in _RULES:
        for first, last, unsure in rule(text, words):
            _take(taken, first, last, unsure=unsure)
    join_lists(text, words, taken)
    again(words, taken)
    for first, last, unsure in sorted(set(taken.values())):
        start, end = words[first].start, words[last - 1].end
        before = _INITIAL_BEFORE.search(text[max(0, start - 4) : start])
        letter = _DOT.match(text, end) if words[last - 1].end - words[last - 1].start == 1 else None
        after = letter or _INITIAL_AFTER.match(text, end)
        yield Redaction(
            start=start - len(before.group()) if before else start,
            end=after.end() if after else end,
            kind=PersonalData.PERSON,
            unsure=unsure,
        )
