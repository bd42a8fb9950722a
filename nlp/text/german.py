"""German analysis: words, lemmas with gender folded, part of speech, compound parts; spaCy is the frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from nlp.domain.language import Analysis, Token
from nlp.text.components import Reading
from nlp.text.limits import LONGEST_WORD
from nlp.text.wordlists import stopwords
from nlp.text.words import PLACEHOLDER, tokenizer

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ENDLESS = re.compile(r"\S{400,}")
_OVERLONG = re.compile(rf"\w{{{LONGEST_WORD + 1},}}")
_SIGN = re.compile(r"\W|_")
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
_STEPS = ("forms", "tags", "lemmata", "compounds")


class German:
    """The port `Analyser` for German: spaCy's blank pipeline with our tokenizer and our components.

    Every text is read for itself: neither the order nor the neighbours in a batch change its analysis.
    Instances share what was loaded.
    """

    def __init__(self) -> None:
        self._pipeline = _pipeline()

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis for each text, in order; offsets count characters of the text as given."""
        return [self._analysis(text) for text in texts]

    def read_words(self, forms: Sequence[str]) -> list[tuple[str, str]]:
        """Lemma and part of speech of each word of one sentence that somebody else divided."""
        from spacy.tokens import Doc

        doc = Doc(self._pipeline.vocab, words=list(forms))
        for _, step in self._pipeline.pipeline:
            doc = step(doc)
        return [(word.lemma_, word.pos_) for word in doc]

    def _analysis(self, text: str) -> Analysis:
        words = self._pipeline(_readable(text))
        found = (_token(word, text) for word in words if any(sign.isalnum() for sign in word.text))
        return Analysis(tokens=tuple(found))


@cache
def reading() -> Reading:
    """The loaded lexicons, one set for the process."""
    return Reading()


def _pipeline() -> Any:
    import spacy
    from spacy.language import Language
    from spacy.tokens import Token as Word

    Word.set_extension("parts", default=(), force=True)
    pipeline = spacy.blank("de")
    pipeline.max_length = 1_000_000_000  # spaCy's limit is for parsers; nothing here grows with the square
    pipeline.tokenizer = tokenizer(pipeline.vocab)
    for step in _STEPS:
        if not Language.has_factory(f"oton_{step}"):
            Language.component(f"oton_{step}", func=getattr(reading(), step))
        pipeline.add_pipe(f"oton_{step}")
    return pipeline


def _readable(text: str) -> str:
    """The text, length unchanged: lone surrogates replaced; signs in endless strings, and endless words, blank."""
    whole = _ENDLESS.sub(lambda found: _SIGN.sub(" ", found[0]), _SURROGATE.sub("\ufffd", text))
    return _OVERLONG.sub(lambda found: " " * len(found[0]), whole)


def _token(word: Any, text: str) -> Token:
    form = text[word.idx : word.idx + len(word.text)]
    return Token(
        text=form,
        lemma=word.lemma_,
        pos=word.pos_,
        parts=word._.parts,
        start=word.idx,
        stop=is_stop(form, word.lemma_, word.pos_),
    )


def is_stop(form: str, lemma: str, pos: str) -> bool:
    """Whether a word says nothing about a topic: function words, numbers, single letters, placeholders."""
    if PLACEHOLDER.fullmatch(form) or pos == "NUM" or not _LETTERS.search(form):
        return True
    low = form.lower()
    if low in stopwords() or low.rstrip(".") in stopwords():
        return True
    return pos not in {"NOUN", "PROPN"} and lemma.lower() in stopwords()
