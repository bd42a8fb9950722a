"""What themes are made of: statements with their words, vectors and voices, and the catalogue's own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

from nlp.clusters.bertopic import load_frame
from nlp.domain.corpus import SourceKind, Statement
from nlp.domain.language import Analysis
from nlp.domain.themes import Recipe, Stance
from nlp.ports import Analyser, Matrix, Progress, Store
from nlp.themes.result import Corpus, Voices
from nlp.themes.stances.decide import Heard, stances
from nlp.themes.texts import ThemeTexts, theme_texts
from nlp.vectors.cached import encode_all
from nlp.vectors.policy import grouping_views, load

EVENTS = frozenset({SourceKind.CONFERENCE, SourceKind.MINUTES, SourceKind.INTERVIEW})
"""Kinds of sources that have a topic; surveys and studies have people who were asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Statements and catalogue as words and vectors.

    `names`: the encoders of the `views`; `policy` and `given_policy`: both in the policy view, where there is one;
    `grouping` and `weights`: what statements are grouped by, the `views` without.
    """

    statements: Sequence[Statement]
    texts: Sequence[str]
    words: Sequence[Analysis]
    views: Sequence[Matrix]
    given: ThemeTexts | None
    given_words: Sequence[Analysis]
    given_views: Sequence[Matrix]
    names: Sequence[str] = ()
    events: frozenset[str] = frozenset()
    policy: Matrix | None = None
    given_policy: Matrix | None = None
    grouping: Sequence[Matrix] = ()
    weights: Sequence[float] = ()
    voices: Voices | None = None

    @property
    def corpus(self) -> Corpus:
        """The statements as themes are made of them; dear, to be asked for once."""
        return Corpus.of(
            ids=[statement.id for statement in self.statements],
            documents=self.texts,
            tokens=[one.tokens for one in self.words],
            views=self.views,
            voices=self.voices,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the German analysis says about statements, catalogue and questions, while encoders are at work."""

    statements: Sequence[Analysis]
    given: Sequence[Analysis]
    questions: Sequence[Analysis]


def gathered(
    statements: Sequence[Statement],
    recipe: Recipe,
    store: Store,
    *,
    events: frozenset[str],
    analyser: Analyser,
    executor: Executor,
    progress: Progress,
) -> Material:
    """Analyses and encodes all statements and the recipe's catalogue."""
    texts = [statement.words for statement in statements]
    given = theme_texts(recipe.catalogue) if recipe.catalogue and recipe.catalogue.themes else None
    # While other processes encode, this one would only wait; words can be analysed meanwhile.
    with ThreadPoolExecutor(1) as beside:
        analysed = beside.submit(_words, statements, texts, given, analyser)
        beside.submit(load_frame)
        everything = [*texts, *(given.texts if given else ())]
        stacked = encode_all(recipe.embedders, everything, cache=store, executor=executor, progress=progress)
    words = analysed.result()
    views = [matrix[: len(texts)] for matrix in stacked]
    given_views = [matrix[len(texts) :] for matrix in stacked]
    heard = stances(texts=texts, words=words.statements, questions=words.questions, views=views, names=recipe.embedders)
    projection = load()
    grouping, weights = grouping_views(views, recipe.embedders, projection)
    beside_titles = given is not None and len(given.texts) > 1
    return Material(
        statements=statements,
        texts=texts,
        words=words.statements,
        views=views,
        given=given,
        given_words=words.given,
        given_views=given_views,
        names=recipe.embedders,
        events=events,
        policy=projection.view(views, recipe.embedders),
        given_policy=projection.view(given_views, recipe.embedders, own_mean=beside_titles) if given else None,
        grouping=grouping,
        weights=weights,
        voices=_voices(statements, heard, store),
    )


def asked(statement: Statement) -> str:
    """What a statement answers: its question, and the list's lead-in where it stands under one."""
    return " ".join(f"{statement.question} {statement.lead or ''}".split())


def _words(
    statements: Sequence[Statement], texts: Sequence[str], given: ThemeTexts | None, analyser: Analyser
) -> Words:
    questions = sorted({asked(statement) for statement in statements})
    said = dict(zip(questions, analyser.analyse(questions), strict=True))
    return Words(
        statements=analyser.analyse(texts),
        given=analyser.analyse(given.terms if given else []),
        questions=[said[asked(statement)] for statement in statements],
    )


def _voices(statements: Sequence[Statement], heard: Sequence[Heard], store: Store) -> Voices:
    known = store.respondents()
    people = [known.get((one.source, one.respondent)) for one in statements]
    return Voices(
        people=[f"{one.source} {one.respondent}" for one in statements],
        organisations=[person.organisation if person else "" for person in people],
        groups=[_group(person.groups) if person else "" for person in people],
        stances=[one.stance for one in heard],
    )


def _group(groups: Mapping[str, str]) -> str:
    """The group that a person is first told to be in."""
    return next((f"{name}: {value}" for name, value in sorted(groups.items()) if value), "")


def non_neutral(material: Material) -> dict[str, Stance]:
    """Statement id → stance, for those that have one."""
    found = material.voices.stances if material.voices else ()
    pairs = zip((one.id for one in material.statements), found, strict=bool(found))
    return {one: stance for one, stance in pairs if stance is not Stance.NEUTRAL}


def corpus_fingerprint(statements: Sequence[Statement], events: frozenset[str]) -> str:
    """16 hexadecimal digits that change with the statements and with what kind of source they come from."""
    made = hashlib.blake2b("\x1f".join(sorted(events)).encode(), digest_size=8)
    for statement in statements:
        made.update(f"{statement.id}\x1f{statement.text}\x1e".encode())
    return made.hexdigest()


def events_in(store: Store) -> frozenset[str]:
    """Ids of the sources that have a topic."""
    return frozenset(source.id for source in store.sources() if source.kind in EVENTS)
