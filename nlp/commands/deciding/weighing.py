"""What edits will do, put together and into words before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from nlp.commands.deciding.comparing import Difference, difference
from nlp.commands.deciding.standing import Standing
from nlp.commands.deciding.values import Change, Effect, Flow
from nlp.domain.edits import Board, Create, Decision, Describe, Edit, Lock, Move, Reassign, Rename, Split, Undo
from nlp.ports import Store
from nlp.views.review.left import left_out
from nlp.views.review.words import amount, listed


def effect(
    store: Store, before: Board, standing: Standing, was: Mapping[str, Sequence[str]], *, who: str, locked: set[str]
) -> Effect:
    """What the pending edits do to the board there was. `was`: places on that board; `locked`: what was left out."""
    after = standing.again()
    differs = difference(store, before, after, was, standing.of)
    edits = tuple(one.edit for one in standing.pending)
    overruled = _overruled(before, after, standing, who)
    lost = {one.number for one in set(after.unapplied) - set(before.unapplied)}
    lost -= {one.number for one in standing.pending}
    made = Effect(
        edits=edits,
        flows=differs.flows,
        changes=differs.changes,
        locked=tuple(sorted(locked)),
        overruled=tuple(one.number for one in overruled),
        unapplied=tuple(sorted(lost)),
        sentences=(),
        seen=standing.last,
    )
    return replace(made, sentences=tuple(_sentences(made, differs, before, after, overruled)))


def without_locked(edit: Edit, standing: Standing) -> tuple[Edit, set[str]]:
    """The edit without the statements that are locked, and those; where all are, the edit as it is."""
    if not isinstance(edit, Move | Split | Lock):
        return edit, set()
    within = edit.theme if isinstance(edit, Lock) else ""
    held = {
        one
        for one in edit.statements
        if one in standing.board.locked and one in standing.of and standing.of[one][0] != within
    }
    left = tuple(one for one in edit.statements if one not in held)
    return (replace(edit, statements=left), held) if left and held else (edit, set())


def _overruled(before: Board, after: Board, standing: Standing, who: str) -> tuple[Decision, ...]:
    """Other people's decisions of which something changes, by number."""
    numbers = {one.edit.number for one in standing.pending if isinstance(one.edit, Undo)}
    for (statement, theme), number in before.decided.items():
        stays = theme in standing.of.get(statement, ())
        if not stays and number not in {after.decided.get((statement, one)) for one in standing.of.get(statement, ())}:
            numbers.add(number)
    left = left_out(before, standing.decisions)
    numbers |= {one.number for statement, one in left.items() if standing.of.get(statement)}
    numbers |= set(_reworded(before, after, standing.decisions))
    return tuple(one for one in standing.decisions if one.number in numbers and (not who or one.who != who))


def _reworded(before: Board, after: Board, decisions: Sequence[Decision]) -> Iterator[int]:
    """Decisions that gave a theme the title or description that it has no more."""
    then = {theme.id: theme for theme in after.run.themes}
    words: dict[tuple[str, str], int] = {}
    for one in decisions:
        match one.edit:
            case Rename(theme=theme) | Create(made=theme) | Split(made=theme) | Reassign(to=theme):
                words[theme, "title"] = one.number
            case Describe(theme=theme):
                words[theme, "description"] = one.number
    for known in before.run.themes:
        for what in ("title", "description"):
            now = then.get(known.id)
            if (known.id, what) in words and (now is None or getattr(now, what) != getattr(known, what)):
                yield words[known.id, what]


def _sentences(
    made: Effect, differs: Difference, before: Board, after: Board, overruled: Sequence[Decision]
) -> Iterator[str]:
    yield from map(_flow, made.flows)
    yield from filter(None, (_change(one, before, after) for one in made.changes))
    if differs.ordered:
        verb = "bekommt" if differs.ordered == 1 else "bekommen"
        yield f"{amount(differs.ordered)} {verb} ein anderes erstes Thema."
    held = len(after.locked - before.locked)
    sure = len({one for one, _ in after.decided.keys() - before.decided.keys()})
    if held:
        yield f"{amount(held)} {'ist' if held == 1 else 'sind'} danach festgehalten."
    elif sure and not made.flows:
        yield f"{amount(sure)} {'gilt' if sure == 1 else 'gelten'} danach als von Menschen bestätigt."
    if freed := len(before.locked - after.locked):
        yield f"{amount(freed)} {'ist' if freed == 1 else 'sind'} danach nicht mehr festgehalten."
    if made.locked:
        verb = "ist festgehalten und bleibt" if len(made.locked) == 1 else "sind festgehalten und bleiben"
        yield f"{amount(len(made.locked))} {verb}, wo {'sie ist' if len(made.locked) == 1 else 'sie sind'}."
    if overruled:
        people = listed(dict.fromkeys(one.who for one in overruled))
        count = amount(len(overruled), "Entscheidung", "Entscheidungen")
        yield f"Das ändert etwas an {count} von {people}."
    if made.unapplied:
        count = amount(len(made.unapplied), "Entscheidung passt", "Entscheidungen passen")
        yield f"{count} danach nicht mehr; im Verlauf steht dann der Grund."
    if not (made.flows or made.changes or differs.ordered or held or sure or freed):
        yield "Am heutigen Themenstand ändert das nichts."


def _flow(one: Flow) -> str:
    said = amount(one.statements)
    single = one.statements == 1
    if one.target is None:
        stays = "verlässt" if single else "verlassen"
        return f"{said} {stays} „{one.source_title}“ und {'bleibt' if single else 'bleiben'} in anderen Themen."
    if one.source is None:
        return f"{said} {'kommt' if single else 'kommen'} außerdem zu „{one.target_title}“."
    return f"{said} {'geht' if single else 'gehen'} von „{one.source_title}“ zu „{one.target_title}“."


def _change(one: Change, before: Board, after: Board) -> str:
    was, will = one.statements
    if not one.after:
        return f"„{one.before}“ gibt es danach nicht mehr."
    if not one.before:
        return f"„{one.after}“ kommt neu dazu, mit {amount(will)}." if will else f"„{one.after}“ kommt neu dazu."
    said = []
    if one.before != one.after:
        said.append(f"„{one.before}“ heißt danach „{one.after}“.")
    if (one.theme in before.hidden) != (one.theme in after.hidden):
        out_of_sight = "wird ausgeblendet; die Aussagen darin bleiben auffindbar"
        said.append(f"„{one.after}“ {out_of_sight if one.hidden else 'ist danach wieder zu sehen'}.")
    if was != will:
        had = f"{was:,}".replace(",", ".")
        said.append(f"„{one.after}“ hat danach {amount(will)} statt {had}.")
    if one.described:
        said.append(f"„{one.after}“ wird neu beschrieben.")
    return " ".join(said)
