"""Names that the words before them announce: titles, relations, labels, greetings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.text.personal import context as say
from nlp.text.personal.lists import in_dictionary, is_common, is_first, is_last, is_plain_first, is_word
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
    leads_to_place,
    next_to,
    word_at,
)

_AFTER_TITLE = re.compile(r"\.?[ ]{0,2}\n?")
_AFTER_DEGREE = re.compile(r"[.\-]{0,2}[ ]?")
_AFTER_RELATION = re.compile(r"[ ]{1,2}|,?[ ]?[(„\"»‚'][ ]?|,[ ]|:[ ]?|[ ]?\n")
_AFTER_LABEL = re.compile(r"(?:/in|:in|\*in|\(in\))?[ ]?[:=\-][ ]{0,3}\n?|[ ]\(|\.[ ]?|[ ]")
_AFTER_INITIAL = re.compile(r"\.[ ]?")
_AFTER_GREETING = re.compile(r"[\s,.!:;\-]{0,6}")
_CLOSING = re.compile(r"[ ]?(?:$|[\n,;.!(/|])")
_ICH_BIN = re.compile(r"\b(?:(?:ich|hier) (?:bin|ist)(?: (?:der|die))?|bin (?:der|die)|ich,) ", re.IGNORECASE)


def titled(text: str, words: Words) -> Iterator[Found]:
    """After "Frau", "Herr", "Familie", "Dr."."""
    for index, title in enumerate(words[:-1]):
        if title.key not in say.TITLES or not next_to(text, words, index, _AFTER_TITLE):
            continue
        name = index + 1
        while next_to(text, words, name, _AFTER_DEGREE) and _stands_between(words, name):
            name += 1
        start = name
        if words[name].key in say.NAME_PARTICLES and next_to(text, words, name):
            name += 1
        of_place = title.key not in say.PLAIN_TITLES and leads_to_place(text, words, name + 1)
        if _fits_title(words, index, name) and not of_place:
            yield start, extent(text, words, name), False


def _stands_between(words: Words, index: int) -> bool:
    """Whether this is a degree or an office before the name: "Herr Bürgermeister Kunze", "Frau Dr. Ahrens"."""
    office = words[index].capital and say.OFFICES.fullmatch(words[index].key) and words[index + 1].capital
    return words[index].key.split("-")[0] in say.DEGREES or bool(office)


def _fits_title(words: Words, title: int, index: int) -> bool:
    """Whether the word after a title is a name: no office, no verb of a sentence about women."""
    word = words[index]
    if word.key in say.STOP | say.TITLES or say.OFFICES.fullmatch(word.key):
        return False
    listed = is_last(word.text) or is_first(word.text)
    some_woman = title > 0 and _speaks_of_women(words, title - 1)
    if not word.capital:
        if some_woman or len(word.text) < SHORTEST_LOWER:
            return is_plain_first(word.text)
        fits = (listed and word.key not in say.PLAIN_WORDS) or not in_dictionary(word.text)
    elif word.shouted and not words[title].shouted:
        fits = listed
    elif some_woman:
        fits = (listed and not is_common(word.text)) or is_unlisted(word)
    elif words[title].key in say.FAMILY:
        fits = listed or not (is_head(word) or in_dictionary(word.text))
    else:
        fits = listed or not is_head(word)
    return fits


def _speaks_of_women(words: Words, index: int) -> bool:
    """Whether "Frau" is no title here: "als Frau", "jede Frau", "meine Frau", "schwangere Frau"."""
    before = words[index]
    if before.key in say.INDEFINITE or (before.key in say.POSSESSIVES and not before.key.startswith("uns")):
        return True
    inflected = before.key not in say.POSSESSIVES and not before.capital and before.key.endswith(say.INFLECTED)
    return inflected and is_common(before.text)


def related(text: str, words: Words) -> Iterator[Found]:
    """After "meine Tochter", "unser Nachbar", "die Erzieherin"."""
    for index, relation in enumerate(words[:-1]):
        name = index + 1
        if relation.key in say.RELATIONS or relation.key.endswith(say.ROLES):
            if next_to(text, words, index, _AFTER_RELATION):
                possessed = index > 0 and words[index - 1].key in say.POSSESSIVES
                unsure = _fits_relation(text, words, index, possessed=possessed)
                if unsure is not None:
                    yield name, extent(text, words, name), unsure
        elif relation.key in say.POSSESSIVES and next_to(text, words, index) and is_plain_first(words[name].text):
            yield name, extent(text, words, name), False


def _fits_relation(text: str, words: Words, relation: int, *, possessed: bool) -> bool | None:
    """None where no name follows, else whether it is unsure."""
    index, between = relation + 1, gap(text, words, relation)
    word = words[index]
    if is_first(word.text) and (word.capital or "," not in between):
        last = extent(text, words, index)
        full = word.capital and last > index + 1 and is_last(words[index + 1].text)
        if not is_word(word.text) or full or (word.capital and possessed):
            return False
    if between.strip(" (\n") or words[relation].key in say.ADJECTIVES or in_place_name(text, words, index, index + 1):
        return None
    role = words[relation].key not in say.KIN and word.capital and word.key not in say.STOP and not word.shouted
    surname = role and is_last(word.text)
    strange = is_unlisted(word) and (possessed or words[relation].key not in say.PLURALS)
    if surname or strange or (possessed and between == " " and _strange_lower(words, index)):
        return True
    return None


def _strange_lower(words: Words, index: int) -> bool:
    """A word in lower case that no dictionary knows, before a verb that people go with."""
    word = words[index]
    goes_on = index + 1 < len(words) and words[index + 1].key in say.LOWER_AFTER
    return goes_on and not word.capital and len(word.text) >= SHORTEST_LOWER and not is_common(word.text)


def labelled(text: str, words: Words) -> Iterator[Found]:
    """After "Ansprechpartnerin:", "ich heiße", "mein Name ist"."""
    for index, label in enumerate(words[:-1]):
        named = label.key in say.NAMED
        between = gap(text, words, index)
        if not (named or label.key in say.LABELS) or not _AFTER_LABEL.fullmatch(between):
            continue
        linked = words[index + 1].key in {"ist", "war"} and next_to(text, words, index + 1)
        name = index + 2 if linked else index + 1
        if linked or named or ":" in between or "=" in between:
            word = words[name]
            if len(word.text) == 1 and next_to(text, words, name, _AFTER_INITIAL) and words[name + 1].capital:
                yield name + 1, extent(text, words, name + 1), False
            elif is_first(word.text) and (word.capital or not is_word(word.text)):
                yield name, extent(text, words, name), False
            elif (is_unlisted(word) or is_surname_only(word)) and not in_place_name(text, words, name, name + 1):
                yield name, extent(text, words, name), True


def introduced(text: str, words: Words) -> Iterator[Found]:
    """After "ich bin", "ich,", "hier ist"."""
    for match in _ICH_BIN.finditer(text):
        index = word_at(words, match.end())
        if index is None or not is_first(words[index].text):
            continue
        if words[index].capital or not is_word(words[index].text):
            yield index, extent(text, words, index), False


def signed(text: str, words: Words) -> Iterator[Found]:
    """After a greeting, as people sign."""
    for match in say.GREETING.finditer(text):
        space = _AFTER_GREETING.match(text, match.end())
        index = word_at(words, space.end() if space else match.end())
        while index is not None and index + 1 < len(words) and words[index].key in say.BEFORE_SIGNATURE:
            index += 1
        if index is None:
            continue
        word, last = words[index], extent(text, words, index)
        strong = match["strong"] is not None
        closing = _CLOSING.match(text, words[last - 1].end) is not None
        if is_first(word.text) and (strong or word.capital) and (closing or not is_word(word.text)):
            yield index, last, False
        elif strong and closing and (is_unlisted(word) or is_surname_only(word)):
            yield index, last, True
