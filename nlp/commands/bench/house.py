"""A large house made from a small one: its answers crossed, its themes carried over, nothing encoded again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nlp.commands.bench.crossed import Corpus, crossed, pairs
from nlp.commands.import_ import analysed, to_statements
from nlp.domain.corpus import ColumnRole, Ingested, Respondent, Response, Role, Source, Statement
from nlp.domain.text import RawText
from nlp.domain.themes import Membership, Run, SummaryQuote, Theme
from nlp.errors import NothingToDo
from nlp.ports import Analyser, Matrix, Progress, Store
from nlp.vectors.cached import text_hash
from nlp.vectors.choose import choose

SEALED = "probe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """The small house: statements whose words are told apart, their vectors by encoder, and its newest run."""

    statements: tuple[Statement, ...]
    sources: Mapping[str, Source]
    respondents: Mapping[tuple[str, str], Respondent]
    views: Mapping[str, Matrix]
    run: Run


def read_house(store: Store, names: Sequence[str]) -> Real:
    """What is to be made many of. Raises NothingToDo where it was not clustered with these encoders."""
    first = {one.words.casefold(): one for one in reversed(store.statements())}
    statements = tuple(sorted(first.values(), key=lambda one: one.id))
    keys = [text_hash(one.words) for one in statements]
    views = {}
    for name in names:
        known = store.load_vectors(choose(name).fingerprint, keys)
        if len(known) < len(set(keys)):
            raise NothingToDo("Diese Datenbank ist noch nicht ausgewertet. Bitte rufen Sie zuerst „oton cluster“ auf.")
        views[name] = np.vstack([known[key] for key in keys])
    return Real(
        statements=statements,
        sources={one.id: one for one in store.sources()},
        respondents=store.respondents(),
        views=views,
        run=store.run(),
    )


def fill_house(store: Store, real: Real, *, count: int, analyser: Analyser, progress: Progress) -> Run:
    """Puts `count` answers into an empty store, each with a vector, and seals a run that places them as the real ones.

    A made answer begins as one real statement and ends as another; source, group and theme are those of the first.
    """
    corpus = Corpus(
        texts=tuple(one.words for one in real.statements),
        lemmas=((),) * len(real.statements),
        views=tuple(real.views.values()),
    )
    made, begun = crossed(corpus, count), [one for one, _ in pairs(corpus.texts, count)]
    by_source: defaultdict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(begun):
        by_source[real.statements[row].source].append(number)
    placed: dict[str, Statement] = {}
    for done, (source, numbers) in enumerate(sorted(by_source.items()), start=1):
        ingested = _ingested(real, made.texts, begun, numbers)
        imported = to_statements(ingested, source=replace(real.sources[source], population=None), file=source)
        imported = analysed(imported, analyser)
        store.save_import(imported)
        # Row 2 is the first one, as in a table with a heading.
        own = [(one, numbers[one.row - 2]) for one in imported.statements]
        placed |= {one.id: real.statements[begun[number]] for one, number in own}
        for name, view in zip(real.views, made.views, strict=True):
            vectors = {text_hash(one.words): view[number] for one, number in own}
            store.save_vectors(choose(name).fingerprint, vectors)
        progress("Antworten werden gemacht", done, len(by_source))
    run = _run(real.run, placed)
    store.save_run(run)
    return run


def _ingested(real: Real, texts: Sequence[str], begun: Sequence[int], numbers: Sequence[int]) -> Ingested:
    like = [real.statements[begun[number]] for number in numbers]
    people = [real.respondents.get((one.source, one.respondent), Respondent(key="")) for one in like]
    return Ingested(
        rows=len(numbers),
        cells=len(numbers),
        columns=tuple(
            ColumnRole(column=column, role=Role.TEXT, question=question)
            for column, question in sorted({(one.column, one.question) for one in like})
        ),
        respondents=tuple(replace(one, key=str(number)) for number, one in zip(numbers, people, strict=True)),
        responses=tuple(
            Response(
                row=row, column=one.column, question=one.question, respondent=str(number), text=RawText(texts[number])
            )
            for row, (number, one) in enumerate(zip(numbers, like, strict=True), start=2)
        ),
        left_out=(),
        file_hash=SEALED,
    )


def _run(real: Run, placed: Mapping[str, Statement]) -> Run:
    """The real run with each made statement where the one it begins with was."""
    members: defaultdict[str, list[Membership]] = defaultdict(list)
    for one in real.memberships:
        members[one.statement].append(one)
    alike = {like.id: made for made, like in reversed(list(placed.items()))}
    return replace(
        real,
        id=SEALED,
        previous="",
        themes=tuple(_theme(one, alike) for one in real.themes),
        memberships=tuple(
            replace(one, statement=made, confirmed=False) for made, like in placed.items() for one in members[like.id]
        ),
        unassigned=tuple(made for made, like in placed.items() if not members[like.id]),
        reasons={made: real.reasons[like.id] for made, like in placed.items() if like.id in real.reasons},
        stances={made: real.stances[like.id] for made, like in placed.items() if like.id in real.stances},
    )


def _theme(theme: Theme, alike: Mapping[str, str]) -> Theme:
    return replace(theme, central=_renamed(theme.central, alike), summary=tuple(_quoted(theme.summary, alike)))


def _renamed(statements: Iterable[str], alike: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(alike[one] for one in statements if one in alike)


def _quoted(summary: Iterable[SummaryQuote], alike: Mapping[str, str]) -> Iterable[SummaryQuote]:
    return (replace(one, statement=alike[one.statement]) for one in summary if one.statement in alike)
