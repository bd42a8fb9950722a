"""Who wrote a row: by its id, or by its content where there is none; never by where it stands."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from nlp.ingest.grid import Cells
from nlp.ingest.wording import rows_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """A row with its respondent's key; "" for a row that is empty from end to end."""

    row: int
    cells: Cells
    key: str
    duplicate: bool = False


def keyed(
    rows: Sequence[tuple[int, Cells]], *, kept: Sequence[int], id_place: int | None
) -> tuple[list[Keyed], list[str]]:
    """Every row with its key, in order, and notes.

    The same id with the same content is a duplicate. The same id with other content is kept as "ID (2)"; which one
    gets the plain id is decided by the content, so that the order of rows does not matter.
    """
    ids = ["" if id_place is None else cells[id_place].strip() for _, cells in rows]
    counted = Counter(ids)
    # Only rows that an id does not tell apart are compared by content.
    digests = [
        "" if name and counted[name] == 1 else _digest(cells, kept) for name, (_, cells) in zip(ids, rows, strict=True)
    ]
    variants: dict[str, set[str]] = defaultdict(set)
    for name, digest in zip(ids, digests, strict=True):
        if name and digest:
            variants[name].add(digest)
    names = _names(variants, counted)
    seen: set[tuple[str, str]] = set()
    copies: Counter[str] = Counter()
    found: list[Keyed] = []
    for (row, cells), name, digest in zip(rows, ids, digests, strict=True):
        key, duplicate = name, False
        if name and digest:
            key, duplicate = names[name, digest], (name, digest) in seen
            seen.add((name, digest))
        elif not name and any(cell.strip() for cell in cells):
            copies[digest] += 1
            key = digest if copies[digest] == 1 else f"{digest} ({copies[digest]})"
        found.append(Keyed(row=row, cells=cells, key=key, duplicate=duplicate))
    return found, _notes(found, ids, variants, has_ids=id_place is not None)


def _digest(cells: Cells, kept: Sequence[int]) -> str:
    """16 hexadecimal digits that stand for a row's kept cells."""
    content = hashlib.blake2b(digest_size=8)
    for place in kept:
        cell = cells[place].encode("utf-8", "surrogatepass")
        content.update(len(cell).to_bytes(8, "big") + cell)
    return content.hexdigest()


def _names(variants: dict[str, set[str]], ids: Collection[str]) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for name in sorted(variants):
        count = 1
        for place, digest in enumerate(sorted(variants[name])):
            unique = name
            while place and (unique in taken or unique in ids):
                count += 1
                unique = f"{name} ({count})"
            taken.add(unique)
            names[name, digest] = unique
    return names


def _notes(found: Sequence[Keyed], ids: Sequence[str], variants: dict[str, set[str]], *, has_ids: bool) -> list[str]:
    pairs = list(zip(found, ids, strict=True))
    doubled = [entry.row for entry, _ in pairs if entry.duplicate]
    unlike = [entry.row for entry, name in pairs if len(variants.get(name, ())) > 1 and not entry.duplicate]
    nameless = [entry.row for entry, name in pairs if has_ids and not name and entry.key]
    notes = []
    if doubled:
        notes.append(f"{rows_named(doubled)}: gleiche Kennung und gleicher Inhalt wie eine frühere Zeile, ausgelassen.")
    if unlike:
        notes.append(f"{rows_named(unlike)}: gleiche Kennung, aber anderer Inhalt; beide behalten, eine als „… (2)“.")
    if nameless:
        notes.append(f"{rows_named(nameless)}: ohne Kennung, als eigene Befragte gezählt.")
    return notes
