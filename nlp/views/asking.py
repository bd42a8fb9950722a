"""The statements whose confirmation would help the machine most, from a board and the vectors that are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.domain.corpus import Statement
from nlp.domain.edits import Board
from nlp.domain.themes import Run
from nlp.ports import Embedder, Matrix, VectorCache
from nlp.themes.asking import COUNT, proposed, side_by_side
from nlp.themes.learning import Confirmed
from nlp.vectors.cached import text_hash


def next_to_ask(
    board: Board,
    statements: Sequence[Statement],
    vectors: VectorCache,
    embedders: Sequence[Embedder],
    *,
    settled: Iterable[str] = (),
    count: int = COUNT,
) -> tuple[str, ...]:
    """Ids of up to `count` statements, the most helpful first; none that people have spoken of. Encodes nothing.

    `statements`: today's; those that the run does not hold, or that have no vectors, are not asked about. `settled`:
    what people have left under „Ohne Thema“, of which a board keeps no trace. What `oton evaluate learning` measures
    is this very choice.
    """
    standing = board.run.statements
    known = sorted((one for one in statements if one.id in standing), key=lambda one: one.id)
    known, views = _encoded(known, vectors, embedders)
    if not known:
        return ()
    ids = [one.id for one in known]
    themes = {theme.id: place for place, theme in enumerate(one for one in board.run.themes if not one.parent)}
    first, strengths = _standing(board.run, ids, themes)
    rows = proposed(
        ids,
        side_by_side(views),
        first,
        strengths,
        _spoken_of(board, ids, themes, settled),
        themes=len(themes),
        free=_visible(board, ids),
        count=count,
    )
    return tuple(ids[row] for row in rows)


def _encoded(
    statements: Sequence[Statement], vectors: VectorCache, embedders: Sequence[Embedder]
) -> tuple[list[Statement], list[Matrix]]:
    """The statements that every encoder has read, and one matrix per encoder."""
    hashes = {one.id: text_hash(one.words) for one in statements}
    wanted = sorted(set(hashes.values()))
    read = [vectors.load_vectors(one.fingerprint, wanted) for one in embedders]
    there = [one for one in statements if all(hashes[one.id] in kept for kept in read)]
    return there, [np.vstack([kept[hashes[one.id]] for one in there]) for kept in read] if there else []


def _standing(run: Run, ids: Sequence[str], themes: dict[str, int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Each statement's first theme and how strongly it is in it; −1 and 0 without one."""
    rows = {one: row for row, one in enumerate(ids)}
    first, strengths = np.full(len(ids), -1, dtype=np.int64), np.zeros(len(ids), dtype=np.float32)
    for one in run.memberships:
        row = rows.get(one.statement)
        if one.primary and row is not None and one.theme in themes:
            first[row], strengths[row] = themes[one.theme], min(max(one.strength, 0), 1)
    return first, strengths


def _spoken_of(board: Board, ids: Sequence[str], themes: dict[str, int], settled: Iterable[str]) -> Confirmed:
    """Rows that people have put somewhere, also under „Ohne Thema“ → the places of their themes."""
    rows = {one: row for row, one in enumerate(ids)}
    spoken_of = {*settled, *(one for one, _ in board.decided)}
    known: dict[int, list[int]] = {rows[one]: [] for one in spoken_of if one in rows}
    for one in board.run.memberships:
        row = rows.get(one.statement)
        if one.confirmed and row is not None:
            known.setdefault(row, []).extend([themes[one.theme]] if one.theme in themes else [])
    return {row: tuple(places) for row, places in sorted(known.items())}


def _visible(board: Board, ids: Sequence[str]) -> NDArray[np.bool_]:
    """All but those that are in hidden themes alone: nobody wants to hear of them."""
    in_sight = {one.statement for one in board.run.memberships if one.theme not in board.hidden}
    in_sight.update(board.run.unassigned)
    return np.array([one in in_sight for one in ids], dtype=np.bool_)
