"""The numbers a German sentence names: digits, number words, percentages, fractions, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from nlp.domain.folding import fold
from nlp.domain.proposals import Unit


class Kind(StrEnum):
    """How a number is meant."""

    COUNT = "count"
    PERCENT = "percent"
    SHARE = "share"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number: `key` is equal for equal numbers however written; `noun` is what follows it, folded.

    `of` is the denominator in „12 von 58 Aussagen“. OTHER are years, times, ordinals, multiples: they have no value.
    """

    kind: Kind
    key: str
    value: float = 0.0
    of: float | None = None
    unit: Unit | None = None
    noun: str = ""


_ONES = {"ein": 1, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8,
         "neun": 9}  # fmt: skip
_TEENS = {"zehn": 10, "elf": 11, "zwoelf": 12, "dreizehn": 13, "vierzehn": 14, "fuenfzehn": 15, "sechzehn": 16,
          "siebzehn": 17, "achtzehn": 18, "neunzehn": 19}  # fmt: skip
_TENS = {"zwanzig": 20, "dreissig": 30, "vierzig": 40, "fuenfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
         "neunzig": 90}  # fmt: skip
_ODD = {"null": 0, "zwo": 2, "beide": 2, "beiden": 2, "beider": 2, "beides": 2, "zweier": 2, "dreier": 3,
        "zweien": 2, "dreien": 3}  # fmt: skip
_ARTICLES = {"ein", "eine", "einer", "eines", "einen", "einem"}
_TENS_WORD = re.compile(rf"(?:({'|'.join(_ONES)})und)?({'|'.join(_TENS)})")
_ORDINALS = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fuenft": 5, "sechst": 6, "siebt": 7, "siebent": 7,
             "acht": 8, "neunt": 9, "zehnt": 10, "elft": 11, "zwoelft": 12}  # fmt: skip
_ORDINAL_END = re.compile(r"(?:e|en|er|es|em|ens|mals|malig\w*)$")
_MULTIPLE = re.compile(r"(?:mal|malig\w*|fach\w*)$")
_PARTS = {"haelfte": 2, "drittel": 3, "viertel": 4, "fuenftel": 5, "sechstel": 6, "siebtel": 7, "achtel": 8,
          "neuntel": 9, "zehntel": 10}  # fmt: skip
_PLAIN_OTHER = {"doppelt", "doppelte", "doppelten", "doppelter", "halb", "halbe", "halben", "halber", "halbes",
                "anderthalb", "eineinhalb", "million", "millionen", "milliarde", "milliarden"}  # fmt: skip
_UNITS = (
    (re.compile(r"aussagen?$"), Unit.STATEMENTS),
    (re.compile(r"(?:person(?:en)?|befragte[nrs]?|haushalte?n?)$"), Unit.RESPONDENTS),
    (re.compile(r"(?:einrichtung(?:en)?|organisation(?:en)?)$"), Unit.ORGANISATIONS),
)
_TOKEN = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*(?![^\W_])|[^\W_]+|%")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+$")
_DECIMAL = re.compile(r"[0-9]+(?:,[0-9]+)?$")
_FRACTION = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})$")
_LONGEST_WORD = 60
_NO_NUMBERS = re.compile(r"achten$|einfach")
_FAR = 4
"""What a number counts is the first noun among so many words after it."""


def numbers(text: str) -> list[Number]:
    """All numbers a text names, in reading order."""
    return list(_found(_TOKEN.findall(text)))


def word_value(word: str) -> int | None:
    """The value of a folded number word, articles not among them: zwei 2, dreiundzwanzig 23, zweihundert 200."""
    if word in _ARTICLES or len(word) > _LONGEST_WORD:
        return None
    if word in _ODD:
        return _ODD[word]
    for big, size in (("tausend", 1000), ("hundert", 100)):
        before, is_there, after = word.partition(big)
        if is_there:
            many = word_value(before) if before not in {"", "ein"} else 1
            rest = word_value(after.removeprefix("und")) if after else 0
            return None if many is None or rest is None else many * size + rest
    if tens := _TENS_WORD.fullmatch(word):
        return _ONES.get(tens.group(1) or "", 0) + _TENS[tens.group(2)]
    return _ONES.get(word) or _TEENS.get(word)


