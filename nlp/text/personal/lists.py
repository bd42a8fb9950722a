"""What the name lists and a dictionary know about one word."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.domain.folding import fold
from nlp.settings import shipped

_FOREIGN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ə": "e", "æ": "ae", "’": "", "'": "", "\u00ad": ""})
_SURNAME = re.compile(
    r"[^\W\d_]{2,}(?:ski|sky|ska|wicz|witsch|vic|vich|vych|czyk|czak|enko|tschuk|chuk|shvili|adze|escu|oglu|yan|jan"
    r"|mann|meier|meyer|maier|mayer|bauer|berger|hofer|inger|huber|sen|ssen|sohn|owa|ova|ow|ov|ew|ev|ewa|eva|zadeh"
    r"|zai|idis|opoulos|kamp|brink|hoff|horst|witz|itz|nitz|low|loh|stedt|quist|qvist|poulos)"
)
_LONGEST_WORD = 60
_SHORTEST_PART = 3
_SHORTEST_TAIL = 4
_LONG_TAIL = 6


@lru_cache(maxsize=65536)
def folded_name(word: str) -> str:
    """A name as the lists spell it: plain lower-case letters and hyphens."""
    return fold(word.translate(_FOREIGN)).translate(_FOREIGN)


@cache
def _names(*files: str) -> frozenset[str]:
    folder = shipped("models/names")
    return frozenset(line for file in files for line in (folder / file).read_text(encoding="utf-8").split())


def _listed(word: str, files: tuple[str, ...]) -> bool:
    names = _names(*files)
    return all(part in names for part in folded_name(word).split("-"))


@lru_cache(maxsize=65536)
def is_first(word: str) -> bool:
    """Whether it stands in the lists as a first name ("Marie-Luise" when both do); also in the genitive ("Linas")."""
    files = ("first.txt", "first_own.txt")
    if _listed(word, files):
        return True
    return word.endswith("s") and not is_word(word) and _listed(word[:-1], files) and not is_common(word)


@lru_cache(maxsize=65536)
def is_last(word: str) -> bool:
    """Whether it stands in the lists as a surname, or a doubled name ends in one."""
    names = _names("last.txt", "last_own.txt")
    return folded_name(word).split("-")[-1] in names


@lru_cache(maxsize=65536)
def is_word(word: str) -> bool:
    """Whether this name is also a word, a place or a feast, and needs more than a list to be taken for a person."""
    key = folded_name(word)
    return key in _names("words.txt") or (key.endswith("s") and key[:-1] in _names("words.txt"))


def is_plain_first(word: str) -> bool:
    """Whether it is a first name and nothing else."""
    return is_first(word) and not is_word(word)


@lru_cache(maxsize=65536)
def looks_like_surname(word: str) -> bool:
    """Whether its ending is one that surnames have ("-czyk", "-enko", "-oğlu", "-mann")."""
    return _SURNAME.fullmatch(folded_name(word).split("-")[-1]) is not None


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Whether the dictionary has it as a German word, or as words put together."""
    parts = word.replace("\u00ad", "").split("-")
    return len(word) <= _LONGEST_WORD and all(_known(part) or _compound(part.lower()) for part in parts)


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """Its dictionary form."""
    from simplemma import lemmatize

    return str(lemmatize(word, "de"))


def in_dictionary(word: str) -> bool:
    """Whether the dictionary has the word itself, not only its parts."""
    return _known(word)


def _known(word: str) -> bool:
    from simplemma import is_known

    return bool(is_known(word, "de"))


def _compound(word: str) -> bool:
    """A long known ending is enough ("Radabstellmöglichkeiten"), a short one needs a known beginning too."""
    return any(
        _known(word[cut:]) and (len(word) - cut >= _LONG_TAIL or _known(word[:cut]) or _known(word[:cut].rstrip("sn")))
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_TAIL + 1)
    )
