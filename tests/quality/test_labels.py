"""Titles and terms for groups that people made: the example's human codes, without the catalogue's help."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass

import pytest

from nlp.domain.folding import fold
from nlp.domain.language import Token
from nlp.domain.text import PLACEHOLDERS
from nlp.settings import shipped
from nlp.text.german import German
from nlp.text.wordlists import stopwords
from nlp.themes.catalogue import load_catalogue
from nlp.themes.labels import LONGEST, Titled, titles
from nlp.themes.words import Vocabulary, empty_nouns, shown_terms, vocabulary
from tests.conftest import ROOT

PROJECT_WORDS = ("Elsterau", "Neu-Elsterau")


@dataclass(frozen=True)
class Labelled:
    known: Vocabulary
    titles: dict[str, Titled]
    terms: dict[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def labelled() -> Labelled:
    with (ROOT / "data/example/gold/themes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["half"] == "kept"]
    tokens = [one.tokens for one in German().analyse([" ".join(row["text"].split()) for row in rows])]
    groups: dict[str, list[tuple[Token, ...]]] = defaultdict(list)
    for row, words in zip(rows, tokens, strict=True):
        for theme in filter(None, row["label"].split("|")):
            groups[theme].append(words)
    known = vocabulary(tokens, PROJECT_WORDS)
    names = sorted(groups)
    return Labelled(
        known=known,
        titles=dict(zip(names, titles([groups[name] for name in names], known), strict=True)),
        terms={name: shown_terms(groups[name], known) for name in names},
    )


def test_no_title_or_term_is_a_stop_word_a_placeholder_a_fragment_or_a_project_word(labelled: Labelled) -> None:
    never = {
        fold(word) for word in (*stopwords(), *PROJECT_WORDS, *(name.strip("[]") for name in PLACEHOLDERS.values()))
    }
    for name, one in labelled.titles.items():
        said = [word.strip(",") for word in one.title.split()]
        nouns = [word for word in said if word[:1].isupper()]
        assert nouns
        for word in (*nouns, *labelled.terms[name]):
            assert fold(word) not in never | empty_nouns()
            assert word.replace("-", "").isalpha()
            assert not word.startswith("-")
            assert not word.endswith("-")


def test_titles_are_short_and_differ(labelled: Labelled) -> None:
    shown = [one.title for one in labelled.titles.values()]
    assert all(0 < len(title) <= LONGEST for title in shown)
    assert len({fold(title) for title in shown}) == len(shown)


def test_five_to_eight_terms_without_duplicates(labelled: Labelled) -> None:
    for terms in labelled.terms.values():
        assert 5 <= len(terms) <= 8
        assert len({fold(term) for term in terms}) == len(terms)


def test_titles_name_what_the_catalogue_calls_the_theme(labelled: Labelled) -> None:
    catalogue = load_catalogue(shipped("models/themes/sozialplan.toml"))
    german = German()
    hits = 0
    for theme in catalogue.themes:
        told = german.analyse(
            [f"{theme.title}. {theme.description}. {'. '.join(theme.seeds)}", labelled.titles[theme.id].title]
        )
        own, named = (labelled.known.said(one.tokens) for one in told)
        hits += bool((named - empty_nouns()) & own)
    # The catalogue was written without these statements; nine in ten titles speak its language.
    assert hits >= 0.9 * len(catalogue.themes)
