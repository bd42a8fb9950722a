"""Where a name begins and how far it goes; whether it only names a place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from nlp.text.personal import context as say
from nlp.text.personal.lists import is_common, is_first, is_last, is_plain_first, is_word, looks_like_surname
from nlp.text.personal.tokens import Token

Words = Sequence[Token]
Found = tuple[int, int, bool]
"""First word, word behind the last one, unsure."""

SHORTEST_LOWER = 4
_SHORTEST_STRANGE = 3
_LONGEST_NAME = 5
_NEXT_WORD = re.compile(r"[ ]{1,2}|[ ]?\n")
_INITIAL = re.compile(r"[A-ZÄÖÜ]\.[ ]")
_AFTER_INITIAL = re.compile(r"\.[ ]")
_INSIDE_PLACE = re.compile(r"[ .]?[ \-]{1,2}")
_BEHIND_PLACE = re.compile(r"\.?[ ]{1,2}[„\"»‚']?|[ ]?[„\"»‚']|-")


def gap(text: str, words: Words, index: int) -> str:
    """What stands between this word and the next."""
    return text[words[index].end : words[index + 1].start]


def next_to(text: str, words: Words, index: int, between: re.Pattern[str] = _NEXT_WORD) -> bool:
    """Whether a word follows with nothing but this between."""
    return index + 1 < len(words) and between.fullmatch(gap(text, words, index)) is not None


def word_at(words: Words, place: int) -> int | None:
    """Index of the word that begins at this character."""
    index = bisect_left(words, place, key=lambda word: word.start)
    return index if index < len(words) and words[index].start == place else None


def is_unlisted(word: Token) -> bool:
    """A capitalised word that no dictionary knows: perhaps a name that no list knows either."""
    return (
        word.capital
        and not word.shouted
        and len(word.text) >= _SHORTEST_STRANGE
        and word.key not in say.STOP
        and not word.key.endswith(say.PLACE_AFTER)
        and not say.OFFICES.fullmatch(word.key)
        and not is_common(word.text)
    )


def is_surname_only(word: Token) -> bool:
    """Whether it is capitalised, in the list of surnames and no other word."""
    return word.capital and word.key not in say.STOP and is_last(word.text) and not is_word(word.text)


def is_head(word: Token) -> bool:
    """Whether it names a place, a house or a body: "Goethe-Gymnasium", "Grundschule"."""
    return word.key.endswith(say.PLACE_AFTER) and not is_first(word.text)


def extent(text: str, words: Words, index: int) -> int:
    """Index behind the last word of the name that begins here."""
    end = index + 1
    while end - index < _LONGEST_NAME and next_to(text, words, end - 1) and "\n" not in gap(text, words, end - 1):
        particle = words[end].key in say.PARTICLES and next_to(text, words, end) and _goes_on(words, index, end + 1)
        if particle or _is_initial(text, words, end):
            end += 2
        elif _goes_on(words, index, end):
            end += 1
        else:
            break
    return end


def _is_initial(text: str, words: Words, index: int) -> bool:
    """Whether this is the letter in "George W. Busch"."""
    written = _INITIAL.match(text, words[index].start) and next_to(text, words, index, _AFTER_INITIAL)
    return bool(written) and words[index + 1].capital and words[index + 1].key not in say.STOP


def _goes_on(words: Words, start: int, index: int) -> bool:
    """Whether this is the next word of a name; right behind a first name any noun may be a surname."""
    word = words[index]
    if len(word.text) == 1 or word.key in say.STOP or (is_head(word) and not is_last(word.text)):
        return False
    listed = is_last(word.text) or is_plain_first(word.text)
    if not word.capital:
        plain = listed and not is_word(word.text) and len(word.text) >= SHORTEST_LOWER
        return plain and not words[start].capital
    if word.shouted and not words[start].shouted:
        return False
    behind_first = is_plain_first(words[index - 1].text) and not say.OFFICES.fullmatch(word.key)
    return listed or behind_first or looks_like_surname(word.text) or is_unlisted(word)


def in_place_name(text: str, words: Words, first: int, last: int, *, alone: bool = False) -> bool:
    """Whether these words belong to a street, a house, a school or a body named after somebody."""
    if any(is_head(word) and "-" in word.text for word in words[first:last]):
        return True
    if say.LEGAL_FORM.match(text, words[last - 1].end) or leads_to_place(text, words, last):
        return True
    before = words[first - 1] if first else None
    if before and before.key == "und" and first > 1 and not alone and is_first(words[first - 2].text):
        return in_place_name(text, words, first - 2, first - 1, alone=True)
    if before is None or not _BEHIND_PLACE.fullmatch(gap(text, words, first - 1)):
        return False
    return before.key in say.SHORT_PLACES or before.key.endswith(say.LONG_PLACES)


def leads_to_place(text: str, words: Words, index: int) -> bool:
    """Whether the words from here run up to a place: "Bertha | von Suttner-Platz", "Karl | Ring"."""
    for ahead in range(index, min(index + 3, len(words))):
        word = words[ahead]
        if not _INSIDE_PLACE.fullmatch(gap(text, words, ahead - 1)):
            return False
        if is_head(word) and (word.capital or "str" in word.key):
            return True
        if not word.capital and word.key not in say.PARTICLES | {"v", "d"}:
            return False
    return False
