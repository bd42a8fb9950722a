"""Words around a name that speak for a person, or for a place, a house or an office."""

from __future__ import annotations

import re
import tomllib

from nlp.settings import shipped

_LISTS: dict[str, str] = tomllib.loads(shipped("models/names/context.toml").read_text(encoding="utf-8"))


def _set(name: str) -> frozenset[str]:
    return frozenset(_LISTS[name].split())


def _either(name: str) -> str:
    """The words of a list as alternatives of a pattern."""
    return "|".join(_LISTS[name].split())


_LONG_ROLE = 6

TITLES = _set("titles")
PLAIN_TITLES = _set("plain_titles")
FAMILY = _set("family")
DEGREES = _set("degrees")
PARTICLES = _set("particles")
NAME_PARTICLES = _set("name_particles")
RELATIONS = _set("relations")
ROLES = tuple(sorted(word for word in RELATIONS if len(word) >= _LONG_ROLE))
"""Relations that also end a longer word: "Schwiegertochter", "Ortsteilbürgermeister"."""
KIN = _set("kin")
PLURALS = _set("plurals")
ADJECTIVES = _set("adjectives")
POSSESSIVES = frozenset(
    stem + ending
    for stem in ("mein", "unser", "unsr", "dein", "sein", "ihr", "euer", "eur")
    for ending in ("", "e", "en", "em", "er", "es")
)
LABELS = _set("labels")
NAMED = _set("named")
SAYS = _set("says")
LOWER_BEFORE = _set("lower_before")
LOWER_AFTER = _set("lower_after")
BEFORE_SIGNATURE = DEGREES | _set("before_signature")
PLACE_AFTER = tuple(_LISTS["place_after"].split())
SHORT_PLACES = _set("short_places")
LONG_PLACES = tuple(sorted(_set("place_before") - SHORT_PLACES))
STOP = _set("stop")
INDEFINITE = _set("indefinite")
INFLECTED = tuple(_LISTS["inflected"].split())
PLAIN_WORDS = _set("plain_words")
SENTENCE_WORDS = _set("sentence_words")
STREET_KINDS = _set("street_kinds")
STREET_DETERMINERS = _set("street_determiners")
STREET_NAMES = _set("street_names")
NO_PLACE = _set("no_place")
COUNTED = _set("counted")
NUMBERS_OF_THINGS = _set("numbers_of_things")
NUMBERS_OF_PEOPLE = _set("numbers_of_people")
NO_PLATES = _set("no_plates")

OFFICES = re.compile(rf"[a-z]*(?:{_either('offices')})(?:in|innen|n|r|s|en)?|{_either('short_offices')}")
LEGAL_FORM = re.compile(r"[ ,]{1,2}(?:e\.? ?v\.?|g?gmbh|gug|ug|ag|kg|ohg|& co|stiftung)(?!\w)", re.IGNORECASE)
GREETING = re.compile(
    r"(?<!\w)(?:(?P<strong>mit [^\W\d_]{4,14} gr(?:ü|ue|u)(?:ß|ss|s)en|m\.f\.g\.|l\.g\.|gez\.|i\. ?a\.|i\. ?v\."
    r"|(?:[^\W\d_]{4,12}e )?gr(?:ü|ue)(?:ß|ss)e?|(?:[^\W\d_]{4,12}en )?gru(?:ß|ss)|beste wünsche"
    rf"|{_either('greetings')})|(?:vielen |besten |lieben |herzlichen )?(?:{_either('weak_greetings')})"
    r"|alles gute|bis bald)(?!\w)",
    re.IGNORECASE,
)
AGE_AFTER = re.compile(
    r"[ ]?\((?:fast |ca\. ?|klasse )?\d{1,2}(?:[,;/ ]|\)|[ ]?j|[ ]?[½¼a-d]\b)"
    r"|,[ ]?(?:fast )?\d{1,2}(?:[ ]?(?:j\b|jahre?\b|j\.)|[ ]?(?:,|$|\n|:))"
    r"|[ ]\d{1,2}[ ]?(?:jahre?|j\.)[ ]?(?:alt)?\b",
    re.IGNORECASE,
)
