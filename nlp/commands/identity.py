"""Ids that last: of respondents without an id column, and of statements whose file was corrected."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from nlp.domain.corpus import Import, Respondent, ResponseRecord, Role, Statement
from nlp.errors import BadName

_SOURCE = re.compile(r"\w[\w .+-]{0,59}")


def source_id(name: str) -> str:
    """A source's name as it is kept. It becomes part of a file's name, so it holds no slash. Raises BadName."""
    plain = unicodedata.normalize("NFC", name).strip()
    if not _SOURCE.fullmatch(plain):
        shown = f"„{plain[:30]}“" if plain.isprintable() and plain else "So"
        remedy = (
            "Bitte wählen Sie 1 bis 60 Buchstaben, Ziffern, Punkte, Binde- oder Unterstriche; am Anfang steht ein "
            "Buchstabe oder eine Ziffer."
        )
        said = f"{shown} kann eine Quelle nicht heißen"
        raise BadName(f"{said} (--source). {remedy}", on_page=f"{said}. {remedy}")
    return plain


def _digest(*told: str, size: int) -> str:
    return hashlib.blake2b("\x1f".join(told).encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def statement_id(statement: Statement, occurrence: int) -> str:
    """12 hexadecimal digits made of source, question, respondent and gated words.

    Gated words, so that no id can be used to try out what was redacted.
    """
    return _digest(statement.source, statement.question, statement.respondent, statement.words, str(occurrence), size=6)


def keys_from_content(imported: Import) -> Import:
    """Keys for respondents of a file without id column: made of their gated answers, so that row order is no matter."""
    if not any(column.role is Role.ID for column in imported.columns):
        answers: defaultdict[str, list[str]] = defaultdict(list)
        for record in imported.responses:
            answers[record.respondent].append(f"{record.question}\x1e{record.text}")
        renamed: dict[str, str] = {}
        seen: Counter[str] = Counter()
        for respondent in imported.respondents:
            key = _digest(*_told(respondent), *sorted(answers[respondent.key]), size=5)
            seen[key] += 1
            renamed[respondent.key] = key if seen[key] == 1 else f"{key}-{seen[key]}"
        imported = _rekeyed(imported, renamed)
    return _numbered(imported)


def _told(respondent: Respondent) -> Iterable[str]:
    yield from (respondent.organisation, respondent.date, str(respondent.weight))
    yield from (f"{name}={value}" for name, value in sorted(respondent.groups.items()))


def _rekeyed(imported: Import, renamed: Mapping[str, str]) -> Import:
    return replace(
        imported,
        respondents=tuple(replace(one, key=renamed[one.key]) for one in imported.respondents),
        responses=tuple(
            replace(
                record,
                respondent=renamed[record.respondent],
                statements=tuple(replace(one, respondent=renamed[one.respondent]) for one in record.statements),
            )
            for record in imported.responses
        ),
    )


def _numbered(imported: Import) -> Import:
    taken: set[str] = set()
    seen: Counter[str] = Counter()

    def named(statement: Statement) -> Statement:
        # Counted from where the last equal one stopped: one cell may say the same thing fifty thousand times.
        first = statement_id(statement, 1)
        seen[first] += 1
        while (made := statement_id(statement, seen[first])) in taken:
            seen[first] += 1
        taken.add(made)
        return replace(statement, id=made)

    return _each(imported, named)


def keep_ids(before: Import | None, now: Import) -> Import:
    """Gives statements back the id they had: where the words stayed, or the place in the unchanged file.

    The second case is a better redaction: the file is the same, the gated words are not.
    """
    if before is None:
        return now
    new_ids = {statement.id for statement in now.statements}
    old_ids = {statement.id for statement in before.statements}
    orphans = sorted((one for one in before.statements if one.id not in new_ids), key=lambda one: one.id)
    by_words: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for orphan in reversed(orphans):
        by_words[orphan.question, orphan.text].append(orphan.id)
    same_file = before.source.file_hash == now.source.file_hash
    by_place = {_place(orphan): orphan.id for orphan in orphans} if same_file else {}
    used: set[str] = set()

    def kept(statement: Statement) -> Statement:
        if statement.id in old_ids:
            return statement
        candidates = by_words[statement.question, statement.text]
        found = candidates.pop() if candidates else by_place.get(_place(statement), "")
        if not found or found in used:
            return statement
        used.add(found)
        return replace(statement, id=found)

    return _each(now, kept)


def _place(statement: Statement) -> tuple[int, str, int, int]:
    return statement.row, statement.column, statement.start, statement.end


def _each(imported: Import, change: Callable[[Statement], Statement]) -> Import:
    def changed(record: ResponseRecord) -> ResponseRecord:
        return replace(record, statements=tuple(change(statement) for statement in record.statements))

    return replace(imported, responses=tuple(changed(record) for record in imported.responses))
