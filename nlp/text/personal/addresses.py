"""Postal addresses: a street with its house number, and the postcode and town beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.domain.text import PersonalData, Redaction
from nlp.text.personal import context as say
from nlp.text.personal.lists import folded_name, is_common, is_first, lemma

_KIND = (
    r"(?:stra(?:ß|ss|s)e|strße|str(?:\.|(?!\w))|weg|allee|gasse|chaussee|damm|ufer|promenade|platz|ring|steig|stieg"
    r"|pfad|zeile|siedlung)"
)
_KIND_APART = r"(?:Stra(?:ß|ss)e|Str(?:\.|(?!\w))|Weg|Allee|Gasse|Chaussee|Damm|Ufer|Platz|Ring|Steig|Pfad|Promenade)"
_HOUSE = r"[1-9]\d{0,2}(?:[ ]?[a-z](?!\w))?"
_NUMBER = (
    rf"[ ]{{0,2}}(?:(?:nr\.?|hausnummer|hausnr\.?|hnr\.?|nummer)[ ]?)?{_HOUSE}(?:[ ]?[/+\-][ ]?{_HOUSE})?"
    r"(?![\w€%]|[.,:/\-]\d|[ ]?[€%²])"
)
_QUALITY = (
    r"(?:(?:alte|neue|große|kleine|lange|breite|hohe|obere|untere|hintere|vordere|innere|äußere|mittlere)[rn]?"
    r"|st\.|sankt)[ ]"
)
_NOUN = r"[A-ZÄÖÜ][\w\-]{2,30}"
# "Lindenstraße 5", "Alte Poststr. 3a", "karl-marx-straße 7"
_JOINED = re.compile(rf"(?<![\w\-])(?P<name>(?:{_QUALITY})?[^\W\d_][\w\-]{{0,40}}?{_KIND}){_NUMBER}", re.IGNORECASE)
# "Bonner Straße 5", "Karl Marx Straße 7", "Straße des Friedens 2", "Platz der Republik 1"
_APART = re.compile(
    rf"(?<![\w\-])(?P<name>(?:[A-ZÄÖÜ][\w\-]{{1,30}}[ ]){{1,3}}{_KIND_APART}"
    rf"|(?:Straße|Strasse|Str\.|Platz|Weg|Allee)[ ](?:de[rs]|am|an[ ]der|zu[rm]|nach)[ ]{_NOUN}(?:[ ]{_NOUN})?)"
    rf"(?i:{_NUMBER})"
)
# "Am Anger 12", "An der Alten Ziegelei 3", "Unter den Linden 5"
_BY = (
    r"(?:am|an[ ]de[rnm]|im|in[ ]de[rn]|auf[ ]de[rmn]|zu[rm]|zu[ ]den|unter[ ]de[rnm]|unterm|hinter[ ]de[rmn]"
    r"|hinterm|vor[ ]de[rmn]|beim?|bei[ ]de[rnm]|über[ ]de[rmn])"
)
_BY_NAME = re.compile(
    rf"(?<![\w\-])(?P<name>(?P<by>(?i:{_BY}))[ ](?:(?:[A-ZÄÖÜ]\w{{2,20}}(?:en|er)|hohen|alten|neuen)[ ])?"
    rf"(?P<place>[^\W\d_][\w\-]{{2,30}}))(?i:{_NUMBER})"
)
_TOWN = (
    r"(?:(?:Bad|Sankt|St\.|Neu|Alt|Groß|Klein)[ ])?[A-ZÄÖÜ][^\W\d_]{1,30}(?:[\-/][A-ZÄÖÜ]?[^\W\d_]{1,30}){0,3}"
    r"(?:[ ](?:an[ ]der|am|im|ob[ ]der|bei|a\.[ ]?d\.|i\.)[ ][A-ZÄÖÜ]\w{2,20})?"
)
_AFTER = re.compile(
    r"(?:[ ]?[,;/|\-][ ]?|[ ]?\n[ ]?|[ ]in[ ]|[ ])(?:D[ \-]{1,3})?\d{5}(?!\d)"
    rf"(?:[ ](?:{_TOWN}|[^\W\d_][^\W\d_\-]{{2,30}}))?"
    rf"|(?:,[ ]?|[ ]in[ ]|[ ])(?P<town>{_TOWN})(?=[ ]?(?:$|[\n.,;:!?)]))"
)
_BEFORE = re.compile(rf"(?:D-)?(?<!\d)\d{{5}}[ ]{_TOWN}[ ]?[,;\n]?[ ]?$")
_POST_BOX = re.compile(r"\bpostfach[ ]?(?:nr\.?[ ]?)?\d[\d ]{1,10}\d", re.IGNORECASE)
_NEXT_WORD = re.compile(r"(?P<blank>[ ]{0,2})(?P<word>[^\W\d_]{1,30})")
_ORDINAL = re.compile(
    r"[ ]?\.[ ]?(?:klasse|schuljahr|stock|og|etage|januar|februar|märz|april|mai|jun|jul|aug|sep|okt|nov|dez)",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:wohn\w{0,20}|leben?|lebt|anschrift|adresse|zuhause|hause|haus|umgezogen|gezogen|gemeldet|nachbar\w{0,12}"
    r"|grundstück|mieter\w{0,12})\b[^\n]{0,40}$",
    re.IGNORECASE,
)
_LAST = re.compile(r"[ ]?(?:$|[\n.;:!?)])|,|[ ](?:in|und|ist|hat|wohn\w{1,10}|steht|gibt|seit|wird|bei)\b|[ ]?\d{5}")
_LOOK_BACK = 60


def addresses(text: str) -> Iterator[Redaction]:
    """Streets with a house number; a street or square by itself is nobody's address."""
    for pattern in (_JOINED, _APART):
        for match in pattern.finditer(text):
            if not _is_kind(match["name"]) and not _counts(text, match.end()):
                yield _whole(text, match)
    for match in _BY_NAME.finditer(text):
        if _is_by_name(text, match):
            yield _whole(text, match)
    for match in _POST_BOX.finditer(text):
        yield Redaction(start=match.start(), end=match.end(), kind=PersonalData.ADDRESS)


