"""Codings of another program as decisions on the statements they cover."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nlp.codebooks import ProjectRead, coding_guid, guid, line, outward
from nlp.commands.coding.report import Codings
from nlp.commands.deciding.standing import Standing
from nlp.domain.codebook import MACHINE, CodedText, CodeMark, Stretch
from nlp.domain.edits import Confirm, Move

FOREIGN = "auf Texte, die es hier nicht gibt"
CHANGED = "auf Texte, die hier anders lauten"
SEVERAL = "auf Texte, von denen es hier mehrere gleiche gibt"
UNCOVERED = "auf Stellen, die keine Aussage auch nur zur Hälfte enthalten"
UNKNOWN = "mit Codes, die hier nicht übernommen sind"
WAITING = "auf Aussagen, die in dieser Auswertung nicht stehen"
LOCKED = "auf Aussagen, die in ihrem Thema festgehalten sind"
HIDDEN = "auf Aussagen, bei denen ein ausgeblendetes Thema beteiligt ist"


@dataclass(slots=True, kw_only=True)
class Placed:
    """Edits that codings come to, and how many codings came to what.

    `marks`: a code's theme, and the statements it covers; `wanted`: themes of statements, by the file; `held`: why
    nothing is to be changed of a statement; `seen`: statements whose text is in the file.
    """

    edits: list[Move | Confirm] = field(default_factory=list)
    marks: list[tuple[str, list[str]]] = field(default_factory=list)
    wanted: defaultdict[str, dict[str, list[CodeMark]]] = field(default_factory=lambda: defaultdict(dict))
    held: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    unused: Counter[str] = field(default_factory=Counter)
    same: int = 0
    confirmed: int = 0
    moved: int = 0

    def codings(self, read: ProjectRead, standing: Standing) -> Codings:
        """The figures for the report, the board being as it was before the edits."""
        unused = self.unused + Counter(dict(read.elsewhere))
        used = 0
        for _, covered in self.marks:
            free = any(one not in self.held for one in covered)
            used += free
            if not free:
                unused[self.held[covered[0]]] += 1
        return Codings(
            total=read.codings,
            used=used,
            unused=tuple(sorted(unused.items())),
            same=self.same,
            confirmed=self.confirmed,
            moved=self.moved,
            bare=sum(bool(standing.of.get(one)) and one not in self.wanted for one in self.seen),
        )


def placed(read: ProjectRead, texts: Sequence[CodedText], of: Mapping[str, str], standing: Standing) -> Placed:
    """What the codings of a project say of our statements. `of`: our theme by a code's GUID.

    A coding means the statements of which it covers more than half.
    """
    found, ours = Placed(), _Texts(texts)
    for text in read.project.texts:
        match = ours.like(text)
        if isinstance(match, str):
            found.unused[match] += sum(len(one.marks) for one in text.stretches)
            continue
        known = _places(match)
        found.seen.update(one.id for one in known)
        for stretch in text.stretches:
            covered = [one.id for one in known if 2 * _shared(stretch, one) > one.end - one.start]
            for mark in stretch.marks:
                _note(found, mark, covered, of, standing)
    _decide(found, standing)
    return found


class _Texts:
    """Our texts as they leave the house, by what another program may have kept of them."""

    def __init__(self, texts: Sequence[CodedText]) -> None:
        self._by_guid = {guid("text", one.id): one for one in texts}
        self._by_words: defaultdict[str, list[CodedText]] = defaultdict(list)
        for one in texts:
            self._by_words[outward(one.text)[0]].append(one)

    def like(self, text: CodedText) -> CodedText | str:
        """The text of ours that this one is, or why it is none: by GUID, then by words, then by name as well."""
        same = self._by_words.get(text.text, [])
        known = self._by_guid.get(text.id)
        if known is not None:
            return known if known in same else CHANGED
        if len(same) > 1:
            same = [one for one in same if line(one.name) == line(text.name)]
            return same[0] if len(same) == 1 else SEVERAL
        return same[0] if same else FOREIGN


def _places(text: CodedText) -> list[Stretch]:
    _, moved = outward(text.text)
    return [Stretch(start=moved(one.start), end=moved(one.end), marks=(), id=one.id) for one in text.stretches]


def _shared(one: Stretch, other: Stretch) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _note(found: Placed, mark: CodeMark, covered: Sequence[str], of: Mapping[str, str], standing: Standing) -> None:
    theme, here = of.get(mark.code, ""), [one for one in covered if one in standing.of]
    if theme not in standing.themes:
        found.unused[UNKNOWN] += 1
    elif not covered:
        found.unused[UNCOVERED] += 1
    elif not here:
        found.unused[WAITING] += 1
    else:
        found.marks.append((theme, here))
        for one in here:
            found.wanted[one].setdefault(theme, []).append(mark)


def _decide(found: Placed, standing: Standing) -> None:
    """Moves where the themes differ, confirmations where a person put the same code as the machine; a few big ones."""
    moves: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    confirms: defaultdict[str, list[str]] = defaultdict(list)
    for statement, marks in found.wanted.items():
        before = standing.of[statement]
        wanted = standing.with_above(sorted(marks, key=lambda theme: theme != next(iter(before), "")))
        if set(wanted) == set(before):
            sure = [theme for theme, given in marks.items() if _by_person(statement, theme, given)]
            new = [
                one for one in sure if (statement, one) not in standing.board.decided and not _is_hidden(one, standing)
            ]
            for theme in new:
                confirms[theme].append(statement)
            found.confirmed += bool(new)
            found.same += not new
        elif statement in standing.board.locked:
            found.held[statement] = LOCKED
        elif any(_is_hidden(theme, standing) for theme in (*before, *wanted)):
            found.held[statement] = HIDDEN
        else:
            moves[wanted].append(statement)
            found.moved += 1
    found.edits += [Move(statements=tuple(sorted(which)), themes=themes) for themes, which in sorted(moves.items())]
    found.edits += [Confirm(theme=theme, statements=tuple(sorted(which))) for theme, which in sorted(confirms.items())]


def _is_hidden(theme: str, standing: Standing) -> bool:
    return theme in standing.hidden or standing.themes[theme].hidden


def _by_person(statement: str, theme: str, marks: Sequence[CodeMark]) -> bool:
    """Whether somebody with a name put it there. What we gave away as the machine's is nobody's for that."""
    given = coding_guid(statement, theme)
    return any(one.coder not in {"", MACHINE} and one.id != given for one in marks)
