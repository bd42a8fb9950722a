"""The log of decisions: added to in one go, unless somebody else's decision got in the way unseen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from nlp.domain.clashes import in_the_way_of
from nlp.domain.edits import Decision, Edit, Undo
from nlp.errors import Clash, Unknown
from nlp.store import runs
from nlp.store.decision_rows import DECISION, NAMES, decision_of, row_of

if TYPE_CHECKING:
    from sqlite_utils import Database

_AGAIN = "Bitte sehen Sie nach und entscheiden Sie noch einmal."
_DID = {
    "rename": "ein Thema umbenannt",
    "describe": "ein Thema beschrieben",
    "merge": "zwei Themen zusammengelegt",
    "split": "ein Thema geteilt",
    "move": "Aussagen verschoben",
    "confirm": "Aussagen bestätigt",
    "lock": "Aussagen festgehalten",
    "create": "ein Thema angelegt",
    "hide": "ein Thema ausgeblendet",
    "reassign": "ein Thema in ein anderes aus dem Katalog überführt",
    "undo": "eine Entscheidung zurückgenommen",
}


def decide(db: Database, edits: Sequence[Edit], *, run: str, who: str, why: str, seen: int | None) -> list[Decision]:
    """Adds these, all or none, with one time for all; to be called in a transaction that nobody writes beside.

    Somebody's own decisions are never in their way: who decides in two windows knows what they did in the other.
    Raises Clash, and Unknown for a run or an undone decision that is not there.
    """
    if not run or runs.number(db, run) is None:
        raise runs.unknown(run)
    last = int(db.execute("SELECT coalesce(max(nr), 0) FROM edits").fetchone()[0])
    _all_there(db, {one.number for one in edits if isinstance(one, Undo)})
    if seen is not None and edits:
        _all_seen(db, edits, who, seen, last)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    made = [
        Decision(number=number, run=run, at=at, who=who, edit=edit, why=why)
        for number, edit in enumerate(edits, start=last + 1)
    ]
    sql = f"INSERT INTO edits ({DECISION}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - columns of our own
    db.conn.executemany(sql, map(row_of, made))
    return made


def decisions(db: Database, after: int = 0) -> list[Decision]:
    """The log from the decision after that number on, by number. Raises StoreProblem for what is not known here."""
    sql = f"SELECT {DECISION} FROM edits WHERE nr > ? ORDER BY nr"  # noqa: S608 - columns of our own
    return [decision_of(row) for row in db.execute(sql, [after])]


def _all_there(db: Database, numbers: set[int]) -> None:
    missing = numbers - set(_numbered(db, numbers))
    if missing:
        raise Unknown(
            f"Eine Entscheidung Nr. {min(missing)} gibt es hier nicht, sie lässt sich nicht zurücknehmen. "
            "Bitte prüfen Sie die Nummer."
        )


def _all_seen(db: Database, edits: Sequence[Edit], who: str, seen: int, last: int) -> None:
    """Raises Clash where others decided meanwhile what these change or build on."""
    if seen > last:
        raise Clash(
            "Den Themenstand, den Sie gesehen haben, gibt es hier nicht mehr, "
            f"etwa weil eine Sicherung zurückgespielt wurde. {_AGAIN}"
        )
    others = [one for one in decisions(db, seen) if one.who != who]
    if not others:
        return
    # An undo changes whatever its decision did: for both sides it stands for that as well. Who takes a decision back
    # has seen that one.
    taken_back = {one.number for one in edits if isinstance(one, Undo)}
    since = [one for one in others if one.number not in taken_back]
    meant = [*edits, *(behind for edit in edits for behind in _behind(db, edit))]
    done = [*since, *(replace(one, edit=behind) for one in since for behind in _behind(db, one.edit))]
    met = {one.number for one in in_the_way_of(meant, done)}
    if met:
        raise _clash([one for one in others if one.number in met])


def _behind(db: Database, edit: Edit) -> Iterable[Edit]:
    """What an undo takes back, and where that is an undo what it gives back, and so on."""
    while isinstance(edit, Undo):
        found = _numbered(db, {edit.number})[edit.number].edit
        # Only an earlier one can be taken back, so that this ends.
        if isinstance(found, Undo) and found.number >= edit.number:
            return
        edit = found
        yield edit


def _numbered(db: Database, numbers: set[int]) -> dict[int, Decision]:
    sql = f"SELECT {DECISION} FROM edits WHERE nr IN (SELECT value FROM json_each(?))"  # noqa: S608 - columns of our own
    return {row[0]: decision_of(row) for row in db.execute(sql, [json.dumps(sorted(numbers))])}


def _clash(others: Sequence[Decision]) -> Clash:
    """Tells the newest of these, and how many more there are."""
    newest, more = others[-1], len(others) - 1
    when = datetime.fromisoformat(newest.at).astimezone(ZoneInfo("Europe/Berlin"))
    did = _DID[NAMES[type(newest.edit)]]
    besides = {0: "", 1: "; dazu kommt 1 weitere Entscheidung"}.get(
        more, f"; dazu kommen {more} weitere Entscheidungen"
    )
    return Clash(
        f"Inzwischen hat „{newest.who}“ ({when:%d.%m.%Y, %H:%M} Uhr) {did}{besides}. {_AGAIN}",
        numbers=tuple(one.number for one in others),
    )
