"""Names that nothing announces: known by the lists, by their shape, or by what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.text.personal import context as say
from nlp.text.personal.lists import is_common, is_first, is_last, is_plain_first, is_word, looks_like_surname
from nlp.text.personal.phrase import (
    SHORTEST_LOWER,
    Found,
    Words,
    extent,
    gap,
    in_place_name,
    is_head,
    is_surname_only,
    is_unlisted,
    next_to,
    word_at,
)
from nlp.text.personal.tokens import Token

_BEFORE_INITIAL = re.compile(r"(?<![\w.])(?<![a-z]\. )[A-ZÄÖÜ]\.[ ]?(?=[A-ZÄÖÜ][^\W\d_]{2})")
# "frank und frei", "max. 5 Kinder", "Tante Emma Laden"
_NO_NAME = re.compile(r"frank und frei|emma[ \-]laden|max\b\.?[ ]?\d|maxi?\.", re.IGNORECASE)
_ITEM_START = re.compile(r"(?:^|[\n:;•\-])[ ]?$")
_LIST_MARK = re.compile(r"[ ]?[,/&+;][ ]?")
_FEWEST_SHOUTED = 4
_LONGEST_SMALL_WORD = 3


def aged(text: str, words: Words) -> Iterator[Found]:
    """Before an age: "Emil (10)", "Fatima, 11 Jahre"."""
    for index, word in enumerate(words):
        if word.key in say.STOP or word.shouted or not say.AGE_AFTER.match(text, word.end):
            continue
        if is_first(word.text) and (word.capital or not is_word(word.text)):
            yield index, index + 1, False
        elif "(" in text[word.end : word.end + 2] and is_unlisted(word) and not is_head(word):
            yield index, index + 1, True


def full(text: str, words: Words) -> Iterator[Found]:
    """First names with what follows; "Kowalczyk, Bożena"; a telling surname behind an unknown first name."""
    for index, word in enumerate(words):
        if not word.capital or word.key in say.STOP:
            continue
        if is_plain_first(word.text) and (not word.shouted or _is_shouted_name(text, words, index)):
            first = index - 1 if index and _surname_before(text, words, index) else index
            last = extent(text, words, index)
            if not _NO_NAME.match(text, word.start) and not in_place_name(text, words, first, last):
                yield first, last, False
        elif next_to(text, words, index) and _is_strange_pair(text, words, index):
            yield index, extent(text, words, index), True


def _is_shouted_name(text: str, words: Words, index: int) -> bool:
    """Whether a word all in capitals is a name and no abbreviation: a surname follows, or everything is shouted."""
    beside = words[index + 1] if next_to(text, words, index) else None
    around = [word for word in words[max(0, index - 3) : index + 4] if len(word.text) > _LONGEST_SMALL_WORD]
    shouting = len(around) >= _FEWEST_SHOUTED and all(word.shouted for word in around)
    return shouting or (beside is not None and is_last(beside.text) and not is_common(beside.text))


def _surname_before(text: str, words: Words, index: int) -> bool:
    """Whether the surname stands first: "Nguyen Thi Lan", and with a comma at the start of a line or item."""
    word = words[index - 1]
    if gap(text, words, index - 1) == " ":
        return is_surname_only(word) and word.key not in say.STOP and not is_common(word.text) and not is_head(word)
    starts = _ITEM_START.search(text[max(0, word.start - 3) : word.start])
    surname = is_last(word.text) or looks_like_surname(word.text)
    return (
        gap(text, words, index - 1).strip() == ","
        and word.capital
        and surname
        and bool(starts)
        and not is_word(word.text)
    )


def _is_strange_pair(text: str, words: Words, index: int) -> bool:
    """Two capitalised words, the second a surname and nothing else, the first in no list and no dictionary."""
    word, surname = words[index], words[index + 1]
    if not surname.capital or surname.shouted or word.shouted or surname.key in say.STOP:
        return False
    if "\n" in gap(text, words, index) or in_place_name(text, words, index, index + 2):
        return False
    if is_first(word.text):
        return word.key not in say.SENTENCE_WORDS and is_last(surname.text) and not is_head(surname)
    telling = is_last(surname.text) or looks_like_surname(surname.text)
    return telling and is_unlisted(word) and not is_common(surname.text)


def initialled(text: str, words: Words) -> Iterator[Found]:
    """A surname after an initial: "M. Kunze"."""
    for match in _BEFORE_INITIAL.finditer(text):
        index = word_at(words, match.end())
        if index is not None and not in_place_name(text, words, index, index + 1):
            # "A. Koch" at the start of an item may be its letter.
            item = _ITEM_START.search(text[max(0, match.start() - 3) : match.start()]) is not None
            listed = is_surname_only(words[index]) or (is_last(words[index].text) and not item)
            if listed or is_unlisted(words[index]):
                yield index, index + 1, not listed


def speaking(text: str, words: Words) -> Iterator[Found]:
    """Before "sagte", "meinte"; lower-case first names where a person would stand."""
    for index, word in enumerate(words):
        after = words[index + 1].key if next_to(text, words, index) else ""
        if word.capital:
            if after in say.SAYS and word.key not in say.STOP and not word.shouted and _is_somebody(word):
                yield index, index + 1, not is_first(word.text)
        elif (
            len(word.text) >= SHORTEST_LOWER
            and is_plain_first(word.text)
            and word.key not in say.PLAIN_WORDS
            and not _NO_NAME.match(text, word.start)
        ):
            before = words[index - 1].key if index and next_to(text, words, index - 1) else ""
            if after in say.LOWER_AFTER or before in say.LOWER_BEFORE:
                yield index, extent(text, words, index), False


def again(words: Words, taken: dict[int, Found]) -> None:
    """Takes a word that was part of a name elsewhere in the answer: "Frau Hönig … wenn Hönig krank ist"."""
    names = {words[index].text for index in taken if words[index].capital and len(words[index].text) >= SHORTEST_LOWER}
    names = {name for name in names if not is_common(name)}
    for index, word in enumerate(words):
        if index not in taken and word.text in names:
            taken[index] = (index, index + 1, False)


def _is_somebody(word: Token) -> bool:
    return is_first(word.text) or is_unlisted(word) or (is_last(word.text) and not is_common(word.text))


def join_lists(text: str, words: Words, taken: dict[int, Found]) -> None:
    """Adds the names that stand in one list with a name: "Herr Kunze und Wolf", "Rosa, Emil und Kim"."""
    links = list(_list_links(text, words))
    for left, right in links:
        if left in taken and right not in taken and taken[left][1] == left + 1:
            unsure = _fits_list(text, words, right, words[left])
            if unsure is not None:
                last = extent(text, words, right)
                taken |= dict.fromkeys(range(right, last), (right, last, unsure or taken[left][2]))
    for left, right in reversed(links):
        if right in taken and left not in taken and taken[right][0] == right:
            unsure = _fits_list(text, words, left, words[right])
            if unsure is False and words[left].capital:
                taken[left] = (left, left + 1, taken[right][2])


def _list_links(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Pairs of words with a comma, a slash or an "und" between."""
    for index in range(len(words) - 1):
        if next_to(text, words, index, _LIST_MARK):
            yield index, index + 1
        elif (
            words[index + 1].key in {"und", "oder", "sowie"}
            and next_to(text, words, index)
            and next_to(text, words, index + 1)
        ):
            yield index, index + 2


def _fits_list(text: str, words: Words, index: int, beside: Token) -> bool | None:
    """None where the word is no name, else whether it is unsure."""
    word = words[index]
    if word.key in say.STOP | say.SENTENCE_WORDS or in_place_name(text, words, index, index + 1):
        return None
    if is_first(word.text) and (word.capital or not (beside.capital or is_word(word.text))):
        return False
    strange = index > 0 and words[index - 1].key == "und" and is_plain_first(beside.text) and is_unlisted(word)
    return True if strange else None
