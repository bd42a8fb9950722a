"""The check behind everything a model words: what it says is in the statements, or it is not shown.

What can be proved is proved: citations, quotes, numbers, amounts, nouns, names and qualities, plain reversals. Whether
a verb does a statement justice cannot; therefore the mark, and the statements beside every sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from nlp.answers.figures import of_theme, unfounded, without
from nlp.answers.grounds import SPOKEN, Material, foreign, grounds, read
from nlp.answers.plain import plain
from nlp.answers.sentences import Said, sentences
from nlp.answers.wording import DENYING, EMPTY_LABELS, LACKING
from nlp.domain.folding import fold
from nlp.domain.language import Token
from nlp.domain.proposals import Brief, Checked, Citation, Refusal, Refused, Sentence
from nlp.ports import Analyser

LONGEST_LABEL = 40
LONGEST_SENTENCE = 400
MOST_SENTENCES = 12
_STRANGE = re.compile(r"[<>{}\[\]|`#@\\~^=$§_]|https?:|www\.|\*(?![a-zäöü])|(?<![a-zäöü])\*", re.IGNORECASE)
_CLAUSE = re.compile(r"[,.;:!?–]+(?!\d)")
_LABEL = re.compile(r"[^\W\d_]+(?:[ ,&/:*’'-]{1,3}[^\W\d_]+)*")


def check(text: str, brief: Brief, analyser: Analyser) -> Checked:
    """The sentences of a reply that hold, in their order, and those dropped, each with its first reason.

    Nothing is repaired: a sentence is shown as it came, markup apart, or not at all.
    """
    material = read(brief, analyser)
    found = sentences(plain(text), titles(brief))
    analysed = [one.tokens for one in analyser.analyse([one.own for one in found])]
    kept: list[Sentence] = []
    refused: list[Refused] = []
    for said, tokens in zip(found, analysed, strict=True):
        why = Refusal.TOO_MANY if len(kept) == MOST_SENTENCES else _why_not(said, tokens, brief, material)
        if why:
            refused.append(Refused(text=said.text, why=why))
        else:
            cited = tuple(material.citations[number] for number in said.numbers)
            kept.append(Sentence(text=said.text, cited=cited))
    return Checked(kept=tuple(kept), refused=tuple(refused))


def titles(brief: Brief) -> list[str]:
    """The names a sentence may use: the theme's and those of its sources."""
    return list(dict.fromkeys(filter(None, (brief.title, *(fact.source for fact in brief.facts)))))


def check_label(text: str, brief: Brief, analyser: Analyser) -> tuple[str, Refusal | None]:
    """The label, or empty with the reason: at most 40 characters on one line, words of the statements or catalogue."""
    label = plain(text)
    why = _why_no_label(label, brief)
    if why:
        return "", why
    tokens = analyser.analyse([label])[0].tokens
    content = [token for token in tokens if not token.stop]
    if not any(token.pos in SPOKEN for token in content) or any(fold(one.text) in EMPTY_LABELS for one in tokens):
        return "", Refusal.SAYS_NOTHING
    known = read(brief, analyser).all_words
    return (label, None) if all(known.hold(token) for token in content) else ("", Refusal.FOREIGN_WORD)


def _why_no_label(label: str, brief: Brief) -> Refusal | None:
    if not label:
        return Refusal.SAYS_NOTHING
    if len(label) > LONGEST_LABEL:
        return Refusal.TOO_LONG
    if not _LABEL.fullmatch(label):
        return Refusal.MARKUP
    return Refusal.TAKEN if fold(label) in {fold(title) for title in brief.taken} else None


def _why_not(said: Said, tokens: Sequence[Token], brief: Brief, material: Material) -> Refusal | None:
    """The first reason against a sentence, or None."""
    if why := _why_not_formed(said, tokens):
        return why
    if not set(said.numbers) <= set(material.citations):
        return Refusal.UNKNOWN_CITATION
    cited = [material.citations[number] for number in said.numbers]
    if not all(verbatim(quote, cited) for quote in said.quotes):
        return Refusal.FALSE_QUOTE
    bare, named = without(said.own, titles(brief))
    told = of_theme(bare, cited)
    if why := unfounded(bare, cited, told, brief.facts, named):
        return why
    # Who tells a figure of the theme speaks a closed list of words; all others speak of what they cite.
    return None if told else _why_not_grounded(said, tokens, cited, material)


def _why_not_formed(said: Said, tokens: Sequence[Token]) -> Refusal | None:
    if len(said.text) > LONGEST_SENTENCE:
        return Refusal.TOO_LONG
    if _STRANGE.search(said.own) or not all(map(_german, said.own)):
        return Refusal.MARKUP
    if not said.numbers:
        return Refusal.NO_CITATION
    if not said.whole:
        return Refusal.FALSE_QUOTE
    return None if tokens or said.quotes else Refusal.SAYS_NOTHING


def _german(mark: str) -> bool:
    """Whether a character is no letter of another alphabet, in which names could hide."""
    return not mark.isalpha() or unicodedata.name(mark, "").startswith("LATIN")


def _why_not_grounded(
    said: Said, tokens: Sequence[Token], cited: Sequence[Citation], material: Material
) -> Refusal | None:
    own = grounds(tokens).words
    for one in cited:
        quoted = any(verbatim(quote, [one]) for quote in said.quotes)
        if not quoted and not own & material.said[one.number].words:
            return Refusal.OTHER_CITATION
    if foreign(tokens, material.title, *(material.said[one.number] for one in cited)):
        return Refusal.FOREIGN_WORD
    return Refusal.REVERSED if _reversed(said.text, own, cited) else None


def verbatim(quote: str, cited: Sequence[Citation]) -> bool:
    """Whether somebody wrote the quote so, white space apart, from one word's beginning to a word's end."""
    words = " ".join(quote.split())
    if not words:
        return False
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)") if words[-1].isalnum() else re.compile(re.escape(words))
    texts = [" ".join(text.split()) for one in cited for text in (one.text, one.lead or "")]
    return any(whole.search(text) for text in texts)


def _reversed(text: str, own: frozenset[str], cited: Sequence[Citation]) -> bool:
    """Whether a sentence denies what all its statements assert, or asserts what they all deny; `own`: its words.

    Of a statement only those clauses count that share a word with the sentence.
    """
    sentence, statements = fold(text), [_clauses(fold(one.words), own) for one in cited]
    denied = [bool(DENYING.search(text)) for text in statements]
    if DENYING.search(sentence):
        # „Es gibt keine Bänke“ may stand for „Mehr Bänke!“, but „Bänke werden nicht gewünscht“ may not.
        wished = not LACKING.search(sentence) and any(map(LACKING.search, statements))
        return not wished and not any(denied)
    return all(denied) and not LACKING.search(sentence)


def _clauses(statement: str, own: frozenset[str]) -> str:
    clauses = _CLAUSE.split(statement)
    return " ".join(clause for clause in clauses if not own.isdisjoint(clause.split())) or statement
