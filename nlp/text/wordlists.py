"""The word lists that travel with O-Ton: stop words, municipal vocabulary, abbreviations."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from nlp.settings import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipal:
    """What models/text/woerter_kommunal.toml says; all keys in lower case."""

    lemmas: dict[str, str]
    heads: dict[str, str]
    openings: dict[str, str]
    never_heads: frozenset[str]
    never_openings: frozenset[str]
    whole: frozenset[str]


@cache
def municipal() -> Municipal:
    """Words of municipal life, with their forms, and what is no compound."""
    table = tomllib.loads(shipped("models/text/woerter_kommunal.toml").read_text(encoding="utf-8"))
    lemmas = {form.lower(): lemma for lemma, forms in table["woerter"].items() for form in (lemma, *forms)}
    return Municipal(
        lemmas=lemmas,
        heads=table["enden"],
        openings=table["anfaenge"],
        never_heads=frozenset(table["nie"]["koepfe"]),
        never_openings=frozenset(table["nie"]["anfaenge"]),
        whole=frozenset(word.lower() for word in table["nie"]["ganz"]),
    )


@cache
def stopwords() -> frozenset[str]:
    """Function words and fillers, in lower case; `#` starts a comment."""
    lines = shipped("models/text/stopwords_de.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())
