"""Answers that say nothing: "k. A.", "weiß nicht", "s. o."."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import NamedTuple

from nlp.domain.folding import fold
from nlp.settings import shipped
from nlp.text.clean import normalise

_NO_WORD = re.compile(r"[\W_]+")
_AGAIN = re.compile(r"(.{2,}?)(?: \1)+")
_LONGEST = 100
_LONGEST_RAW = 10 * _LONGEST
_SHORTEST_WITH_SLIP = 10


class _Known(NamedTuple):
    fillers: frozenset[str]
    said: frozenset[str]
    pattern: re.Pattern[str]


def is_non_answer(text: str) -> bool:
    """Whether a whole answer says nothing that could be planned with.

    An answer without a single letter or digit is one, too. Case, punctuation, emoji, fillers, repetition and,
    in longer phrases, one slip of the finger do not matter.
    """
    if len(text) > _LONGEST_RAW:
        return not any(sign.isalnum() for sign in text)
    words = _NO_WORD.sub(" ", fold(normalise(text).text)).strip()
    if not words or len(words) > _LONGEST:
        return not words
    once = _AGAIN.fullmatch(words)
    forms = {words, _without_fillers(words)} | ({once[1]} if once else set())
    return any(_says_nothing(form) for form in forms)


def _says_nothing(form: str) -> bool:
    known = _known()
    if form in known.said or known.pattern.fullmatch(form):
        return True
    return len(form) >= _SHORTEST_WITH_SLIP and any(_one_slip(form, said) for said in known.said)


def _without_fillers(words: str) -> str:
    """The words without fillers before and after; fillers alone stay ("danke")."""
    fillers = _known().fillers
    parts = words.replace("im moment", "momentan").replace("zur zeit", "zurzeit").split()
    while parts and parts[0] in fillers:
        parts.pop(0)
    while parts and parts[-1] in fillers:
        parts.pop()
    return " ".join(parts) or words


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter was left out, added, replaced, or swapped with its neighbour, no word's first one."""
    if abs(len(typed) - len(meant)) > 1 or _initials(typed) != _initials(meant) or len(meant) < _SHORTEST_WITH_SLIP:
        return False
    same = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    left, right = typed[same:], meant[same:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or left[:2] + left[2:] == right[1::-1] + right[2:]
    )


def _initials(words: str) -> list[str]:
    return [word[0] for word in words.split()]


@cache
def _known() -> _Known:
    table = tomllib.loads(shipped("models/text/keine_angabe.toml").read_text(encoding="utf-8"))
    pattern = re.compile("|".join(f"(?:{part})" for part in table["muster"]))
    return _Known(frozenset(table["fuellwoerter"].split()), frozenset(table["genau"]), pattern)
