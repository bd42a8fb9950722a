"""Minutes and other running text: headings become questions, the passages under them responses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp.domain.corpus import ColumnRole, Ingested, LeftOut, Reason, Respondent, Response, Role
from nlp.domain.text import RawText
from nlp.errors import FileUnreadable
from nlp.ingest.cells import reason_to_leave, repaired
from nlp.ingest.wording import listed, quoted, times

NO_HEADING = "ohne Überschrift"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A heading (`level` from one), a title (`title`), or a passage; `reason` where it is known to be no answer."""

    text: str
    level: int = 0
    title: bool = False
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    row: int
    column: str
    text: str
    reason: Reason | None


def from_pieces(
    file: str, pieces: Iterable[Piece], *, question: str, file_hash: str, notes: Sequence[str] = ()
) -> Ingested:
    """The responses in running text; `row` counts passages from one, and every passage is a respondent of its own.

    `question` stands for passages without a heading. Raises FileUnreadable where there is no passage at all.
    """
    found = [piece for piece in pieces if piece.text.strip()]
    titles = sum(piece.title for piece in found)
    passages, childless = _under_headings([piece for piece in found if not piece.title])
    if not passages:
        message = f"{quoted(file)} enthält keinen Absatz mit Text; bitte wählen Sie eine andere Datei."
        raise FileUnreadable(message)
    responses: list[Response] = []
    left_out: list[LeftOut] = []
    broken = 0
    for passage in passages:
        text, count = repaired(passage.text)
        broken += count
        if reason := passage.reason or reason_to_leave(text):
            left_out.append(LeftOut(row=passage.row, column=passage.column, reason=reason))
            continue
        asked = question if passage.column == NO_HEADING else passage.column
        answer = RawText(text)
        who = str(passage.row)
        responses.append(Response(row=passage.row, column=passage.column, question=asked, respondent=who, text=answer))
    columns = dict.fromkeys(passage.column for passage in passages)
    told = (
        [f"{times(titles, 'Titelzeile', 'Titelzeilen')} des Dokuments nicht als Antwort gelesen."] if titles else [],
        [f"Überschriften ohne Text darunter: {listed(childless)}."] if childless else [],
        [f"{times(broken, 'unlesbares Zeichen steht', 'unlesbare Zeichen stehen')} als � im Text."] if broken else [],
    )
    return Ingested(
        rows=len(passages),
        cells=len(passages),
        columns=tuple(_column(name, question) for name in columns),
        respondents=tuple(Respondent(key=answer.respondent) for answer in responses),
        responses=tuple(responses),
        left_out=tuple(left_out),
        file_hash=file_hash,
        notes=(*notes, *(note for group in told for note in group)),
    )


def _column(name: str, question: str) -> ColumnRole:
    if name == NO_HEADING:
        return ColumnRole(column=name, role=Role.TEXT, question=question, why="Text vor der ersten Überschrift")
    return ColumnRole(column=name, role=Role.TEXT, question=name, why="Überschrift im Dokument")


def _under_headings(pieces: Sequence[Piece]) -> tuple[list[_Passage], list[str]]:
    """Passages with the heading each stands under, and the headings with nothing under them.

    Where two sections carry the same heading ("Was fehlt?"), the one above goes before it.
    """
    passages: list[_Passage] = []
    paths: list[tuple[str, ...]] = []
    bare: dict[tuple[str, ...], None] = {}
    stack: list[tuple[int, str]] = []
    for piece in pieces:
        if piece.level:
            while stack and stack[-1][0] >= piece.level:
                stack.pop()
            stack.append((piece.level, " ".join(repaired(piece.text)[0].split())))
            bare[tuple(name for _, name in stack)] = None
        else:
            path = tuple(name for _, name in stack)
            row = len(passages) + 1
            passages.append(_Passage(row=row, column="", text=piece.text, reason=piece.reason))
            paths.append(path)
    endings = Counter(path[-1] for path in set(paths) if path)
    used = {path[:depth] for path in [*paths, *bare] for depth in range(1, len(path))} | set(paths)

    def name(path: tuple[str, ...]) -> str:
        if not path:
            return NO_HEADING
        return path[-1] if endings[path[-1]] == 1 else " – ".join(path)

    named = [
        _Passage(row=passage.row, column=name(path), text=passage.text, reason=passage.reason)
        for passage, path in zip(passages, paths, strict=True)
    ]
    return named, [path[-1] for path in bare if path not in used]
