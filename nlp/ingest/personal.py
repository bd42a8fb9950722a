"""Columns that say who somebody is: by their header and by what stands in them."""

from __future__ import annotations

import re

from nlp.ingest.first_names import FIRST_NAMES
from nlp.ingest.profile import Profile, share

_NAMES = (
    "name vorname nachname familienname zuname firstname lastname surname ansprechpartner ansprechpartnerin "
    "ansprechperson kontaktperson benutzername username vorundnachname unterschrift"
)
_HEADER_WORDS = (
    ("IP-Adressen", "ip ipaddr ipaddress ipadresse"),
    ("E-Mail-Adressen", "email mail emailadresse mailadresse emailaddress"),
    ("Namen", _NAMES),
    ("Telefonnummern", "telefon tel telefonnummer telefonnr mobil mobilnummer handy handynummer fax rufnummer phone"),
    ("Zugangsschlüssel", "token zugangscode zugangsschlüssel passwort password accesscode kennwort"),
    ("Anschriften", "straße strasse hausnummer hausnr anschrift adresse wohnadresse postanschrift street address"),
    ("Geburtsdaten", "geburtsdatum geburtstag geboren birthday"),
    ("Bankverbindungen", "iban kontonummer bankverbindung bic"),
)
_HEADERS = tuple((what, frozenset(words.split())) for what, words in _HEADER_WORDS)
_BODY = re.compile(
    r"einrichtung|organisation|träger|verein|institution|verband|firma|unternehmen|schule|kita|projekt|maßnahme|angebot"
)
_PATTERNS = (
    ("E-Mail-Adressen", re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")),
    ("IP-Adressen", re.compile(r"(?:\d{1,3}\.){3}(?:\d{1,3}|[x*]+)|(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}")),
    ("Telefonnummern", re.compile(r"(?:\+|00?)[1-9][\d /().–-]{5,}\d|\(0\d+\)[\d /–-]{4,}\d")),
    ("Bankverbindungen", re.compile(r"[A-Z]{2}\d{2} ?(?:[A-Z0-9]{4} ?){3,7}[A-Z0-9]{0,4}")),
    ("Zugangsschlüssel", re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")),
)
_KEY = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{8,64}")
_NAME = re.compile(
    r"(?:(?:Frau|Herr|Dr\.|Prof\.) )*(?P<first>[A-ZÄÖÜ]\w+)(?:[- ][A-ZÄÖÜ][\w.]*)*(?:, (?P<last>[A-ZÄÖÜ]\w+))?"
)
_FLAGS = frozenset(("ja", "nein", "yes", "no", "y", "n", "x", "0", "1", "true", "false", "wahr", "falsch", "genannt"))
_LONG_HEADER, _LONG_VALUES = 4, 6.0
_MOST, _HALF, _FEW = 0.6, 0.5, 3


def personal(header: str, column: Profile, *, is_id: bool = False) -> str:
    """What personal data a column holds, in German ("E-Mail-Adressen"), or "" for none."""
    for what, pattern in _PATTERNS:
        if share(column.sample, pattern) >= _MOST > column.dates:  # a German date looks like a telephone number
            return what
    if column.words > _LONG_VALUES or {value.lower() for value in column.sample} <= _FLAGS:
        return ""
    if told := _by_header(header):
        return told
    if _person_names(column):
        return "Namen"
    return "Zugangsschlüssel" if not is_id and _random_keys(column) else ""


def _by_header(header: str) -> str:
    words = re.findall(r"\w+", header.lower())
    if len(words) > _LONG_HEADER or "?" in header:
        return ""
    joined = "".join(words)
    for what, names in _HEADERS:
        if (joined in names or names & set(words)) and not _BODY.search(header.lower()):
            return what
    return ""


def _person_names(column: Profile) -> bool:
    found = [_NAME.fullmatch(value) for value in column.sample]
    first = sum(bool(match and {match["first"], match["last"]} & FIRST_NAMES) for match in found)
    return bool(column.sample) and first >= _HALF * len(column.sample)


def _random_keys(column: Profile) -> bool:
    """Distinct strings of one length, letters and digits mixed, that do not share a beginning."""
    if len(column.sample) < _FEW or column.distinct < column.filled or len(set(map(len, column.sample))) > 1:
        return False
    starts = {value[:_FEW] for value in column.sample}
    return share(column.sample, _KEY) >= _MOST and len(starts) > 1