def _is_kind(name: str) -> bool:
    """Whether this is a kind of way or place ("Radweg", "der Platz") and no name of one."""
    key = folded_name(name).rstrip(".")
    if key in say.STREET_NAMES:
        return False
    before = re.sub(rf"[ ]?{_KIND}$", "", key)
    return before in say.STREET_KINDS | say.STREET_DETERMINERS


def _counts(text: str, end: int) -> bool:
    """Whether the number counts what comes next ("Lindenstraße 30 km/h", "Ringstraße 2 Bäume")."""
    following = _NEXT_WORD.match(text, end)
    if following is None:
        return _ORDINAL.match(text, end) is not None
    word = following["word"]
    if folded_name(word) in say.COUNTED:
        return True
    noun = word[0].isupper() and following["blank"] == " " and not _AFTER.match(text, end)
    return noun and is_common(word) and lemma(word) != word


def _is_by_name(text: str, match: re.Match[str]) -> bool:
    """Whether "Am Anger 12" is an address: it ends there, or somebody lives there."""
    place = folded_name(match["place"])
    if {place, place.removesuffix("s")} & say.NO_PLACE or _counts(text, match.end()):
        return False
    after = _AFTER.match(text, match.end())
    if after and after["town"] is None:
        return True
    if _LIVES.search(text[max(0, match.start() - _LOOK_BACK) : match.start()]):
        return True
    return match["by"][0].isupper() and match["place"][0].isupper() and _LAST.match(text, match.end()) is not None


def _whole(text: str, match: re.Match[str]) -> Redaction:
    """The street with the postcode and the town that stand before or after it."""
    after = _AFTER.match(text, match.end())
    end = match.end()
    if after and (after["town"] is None or not is_common(after["town"])):
        end = after.end()
    before = _BEFORE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
    start = match.start() - len(before.group()) if before else match.start() + _lead(match["name"])
    return Redaction(start=start, end=end, kind=PersonalData.ADDRESS)


def _lead(name: str) -> int:
    """Characters of nouns before the street's own name ("Haus Bonner Straße", "Ecke Karl Marx Straße")."""
    words = re.findall(r"[^ ]+[ ]", name)
    if re.match(rf"{_QUALITY}|{_KIND_APART}[ ]|{_BY}[ ]", name, re.IGNORECASE):
        return 0
    skipped = 0
    while len(words) > 1 and is_common(words[0].strip()) and not is_first(words[0].strip()):
        skipped += len(words.pop(0))
    return skipped
