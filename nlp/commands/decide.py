"""People decide: checked against the board as it is, then written into the log, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.commands.deciding.asking import one_line, text
from nlp.commands.deciding.checking import fit
from nlp.commands.deciding.plain import edit_of, edit_told, made_id
from nlp.commands.deciding.standing import Standing
from nlp.commands.deciding.values import Change, Effect, Flow
from nlp.commands.deciding.weighing import effect, without_locked
from nlp.commands.people import moment
from nlp.domain.clashes import in_the_way
from nlp.domain.edits import Decision, Edit
from nlp.domain.reviewing import Mark, MarkKind
from nlp.errors import Clash, InputError, Unfit, Unknown
from nlp.ports import Store
from nlp.views.current import current
from nlp.views.review.boards import board_of, sealed_of
from nlp.views.review.log import titled
from nlp.views.review.words import sentence

__all__ = ["Change", "Effect", "Flow", "decide", "edit_of", "edit_told", "made_id", "mark", "weighed"]


def decide(
    store: Store, edits: Sequence[Edit], *, who: str, run: str = "", why: str = "", seen: int | None = None
) -> list[Decision]:
    """Takes these decisions, all or none, each on the board as those before it leave it.

    `run`: whose board the author was looking at, else the current one; one that was replaced since is allowed, the
    board that counts is the current one. `seen`: the newest decision the author knew of. Raises Unknown for a theme,
    statement, run or decision that is not there, Unfit for what makes no sense, Clash where others got in the way,
    InputError where nobody or nothing is named.
    """
    name, reason = _who(who), text(why, "Die Begründung")
    looked_at = _looked_at(store, run)
    standing = _standing(store, looked_at)
    try:
        _take_all(standing, edits, name)
        _hold(standing)
    except (Unknown, Unfit) as error:
        clash = _unseen(standing, edits, name, seen)
        if clash is None:
            raise
        raise clash from error
    kept = [one.edit for one in standing.pending]
    return store.decide(kept, run=looked_at, who=name, why=reason, seen=seen)


def weighed(store: Store, edits: Sequence[Edit], *, run: str = "", who: str = "") -> Effect:
    """What these decisions would do, in numbers; nothing is written. Locked statements are left out and counted.

    `who`: whose they would be, so that only other people's decisions count as overruled; without, anybody's.
    Raises Unknown and Unfit as `decide` does.
    """
    standing = _standing(store, _looked_at(store, run))
    before, was = standing.board, standing.of
    locked = _take_all(standing, edits, who, unlocked=True)
    made = effect(store, before, standing, was, who=who, locked=locked)
    _hold(standing, again=False)
    return made


def mark(store: Store, statements: Sequence[str], kind: MarkKind, *, who: str, text: str = "") -> list[Mark]:
    """Notes the same beside each of these, all or none: read, flagged, or a comment, which needs a text.

    Raises Unknown for a statement that is not there, Unfit for a comment without words, InputError for nobody.
    """
    wanted, said = tuple(dict.fromkeys(statements)), _comment(text)
    if not wanted:
        raise Unfit("Es ist keine Aussage ausgewählt. Bitte wählen Sie mindestens eine.")
    if kind is MarkKind.COMMENT and not said:
        raise Unfit("Die Anmerkung ist leer. Bitte schreiben Sie etwas hinein.")
    if kind is not MarkKind.COMMENT and said:
        raise Unfit("Nur eine Anmerkung hat einen Text. Bitte lassen Sie ihn weg.")
    return store.mark(wanted, kind, who=_who(who), text=said)


def _comment(said: str) -> str:
    return text(said, "Die Anmerkung")


def _who(who: str) -> str:
    name = one_line(who)
    if not name:
        raise InputError("Es fehlt, wer das entscheidet. Bitte nennen Sie einen Namen.")
    return name


def _take_all(standing: Standing, edits: Sequence[Edit], who: str, *, unlocked: bool = False) -> set[str]:
    """Finds every edit fit on the board as those before leave it; `unlocked`: gives back what was locked and left."""
    if not edits:
        raise InputError("Es ist nichts zu entscheiden. Bitte nennen Sie mindestens eine Entscheidung.")
    left = set[str]()
    for place, edit in enumerate(edits, start=1):
        try:
            standing.ready_for(edit)
            possible, held = without_locked(edit, standing) if unlocked else (edit, set[str]())
            _take(standing, possible, who)
        except (Unknown, Unfit) as error:
            if len(edits) == 1:
                raise
            which = f"{place}. von {len(edits)} Entscheidungen"
            raise type(error)(f"{which}: {error}", on_page=f"{which}: {error.on_page}") from error
        left |= held
    return left


def _looked_at(store: Store, run: str) -> str:
    if not run:
        return current(store)
    if run not in store.runs():
        raise Unknown(
            f"Die Auswertung „{run}“ gibt es nicht. Bitte laden Sie die Seite neu oder prüfen Sie die Kennung."
        )
    return run


def _standing(store: Store, looked_at: str) -> Standing:
    """The board that counts: what was looked at, if it is the newest run or the published one; else the current."""
    newest = store.runs()[0]
    counts = looked_at if looked_at == newest else current(store)
    decisions = store.decisions()
    return Standing.on(board_of(store, counts), sealed_of(store, counts), decisions, replaced=counts != looked_at)


def _unseen(standing: Standing, edits: Sequence[Edit], who: str, seen: int | None) -> Clash | None:
    """What others decided meanwhile, where that may be why an edit makes no sense any more."""
    since = [one for one in standing.decisions if seen is not None and one.number > seen and one.who != who]
    met = sorted({one.number for edit in edits for one in in_the_way(edit, since)})
    if not met:
        return None
    titles = {one.id: one.title for one in standing.sealed.themes}
    for one in standing.decisions:
        titles.update(titled(one.edit, titles) if one.number < met[-1] else {})
    said = next(sentence(one, titles, {}) for one in since if one.number == met[-1])
    return Clash(f"Inzwischen: {said} Bitte sehen Sie nach und entscheiden Sie noch einmal.", numbers=tuple(met))


def _take(standing: Standing, edit: Edit, who: str) -> None:
    number = standing.last + len(standing.pending) + 1
    standing.take(
        Decision(number=number, run=standing.sealed.id, at=moment(), who=who, edit=fit(edit, standing), why="")
    )


def _hold(standing: Standing, *, again: bool = True) -> None:
    """Raises Unfit where something was found fit and does not hold all the same, so that nothing is half done."""
    board = standing.again() if again else standing.board
    for one in board.unapplied:
        if one.number > standing.last:
            raise Unfit(
                f"Das geht so nicht: {one.why} Bitte laden Sie die Themen neu und versuchen Sie es noch einmal."
            )
