"""Where German words begin and end: spaCy's tokenizer with rules for what survey answers contain."""

from __future__ import annotations

import re
from typing import Any

from nlp.text.gendered import ENDED, MARKED

PLACEHOLDER = re.compile(r"\[[A-ZÄÖÜ][A-ZÄÖÜ_-]*(?: \d+)?\]")


def _nameless(pattern: re.Pattern[str]) -> str:
    return "(?:" + re.sub(r"\?P<\w+>", "?:", pattern.pattern) + ")"


_WHOLE = re.compile(
    "|".join(
        [
            PLACEHOLDER.pattern,
            rf"(?:\w+-)*{_nameless(MARKED)}(?:-\w+)*",
            _nameless(ENDED),
            r"(?:[A-Za-zäöü]{1,4}\.){2,}",
            r"(?:bzw|usw|etc|ggf|evtl|inkl|exkl|bspw|vgl|sog|ca|Nr|Str|Std|Mio|Mrd|Tel)\.",
            r"\d{1,2}[:.]\d{2}",
            r"\d+(?:[.,]\d+)*",
            r"[\w.+-]+@[\w-]+\.[\w.-]+",
        ]
    )
)
_PREFIX = re.compile(rf"(?!{PLACEHOLDER.pattern})[^\w\s]|_")
_SUFFIX = re.compile(r"(?:[^\w\s.-]|(?<!\.)\.|\.{2,}|(?<!\w)-|_)$")
_GENDER_SIGN = r"(?![*·•:]in(?:nen)?(?!\w))"
_INFIX = re.compile(
    rf"{PLACEHOLDER.pattern}"
    rf"|{_GENDER_SIGN}[^\w\s.'’:-]+"
    rf"|(?<=\D){_GENDER_SIGN}:"
    r"|[.:]{2,}|--+"
    r"|(?<=\w{2})\.(?=[A-ZÄÖÜ]\w)"
)


def tokenizer(vocab: Any) -> Any:
    """A spaCy tokenizer that keeps Erzieher:innen, Kita-Plätze, z.B., E-Mail, 7:30 and [PERSON] whole."""
    from spacy.tokenizer import Tokenizer

    return Tokenizer(
        vocab,
        rules={},
        prefix_search=_PREFIX.match,
        suffix_search=_suffix,
        infix_finditer=_INFIX.finditer,
        token_match=_WHOLE.fullmatch,
    )


def _suffix(text: str) -> re.Match[str] | None:
    """What is cut off at the end; the bracket of a placeholder stays."""
    found = _SUFFIX.search(text)
    opening = text.rfind("[")
    closes = opening >= 0 and PLACEHOLDER.fullmatch(text, opening)
    return None if closes else found
