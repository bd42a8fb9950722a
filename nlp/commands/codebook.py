"""Code books and coded projects: given away as files, and taken back as decisions, which people can undo."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from nlp.codebooks import (
    PROJECT,
    Written,
    line,
    load,
    quoted,
    read_book,
    read_project,
    write_book,
    write_project,
)
from nlp.commands.coding.making import book_of, project_of, responses_of, texts_of
from nlp.commands.coding.matching import Matched, key_of, matched
from nlp.commands.coding.placing import placed
from nlp.commands.coding.report import Codings, ImportedCodes, NotTaken
from nlp.commands.deciding.checking import fit
from nlp.commands.deciding.standing import Standing
from nlp.commands.people import moment
from nlp.domain.codebook import Entry
from nlp.domain.edits import Decision, Describe, Edit, Hide, Rename
from nlp.errors import FileUnreadable, InputError, Unfit, Unknown
from nlp.ports import Store
from nlp.views.current import current
from nlp.views.review.boards import board_of, sealed_of
from nlp.views.review.words import amount

__all__ = [
    "ImportedCodes",
    "export_codebook",
    "export_project",
    "import_codebook",
    "import_project",
    "taken",
    "written",
]


def written(store: Store, name: str, run: str = "") -> Written:
    """The content of a file of that name: a code book, or a coded project where it ends in .qdpx.

    Raises FileUnreadable for another ending, NothingToDo without a run or a theme, Unknown.
    """
    run = run or current(store)
    board, decisions = board_of(store, run), store.decisions()
    if Path(name).suffix.lower() == PROJECT:
        return write_project(project_of(store, board, decisions))
    return write_book(name, book_of(store, board, decisions))


def export_codebook(store: Store, path: Path, run: str = "") -> tuple[str, ...]:
    """Writes the themes as a code book, by the file's ending; sentences on what it could not hold.

    The file appears whole or not at all. Raises FileUnreadable, NothingToDo, Unknown.
    """
    if not path.parent.is_dir():
        raise FileUnreadable(f"Den Ordner „{path.parent}“ gibt es nicht. Bitte legen Sie ihn zuerst an.")
    made = written(store, path.name, run)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    os.close(handle)
    try:
        Path(name).write_bytes(made.content)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return made.notes


def export_project(store: Store, path: Path, run: str = "") -> tuple[str, ...]:
    """Writes all answers with their codings as a .qdpx file. Raises FileUnreadable, NothingToDo, Unknown."""
    if path.suffix.lower() != PROJECT:
        raise FileUnreadable(f"{quoted(path.name)} endet nicht auf .qdpx. Bitte wählen Sie diese Endung.")
    return export_codebook(store, path, run)


def import_codebook(store: Store, path: Path, *, who: str, run: str = "", dry: bool = False) -> ImportedCodes:
    """Takes from a code book or a project what differs, as `taken` does. Raises what `taken` raises."""
    _named(who)
    return taken(store, path.name, load(path), who=who, run=run, dry=dry)


def import_project(store: Store, path: Path, *, who: str, run: str = "") -> ImportedCodes:
    """Takes codes and codings from a .qdpx file of this or another program. Raises what `taken` raises."""
    _named(who)
    if path.suffix.lower() != PROJECT:
        raise FileUnreadable(f"{quoted(path.name)} endet nicht auf .qdpx. Bitte wählen Sie ein solches Projekt.")
    return taken(store, path.name, load(path), who=who, run=run)


def taken(store: Store, name: str, content: bytes, *, who: str, run: str = "", dry: bool = False) -> ImportedCodes:
    """Takes from a file of that name what differs, as decisions of `who`, all or none; the report tells the rest.

    No text of a project comes into the store. `dry`: writes nothing, and tells what would be decided. Raises
    FileUnreadable, ColumnProblem, NothingToDo, Unknown, Clash, and InputError for nobody.
    """
    _named(who)
    project = read_project(name, content) if Path(name).suffix.lower() == PROJECT else None
    read = project or read_book(name, content)
    entries = read.book.entries
    standing = _standing(store, run)
    found = matched(entries, standing.board)
    refused = [*_examples(entries, found, standing), *_take(standing, found.edits, who)]
    codings = None
    if project:
        put = placed(project, tuple(texts_of(responses_of(store))), found.of, standing)
        codings = put.codings(project, standing)
        refused += _take(standing, ((amount(len(one.statements)), one) for one in put.edits), who)
    made = standing.pending if dry else _written(store, standing, name, who)
    return _told(name, made, found, refused=refused, notes=read.notes, codings=codings)


def _named(who: str) -> None:
    if not who.strip():
        raise InputError("Es fehlt, wer das übernimmt. Bitte nennen Sie einen Namen.")


def _standing(store: Store, run: str) -> Standing:
    run = run or current(store)
    return Standing.on(board_of(store, run), sealed_of(store, run), store.decisions())


def _take(standing: Standing, proposed: Iterable[tuple[str, Edit]], who: str) -> list[NotTaken]:
    """Takes what makes sense on the board as those before leave it; what does not comes back with its reason."""
    refused = []
    for what, edit in proposed:
        standing.ready_for(edit)
        try:
            kept = fit(edit, standing)
        except (Unfit, Unknown) as why:
            refused.append(NotTaken(what=quoted(what), why=str(why)))
            continue
        number = standing.last + len(standing.pending) + 1
        standing.take(Decision(number=number, run=standing.sealed.id, at=moment(), who=who, edit=kept))
    return refused


def _written(store: Store, standing: Standing, file: str, who: str) -> Sequence[Decision]:
    """Writes what was taken into the log, unless somebody else decided meanwhile."""
    edits, why = [one.edit for one in standing.pending], f"Aus der Datei {quoted(file)}"
    if not edits:
        return ()
    return store.decide(edits, run=standing.sealed.id, who=who, why=why, seen=standing.last)


def _told(
    file: str,
    made: Sequence[Decision],
    found: Matched,
    *,
    refused: Sequence[NotTaken],
    notes: tuple[str, ...],
    codings: Codings | None,
) -> ImportedCodes:
    changed = {one.edit.theme for one in made if isinstance(one.edit, Rename | Describe | Hide)}
    paired = {theme.id for _, theme in found.pairs}
    return ImportedCodes(
        file=file,
        decisions=tuple(made),
        same=len(paired - changed),
        absent=len(found.absent),
        not_taken=(*found.not_taken, *refused),
        notes=notes,
        codings=codings,
    )


def _examples(entries: Sequence[Entry], found: Matched, standing: Standing) -> Iterator[NotTaken]:
    """Examples that we do not hold, or hold elsewhere: an example explains a theme, it puts nothing there."""
    for entry in entries:
        theme = found.of.get(key_of(entry), "")
        strange = [one.statement for one in entry.anchors if one.statement and one.statement not in standing.of]
        elsewhere = [
            one.statement
            for one in entry.anchors
            if one.statement in standing.of and theme in standing.themes and theme not in standing.of[one.statement]
        ]
        if strange:
            yield NotTaken(what=quoted(line(entry.title)), why=f"{_examples_named(strange)} gibt es hier nicht.")
        if elsewhere:
            yield NotTaken(
                what=quoted(line(entry.title)),
                why=f"{_examples_named(elsewhere)} steht hier in einem anderen Thema und bleibt dort.",
            )


def _examples_named(statements: Sequence[str]) -> str:
    more = f" und {len(statements) - 1} weitere" if len(statements) > 1 else ""
    return f"Das Beispiel {quoted(line(statements[0]))}{more}"
