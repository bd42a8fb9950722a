"""Birth dates, number plates, file and customer numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.domain.text import PersonalData, Redaction
from nlp.text.personal import context as say
from nlp.text.personal.lists import folded_name

_MONTH = (
    r"(?:jan(?:uar)?|jänner|feb(?:ruar)?|m(?:ä|ae)rz|mrz|apr(?:il)?|mai|jun[io]?|jul[iy]?|aug(?:ust)?"
    r"|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dez(?:ember)?)\.?"
)
DATE = (
    rf"(?:\d{{1,2}}\.?[ ]?{_MONTH}[ ]?(?:\d{{4}}|'?\d{{2}})|\d{{1,2}}[./\-][ ]?\d{{1,2}}[./\-][ ]?(?:\d{{4}}|\d{{2}})"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}\. ?\d{1,2}\.(?!\d))"
)
_BORN_BEFORE = re.compile(
    r"(?:\b(?:geb(?:oren(?:e[rns]?)?)?|gebohren|geburtsdatum|geb\.?[ \-]?dat(?:um)?|geburtstag|gebtag|birthday)"
    rf"\b[^\d\n;!?]{{0,30}}|[*][ ]?)(?P<date>{DATE})",
    re.IGNORECASE,
)
_BORN_AFTER = re.compile(
    rf"(?<![\d.])(?P<date>{DATE})[ ,]{{0,2}}(?:[^\W\d_]{{1,20}} ){{0,4}}geb(?:oren|ohren|\.)", re.IGNORECASE
)

_PLATE_END = r"[1-9]\d{0,3}[EHeh]?(?![\w\-/]|[.,]\d)"
_PLATE = re.compile(rf"(?<![\w\-])([A-ZÄÖÜ]{{1,3}})(?:-| - )[A-Z]{{1,2}}[ \-]?{_PLATE_END}")
_PLATE_BESIDE_CAR = re.compile(
    rf"(?<![\w\-])(?:([A-ZÄÖÜ]{{1,3}}) [A-Z]{{1,2}}|([a-zäöü]{{1,3}})-[a-z]{{1,2}})[ \-]?{_PLATE_END}"
)
_NAMED_PLATE = re.compile(
    r"\b(?:kennz(?:eichen|\.)?|nummernschild)(?: \w{2,10}){0,2}[ :(\"„]{1,3}"
    rf"(?P<plate>[a-zäöü]{{1,3}}[ \-]{{1,3}}[a-z]{{1,2}}[ \-]{{0,2}}{_PLATE_END})",
    re.IGNORECASE,
)
_CAR = re.compile(
    r"kennz|nummernschild|\bkfz|\bpkw|\blkw|\bautos?\b|wagen\b|fahrzeug|transporter|\bsuv\b|\bbmw\b|\baudi\b|\bvw\b"
    r"|\bopel\b|\bmercedes\b|\bskoda\b|\bgolf\b|motorrad|moped|roller|parkt|geparkt|fahrer|falschpark",
    re.IGNORECASE,
)
_NEAR = 60

# A word that names a number, a little between, then the first piece with a digit in it and what belongs to it.
_ID_WORD = re.compile(
    r"\b(?P<word>az|a\.z|gz|bg|aktz|akt\.-z|gesch\.-?z|aktenz(?:ei)?(?:ch|hc)(?:en|n|\.)?|(?:kassen|buchungs|gesch(?:ä|ae)fts|akten)?zeichen|ref"
    r"|[^\W\d_]{1,24}(?:num+ern?|nr|(?-i:ID))|[^\W\d_]{1,20}\.?-(?:num+ern?|nr|id)|id|(?P<owner>[^\W\d_]{2,20})[ ]nr"
    r"|[^\W\d_]{0,12}ausweis(?:es)?|reisepass(?:es)?|aufenthaltstitel|aktz|vorgang|ticket|matrikel|kto)(?!\w)"
    r"[^\d\n;!?]{0,28}?(?P<id>(?<![^\W_])(?<![\w][/.\-])(?:[A-Z]{1,3}[ ])?[\w/.\-]{0,12}?\d[\w/.\-]{0,24}"
    r"(?:[ ][\d/][\w/.\-]{0,12}|[ ](?-i:[A-Z]{1,3})[ ]\d[\w/.\-]{0,12}){0,5})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOTHING_BETWEEN = re.compile(r"[ .:#]{0,4}(?:(?:nr|nummer|ist|lautet)[ .:#]{0,3})?", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(.{0,24}?)-?(?:num+ern?|nr|id)", re.IGNORECASE)
_TAX_ID = re.compile(r"(?<![\w.])\d{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}(?![\w.]?\d)")
_PENSION_ID = re.compile(r"(?<!\w)\d{2}[ ]?(?P<day>[0-9]\d)(?P<month>[01]\d)\d{2}[ ]?[A-Z][ ]?\d{3}(?!\w)")
_HEALTH_ID = re.compile(r"(?<!\w)[A-Z]\d{9}(?!\w)")
_COURT_FILE = re.compile(r"(?<![\w.])\d{1,3}[ ][A-Z][A-Za-z]{0,3}[ ]\d{1,5}/\d{2}(?!\w)")
_FEWEST_DIGITS = 3


def birth_dates(text: str) -> Iterator[Redaction]:
    """Dates that "geboren", "Geburtsdatum" or a star marks as somebody's."""
    for pattern in (_BORN_BEFORE, _BORN_AFTER):
        for match in pattern.finditer(text):
            yield Redaction(start=match.start("date"), end=match.end("date"), kind=PersonalData.DATE_OF_BIRTH)


