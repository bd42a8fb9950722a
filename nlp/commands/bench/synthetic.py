"""Many statements made from few real ones, for measuring at sizes no file at hand has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlp.commands.import_ import analysed, to_statements
from nlp.domain.corpus import ColumnRole, Ingested, Respondent, Response, Role, Source
from nlp.domain.text import RawText
from nlp.ports import Analyser, Matrix, Store
from nlp.vectors.bundled import unit
from nlp.vectors.cached import text_hash
from nlp.vectors.choose import choose

OWN_SHARE = 0.75
"""How much of a made vector comes from one real vector; the rest comes from another."""


def fill(store: Store, texts: Sequence[str], views: dict[str, Matrix], *, count: int, analyser: Analyser) -> int:
    """Imports `count` made answers and keeps a made vector for each of their statements; the number of statements.

    `views` holds one (len(texts), d) matrix per encoder name. The same input gives the same statements.
    """
    chance = np.random.default_rng(7)
    pairs = chance.integers(len(texts), size=(count, 2))
    answers = [_crossed(texts[one], texts[other], number) for number, (one, other) in enumerate(pairs)]
    imported = analysed(
        to_statements(_ingested(answers), source=Source(id="probe", title="Probe"), file="probe"), analyser
    )
    store.save_import(imported)
    words = [statement.words for statement in imported.statements]
    for name, view in views.items():
        mixed = _mixed(view, len(words))
        store.save_vectors(choose(name).fingerprint, dict(zip(map(text_hash, words), mixed, strict=True)))
    return len(words)


def _crossed(one: str, other: str, number: int) -> str:
    """The first half of one text and the second half of another, as one sentence; the number keeps it apart."""
    left, right = one.split(), other.split()
    return " ".join([*left[: len(left) // 2 + 1], *right[len(right) // 2 :], str(number)]).replace(";", ",")


def _mixed(view: Matrix, count: int) -> Matrix:
    chance = np.random.default_rng(11)
    pairs = chance.integers(len(view), size=(count, 2))
    noise = chance.normal(scale=0.01, size=(count, view.shape[1])).astype(np.float32)
    return unit(OWN_SHARE * view[pairs[:, 0]] + (1 - OWN_SHARE) * view[pairs[:, 1]] + noise)


def _ingested(answers: Sequence[str]) -> Ingested:
    return Ingested(
        rows=len(answers),
        cells=len(answers),
        columns=(ColumnRole(column="id", role=Role.ID), ColumnRole(column="text", role=Role.TEXT)),
        respondents=tuple(Respondent(key=str(number)) for number in range(len(answers))),
        responses=tuple(
            Response(row=number + 2, column="text", question="", respondent=str(number), text=RawText(text))
            for number, text in enumerate(answers)
        ),
        left_out=(),
        file_hash="probe",
    )
