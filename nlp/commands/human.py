"""Which statements people have put into which themes: what the next run learns from."""

from __future__ import annotations

from collections.abc import Container, Iterable

from nlp.domain.edits import Board, Decision
from nlp.ports import Store
from nlp.themes.confirming import Pairs
from nlp.themes.replay import replay
from nlp.views.reviewed import reviewed


def decided(store: Store) -> Pairs:
    """What people have decided about the newest run's statements, those that are still there; none before the first."""
    if not store.runs():
        return ()
    there = {one.id for one in store.statements()}
    return tuple(sorted(pair for pair in reviewed(store).board().decided if pair[0] in there))


def learnt(store: Store, run: str, there: Container[str], until: str = "") -> Pairs:
    """What people had put where in a run `until` that moment (ISO 8601), or by now. Raises Unknown."""
    seen, log = reviewed(store), store.decisions()
    if not until:
        return put_by_people(seen.board(run), log, there)
    by_then = [one for one in log if one.at <= until]
    return put_by_people(replay(seen.sealed(run), by_then), by_then, there)


def put_by_people(board: Board, log: Iterable[Decision], there: Container[str]) -> Pairs:
    """Pairs of statement id and theme id that people decided on, or that the run learnt from them; those of `there`.

    What the run learnt from a decision that was taken back since is none of them. Who is in a sub-theme is in its
    theme, which may outlive it.
    """
    undone = {name for one in log if one.number in board.undone for name in getattr(one.edit, "statements", ())}
    trained = ((one.statement, one.theme) for one in board.run.memberships if one.confirmed)
    pairs = {*board.decided, *(pair for pair in trained if pair[0] not in undone)}
    parents = {theme.id: theme.parent for theme in board.run.themes if theme.parent}
    pairs |= {(statement, parents[theme]) for statement, theme in pairs if theme in parents}
    return tuple(sorted(pair for pair in pairs if pair[0] in there))
