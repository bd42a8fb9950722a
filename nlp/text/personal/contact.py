"""E-mail addresses, telephone numbers and bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.domain.text import PersonalData, Redaction

_AT = (
    r"(?:@|[ ]?[(\[{][ ]?(?:at|ät|@)[ ]?[)\]}][ ]?"
    r"|[ ](?:at|ät)[ ](?=[\w\-]{2,40}(?:\.|[ ]?(?:punkt|dot|[(\[])))|[ ]@[ ]?)"
)
_DOT = r"(?:\.|,(?=[a-z]{2,4}\b)|[ ]?[(\[{][ ]?(?:punkt|dot|\.)[ ]?[)\]}][ ]?|[ ](?:punkt|dot)[ ])"
_EMAIL = re.compile(
    rf"(?<![\w.+\-])[\w+\-]{{1,40}}(?:{_DOT}[\w+\-]{{1,40}}){{0,3}}{_AT}[\w\-]{{2,40}}(?:{_DOT}[\w\-]{{2,24}}){{1,3}}",
    re.IGNORECASE,
)
_TORN_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]{2,40}@[\w\-]{2,40}")

_NUMBER = re.compile(r"(?<![\w+/.,\-])(?:\+|\(?0|\(\+)[\d ()/.\-]{5,24}\d(?!\w)")
_DATES = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{3,5}/(?:19|20)\d{2}|0?\d{1,2}/(?:19|20)\d{2}\b.*|\d{1,2}\.\d{1,2}\.?\s?-\s?\d{1,2}\.\d{1,2}\.?.*"
)
_CALL = re.compile(
    r"\b(?:tel(?:efon)?(?:nummer|nr)?|fon|phone|handy(?:nummer|nr)?|mobil(?:nummer|nr|funk)?|ruf(?:nummer)?|fax(?:nummer)?"
    r"|whats ?app|signal|festnetz|durchwahl|dw|erreichbar|anrufen|zurückrufen|rufen)\b[^\d\n]{0,25}$",
    re.IGNORECASE,
)
_SHORT_NUMBER = re.compile(r"(?<![\w+/.,§\-])\d[\d ()/\-]{2,16}\d(?![\w%€])")
_FEWEST_DIGITS = 7
_MOST_DIGITS = 15

_IBAN = re.compile(r"\b[A-Z]{2}[ ]?\d{2}(?:[ \-]?[A-Z0-9]){11,30}\b", re.IGNORECASE)
_GERMAN_IBAN = re.compile(r"DE\d{18,22}")


def emails(text: str) -> Iterator[Redaction]:
    """Addresses, also "name (at) web punkt de" and ones with a slip of the finger."""
    if not re.search(r"@|\bät\b|\bat\b", text, re.IGNORECASE):
        return
    for match in _EMAIL.finditer(text):
        yield Redaction(start=match.start(), end=match.end(), kind=PersonalData.EMAIL)
    for match in _TORN_EMAIL.finditer(text):
        yield Redaction(start=match.start(), end=match.end(), kind=PersonalData.EMAIL, unsure=True)


def phones(text: str) -> Iterator[Redaction]:
    """Numbers that begin with 0 or +, and shorter ones after "Tel.", "Handy", "ruf … an"."""
    for match in _NUMBER.finditer(text):
        if is_phone(match.group()):
            yield Redaction(start=match.start(), end=match.end(), kind=PersonalData.PHONE)
    for match in _SHORT_NUMBER.finditer(text):
        digits = sum(letter.isdigit() for letter in match.group())
        if digits in range(4, _MOST_DIGITS) and _CALL.search(text[max(0, match.start() - 45) : match.start()]):
            yield Redaction(start=match.start(), end=match.end(), kind=PersonalData.PHONE)


def is_phone(written: str) -> bool:
    """Whether it can be dialled from Germany and belongs to somebody: no date, no free service number."""
    from phonenumbers import NumberParseException, PhoneNumberType, is_possible_number, number_type, parse

    digits = sum(letter.isdigit() for letter in written)
    if not _FEWEST_DIGITS <= digits <= _MOST_DIGITS or _DATES.fullmatch(written.strip("() ")):
        return False
    try:
        number = parse(written, "DE")
    except NumberParseException:
        return False
    return is_possible_number(number) and number_type(number) != PhoneNumberType.TOLL_FREE


def ibans(text: str) -> Iterator[Redaction]:
    """Bank accounts; a German one whose checksum is off is replaced all the same, as unsure."""
    from stdnum import iban

    for match in _IBAN.finditer(text):
        # The pattern may run on into the words behind the number: the longest valid beginning counts.
        end = match.end()
        floor = match.start() + 15
        while end > floor and not iban.is_valid(text[match.start() : end]):
            end -= 1
        if end > floor:
            yield Redaction(start=match.start(), end=end, kind=PersonalData.IBAN)
        else:
            yield from _mistyped(text, match)


def _mistyped(text: str, match: re.Match[str]) -> Iterator[Redaction]:
    end = match.end()
    while end > match.start() and not text[end - 1].isdigit():
        end -= 1
    joined = re.sub(r"[ \-]", "", text[match.start() : end]).upper()
    if _GERMAN_IBAN.fullmatch(joined):
        yield Redaction(start=match.start(), end=end, kind=PersonalData.IBAN, unsure=True)
