"""How a statement is built, as far as words and their places show it: no parser stands behind this."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp.domain.language import Token

VERBS = frozenset({"VERB", "AUX"})
SHAPES = ("Satz", "Name und Satz", "Infinitiv", "ohne Verb", "Rest")
"""What a statement can be: a clause, a name with a clause after it, an infinitive, no verb at all, anything else."""

_LENGTHS = (2, 5, 12)
"""Up to so many words a statement is a bare name, a short one, a sentence; beyond, a tale."""
_COMPARED = re.compile(r".{3,}er(e[mnrs]?)?")
_PARTICIPLE = re.compile(r"(.{0,6}ge.+(t|en)|(be|er|ver|zer|ent|unter|über).+t)")
_CONTACT = re.compile(r"@|\(at\)|\[(TELEFON|E-MAIL|ADRESSE|NUMMER|IBAN)\]|\d[\d /()-]{6,}\d")
_BREAK = re.compile(r"[,;:–—(?!]|\s-\s|\.\s")
_SMILES = re.compile("[👍❤😍🌻🙂☺😊♥💚👏🤩]")
_FROWNS = re.compile("[😢🤢😩😡👎🙁😠🤮😞]")
_CONDITIONAL = ("wäre", "würd", "hätte")
_PAST = frozenset({"war", "waren", "hatte", "hatten", "wurde", "wurden", "gab", "kam", "musste", "mussten", "konnte"})
_RELATIVES = frozenset(
    {"der", "die", "das", "dem", "den", "deren", "dessen", "wo", "was", "welche", "welcher", "welches"}
)
_JUNCTIONS = frozenset({"wie", "wer", "wenn", "weil", "damit", "obwohl", "ob", "bis", "dass", "daß", "sobald", "als"})
_AMOUNTS = frozenset({"wenig", "wenige", "wenigen", "viel", "viele", "vielen", "lange", "hoch", "spät"})
_OPENERS = _RELATIVES | _JUNCTIONS
"""Words that open a clause which hangs on another."""


def grammar(text: str, tokens: Sequence[Token]) -> set[str]:
    """The names of what holds for these words of the text; one of SHAPES is always among them."""
    pairs = list(pairwise(tokens))
    people = {token.text.lower() for token in tokens if token.pos == "PRON"}
    first = tokens[0].text.lower() if tokens else ""
    held = {
        "zu": any(
            one.text.lower() == "zu" and (two.pos in {"ADJ", "ADV"} or two.text.lower() in _AMOUNTS)
            for one, two in pairs
        ),
        "verneint": any(denies(token) for token in tokens),
        "gesteigert": any(_compared(token) for token in tokens),
        "dass": first in {"dass", "daß"} or (first == "das" and len(tokens) > 1 and tokens[1].pos in {"PRON", "DET"}),
        "wäre": any(token.text.lower().startswith(_CONDITIONAL) for token in tokens),
        "wenn": first == "wenn",
        "war": any(token.text.lower() in _PAST for token in tokens),
        "ich": bool(people & {"ich", "wir", "mir", "uns", "mich"}),
        "Frage": "?" in text,
        "Ausruf": "!" in text,
        "Zahl": any(sign.isdigit() for sign in text),
        "froh": bool(_SMILES.search(text)),
        "betrübt": bool(_FROWNS.search(text)),
        "Doppelpunkt": ":" in text,
        "Kontakt": bool(_CONTACT.search(text)),
        "Hauptwort": any(token.pos == "NOUN" for token in tokens),
    }
    length = f"Länge {sum(len(tokens) > bound for bound in _LENGTHS)}"
    return {name for name, holds in held.items() if holds} | {_shape(text, tokens), length}


def denies(token: Token) -> bool:
    """Whether a word says no."""
    low = token.text.lower()
    return low in {"nicht", "nich", "net", "nie", "kaum", "nix"} or low.startswith("kein")


def _shape(text: str, tokens: Sequence[Token]) -> str:
    clauses = list(_clauses(text, tokens))
    main = [place for place, clause in enumerate(clauses) if _is_main(clause)]
    if main:
        return "Satz" if main[0] == 0 else "Name und Satz"
    if not any(token.pos in VERBS for token in tokens):
        return "ohne Verb"
    return "Infinitiv" if any(_is_infinitive(clause) for clause in clauses) else "Rest"


def _clauses(text: str, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Runs of words with no sign between them that parts a sentence."""
    start = 0
    for place, (one, two) in enumerate(pairwise(tokens), start=1):
        if _BREAK.search(text[one.end : two.start]):
            yield tokens[start:place]
            start = place
    if tokens:
        yield tokens[start:]


def _is_main(clause: Sequence[Token]) -> bool:
    """Whether a finite verb stands in the clause, and not at its end behind a word that makes it hang on another."""
    finite = [place for place, token in enumerate(clause) if _is_finite(clause, place, token)]
    if not finite:
        return False
    opener = clause[0].text.lower() in _OPENERS
    return not (opener and clause[0].pos != "DET" and finite[0] > 1 and finite[-1] == len(clause) - 1)


def _is_finite(clause: Sequence[Token], place: int, token: Token) -> bool:
    if token.pos not in VERBS:
        return False
    low = token.text.lower()
    if low == token.lemma.lower():
        return 0 < place < len(clause) - 1 and any(one.pos in {"NOUN", "PRON", "PROPN"} for one in clause[:place])
    return not _PARTICIPLE.fullmatch(low) or token.pos == "AUX" or (low.endswith("t") and place == 1)


def _is_infinitive(clause: Sequence[Token]) -> bool:
    return any(token.pos in VERBS and token.text.lower() == token.lemma.lower() for token in (clause[0], clause[-1]))


def _compared(token: Token) -> bool:
    low, lemma = token.text.lower(), token.lemma.lower()
    return token.pos == "ADJ" and low != lemma and not lemma.endswith("er") and bool(_COMPARED.fullmatch(low))
