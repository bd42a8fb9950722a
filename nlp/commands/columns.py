"""Column roles: what a person wished, what was remembered, what is proposed."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from nlp.commands.identity import source_id
from nlp.domain.corpus import ColumnRole, Role
from nlp.ingest import ColumnMap, Wishes, dump_map, load_map


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.oton.toml")


def _in_house(database: Path, source: str) -> Path:
    return database.parent / "maps" / f"{source_id(source)}.oton.toml"


def wishes_for(
    file: Path,
    database: Path,
    source: str,
    *,
    map_file: Path | None = None,
    text: tuple[str, ...] = (),
    id: str = "",  # noqa: A002 - the name of the column role
    group: tuple[str, ...] = (),
    organisation: str = "",
    weight: str = "",
    date: str = "",
    question: str = "",
    sheet: str = "",
    keep_personal: bool = False,
) -> Wishes:
    """The wishes of a call, with the column map that was named, or else the one remembered for this file.

    Raises BadName for a source that cannot be called so, and ColumnProblem or FileUnreadable for a map that cannot
    be understood.
    """
    remembered = [path for path in (_beside(file), _in_house(database, source)) if path.is_file()]
    chosen = map_file or (remembered[0] if remembered else None)
    return Wishes(
        text=text,
        id=id,
        group=group,
        organisation=organisation,
        weight=weight,
        date=date,
        question=question,
        sheet=sheet,
        keep_personal=keep_personal,
        map=load_map(chosen) if chosen else None,
    )


def remember_map(file: Path, database: Path, source: str, columns: tuple[ColumnRole, ...]) -> Path | None:
    """Keeps the roles in a small TOML file beside the source, or beside the database where that folder is read-only.

    None where there is nothing to decide, as in minutes, whose headings are questions throughout, or no room to write.
    """
    if all(column.role is Role.TEXT for column in columns):
        return None
    places = [_beside(file)] if _may_write(file.parent) else []
    text = dump_map(ColumnMap(columns=columns))
    return next((place for place in (*places, _in_house(database, source)) if _written(place, text)), None)


def _written(place: Path, text: str) -> bool:
    """Whether the file is there, whole: half a map would stop the next import."""
    half = place.with_name(f"{place.name}.neu")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(text, encoding="utf-8")
        half.replace(place)
    except OSError:
        # The answers are safe in the database by now, and the proposal can be made again.
        with suppress(OSError):
            half.unlink(missing_ok=True)
        return False
    return True


def _may_write(folder: Path) -> bool:
    # The permission bits are asked too: for an administrator os.access allows everything.
    return bool(folder.stat().st_mode & 0o200) and os.access(folder, os.W_OK)