def plates(text: str) -> Iterator[Redaction]:
    """Plates with their hyphen; without it, or in lower case, only where a car is spoken of."""
    for match in _NAMED_PLATE.finditer(text):
        yield Redaction(start=match.start("plate"), end=match.end("plate"), kind=PersonalData.PLATE)
    for pattern, sure in ((_PLATE, True), (_PLATE_BESIDE_CAR, False)):
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
            letters = match[1] or match[2]
            if letters.lower() not in say.NO_PLATES and (sure or _CAR.search(around)):
                yield Redaction(start=match.start(), end=match.end(), kind=PersonalData.PLATE)


def _of_a_thing(word: str, owner: str | None) -> bool:
    """Whether this is a "Zimmernummer" or "Linien-Nr.", which is nobody's own."""
    if owner is not None:
        return folded_name(owner) not in say.NUMBERS_OF_PEOPLE
    number_of = _NUMBER_OF.fullmatch(word)
    return number_of is not None and folded_name(number_of[1].rstrip(".")) in say.NUMBERS_OF_THINGS


def _is_own(match: re.Match[str], written: str) -> bool:
    """Whether the number is no year and, behind a word that says little, stands right there or looks like a file's."""
    if sum(letter.isdigit() for letter in written) < _FEWEST_DIGITS or _YEAR.fullmatch(written):
        return False
    if match["word"].lower() in {"ticket", "vorgang", "matrikel", "ref", "kto"}:
        return _NOTHING_BETWEEN.fullmatch(match.string[match.end("word") : match.start("id")]) is not None
    return match["word"].lower() != "zeichen" or "/" in written


def identifiers(text: str) -> Iterator[Redaction]:
    """Numbers that a word names as somebody's, and such as speak for themselves by checksum or shape."""
    from stdnum.de import idnr

    for match in _ID_WORD.finditer(text):
        start, end = match.span("id")
        end -= len(match["id"]) - len(match["id"].rstrip(" .-/"))
        if _is_own(match, text[start:end]) and not _of_a_thing(match["word"], match["owner"]):
            yield Redaction(start=start, end=end, kind=PersonalData.ID)
    for match in _TAX_ID.finditer(text):
        if idnr.is_valid(match.group()):
            yield Redaction(start=match.start(), end=match.end(), kind=PersonalData.ID)
    for pattern in (_PENSION_ID, _HEALTH_ID, _COURT_FILE):
        for match in pattern.finditer(text):
            yield Redaction(start=match.start(), end=match.end(), kind=PersonalData.ID)