def _found(tokens: list[str]) -> Iterator[Number]:
    folded = [fold(token) for token in tokens]
    place = 0
    while place < len(tokens):
        read = _share(folded, place) or _plain(folded, place)
        if read is None:
            place += 1
            continue
        number, used = read
        place += used
        unit, noun = (None, "") if number.kind is Kind.OTHER else _counted(tokens[place : place + _FAR])
        yield Number(
            kind=number.kind, key=number.key, value=number.value, of=number.of, unit=unit, noun=number.noun or noun
        )


def _share(words: list[str], place: int) -> tuple[Number, int] | None:
    """„jede dritte“, „zwei Drittel“, „die Hälfte“, and how many words that took."""
    word, following = words[place], words[place + 1] if place + 1 < len(words) else ""
    if word in {"jede", "jeder", "jedes", "jeden", "jedem"} and (nth := _ordinal(following)):
        return _ratio(1, nth), 2
    if following in _PARTS and (many := 1 if word in _ARTICLES else _value(word)):
        return _ratio(many, _PARTS[following]), 2
    if word in _PARTS:
        return _ratio(1, _PARTS[word]), 1
    return None


def _plain(words: list[str], place: int) -> tuple[Number, int] | None:
    """A count, a percentage, „12 von 58“, or another number, and how many words that took."""
    word, rest = words[place], words[place + 1 : place + 4]
    value = _value(word)
    one_of = word in _ARTICLES | {"eins"} and rest[:1] == ["von"] and len(rest) > 1 and _value(rest[1]) is not None
    if value is None and not one_of:
        return (_other(word), 1) if _numeric(word) else None
    value = 1 if value is None else value
    if rest[:1] in (["%"], ["prozent"]):
        return Number(kind=Kind.PERCENT, key=f"{value:g}", value=value), 2
    # „12 von 58 Aussagen“, „12 von den 58“, „12 der 58“: the second number is the denominator.
    for far, link in enumerate(rest[:2]):
        if link in {"von", "der", "den", "aus"} and far + 1 < len(rest) and (of := _value(rest[far + 1])) is not None:
            return Number(kind=Kind.COUNT, key=f"{value:g}/{of:g}", value=value, of=of), far + 3
    return Number(kind=Kind.COUNT, key=f"{value:.12g}", value=value), 1


def _ratio(many: float, parts: int) -> Number:
    return Number(kind=Kind.SHARE, key=f"{many:g}/{parts}", value=many / parts)


def _other(word: str) -> Number:
    return Number(kind=Kind.OTHER, key=word)


def _value(word: str) -> float | None:
    """The value of a count in digits or words; None for all else."""
    if _THOUSANDS.fullmatch(word):
        return float(word.replace(".", ""))
    if _DECIMAL.fullmatch(word):
        return float(word.replace(",", "."))
    return None if word[:1].isdigit() else word_value(word)


def _numeric(word: str) -> bool:
    """Whether a word is a number of another kind: 22:00, U18, ½, 3/4, zweitens, dreimal, doppelt."""
    multiple = _MULTIPLE.sub("", word)
    return not _NO_NUMBERS.match(word) and (
        any(mark.isnumeric() for mark in word)
        or word in _PLAIN_OTHER
        or _ordinal(word) is not None
        or (multiple != word and (multiple == "ein" or word_value(multiple) is not None))
    )


def _ordinal(word: str) -> int | None:
    """The value of an ordinal in any form: dritte, zweitens; None for all else."""
    stem = _ORDINAL_END.sub("", word)
    if stem == word:
        return None
    if stem in _ORDINALS:
        return _ORDINALS[stem]
    return word_value(stem.removesuffix("st")) if stem.endswith("st") else None


def _counted(following: list[str]) -> tuple[Unit | None, str]:
    """What is counted: the unit, if it is one of ours, and the noun itself, folded; nothing beyond another number."""
    near = takewhile(lambda word: not word[:1].isdigit(), following)
    noun = next((fold(word) for word in near if word[:1].isupper()), "")
    return next((unit for form, unit in _UNITS if form.match(noun)), None), noun
