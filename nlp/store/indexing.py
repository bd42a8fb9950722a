"""What of a statement goes into the index, spelt the one way in which it is looked up."""

from __future__ import annotations

import re

from nlp.domain.corpus import Statement
from nlp.domain.folding import fold

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_DIVIDED = re.compile(r"(?<=[^\W\d_])-[^\S\n]*\n\s*(?=[a-zäöüß])")
_HYPHENATED = re.compile(r"\b\w+(?:[-\u2010\u2011]\w+)+")
_HYPHENS = re.compile(r"[-\u2010\u2011]")
_GENDERED = re.compile(r"\b([^\W\d_]{3,})(?:[:*_·•]|/-?|\(-?)(in(?:nen)?\w*|e?[rnsm]\b)")


def index_text(statement: Statement) -> tuple[str, str, str]:
    """The three indexed columns of a statement: its words as written, its lemmas, and what its compounds are made of.

    All are folded. The tokenizer takes hyphens and gender marks for blanks, so `Kita-Plätze` stands in the first
    column as two words; the third column also holds it as one (`kitaplaetze`), and the words of the list's lead-in.
    """
    text = fold(_DIVIDED.sub("", _INVISIBLE.sub("", statement.text)))
    lemmas = fold(statement.lemmas)
    joined = [_HYPHENS.sub("", word) for column in (text, lemmas) for word in _HYPHENATED.findall(column)]
    joined += [stem + ending for stem, ending in _GENDERED.findall(text)]
    parts = filter(None, (fold(statement.parts), " ".join(dict.fromkeys(joined)), fold(statement.lead or "")))
    return text, lemmas, " ".join(parts)
