"""A coded project of any program (`.qdpx`): what lies on plain text is read, all else is counted and told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp.codebooks.archive import Members, looked_into
from nlp.codebooks.codes import entries_of
from nlp.codebooks.files import ProjectRead, quoted
from nlp.codebooks.guids import as_guid
from nlp.codebooks.positions import in_code_points, inward, outward
from nlp.codebooks.qdc import ORIGIN
from nlp.codebooks.xml import child, children, local, root_of, words
from nlp.domain.codebook import CodeBook, CodedProject, CodedText, CodeMark, Stretch
from nlp.errors import FileUnreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_INTERNAL = "internal://"
_OTHERS = {
    "PictureSource": "Bilder",
    "PDFSource": "PDF-Dokumente",
    "AudioSource": "Tonaufnahmen",
    "VideoSource": "Filme",
    "Note": "Notizen",
    "Link": "Verknüpfungen",
    "Graph": "Schaubilder",
}
_CASES = {"Case": "Fälle", "Variable": "Variablen"}
WHOLE = "auf ganze Texte"
LOST = "auf Texte, die in der Datei fehlen"
BROKEN = "auf Stellen, die es in ihrem Text nicht gibt"


def from_qdpx(name: str, content: bytes) -> ProjectRead:
    """The codes, and the texts with their codings. Nothing is unpacked to a disk. Raises FileUnreadable."""
    with looked_into(name, content) as members:
        inside = [one for one in members.names if one.lower().endswith(".qde")]
        if not inside:
            raise FileUnreadable(
                f"In {quoted(name)} liegt kein Projekt nach REFI-QDA; bitte geben Sie es noch einmal als QDPX aus."
            )
        root = root_of(name, members.read(min(inside, key=lambda one: (one.count("/"), one))))
        if local(root) != "Project":
            raise FileUnreadable(
                f"Die Datei {quoted(name)} ist kein Projekt nach REFI-QDA; bitte geben Sie es noch einmal als QDPX aus."
            )
        return _Reading(root, members).result()


class _Reading:
    """A project on its way from elements to values."""

    def __init__(self, root: _Element, members: Members) -> None:
        self._root = root
        self._members = members
        self._paths = {one.lower(): one for one in members.names}
        self._coders = {
            as_guid(one.get("guid", "")): one.get("name") or one.get("id") or ""
            for one in children(child(root, "Users"), "User")
        }
        self._elsewhere: Counter[str] = Counter()

    def result(self) -> ProjectRead:
        codes = child(child(self._root, "CodeBook"), "Codes")
        entries, others = entries_of(codes, child(self._root, "Sets"), "targetGUID")
        texts = tuple(self._texts())
        ours = self._root.get("origin", "") == ORIGIN
        book = CodeBook(title=self._root.get("name", ""), entries=tuple(entries))
        return ProjectRead(
            project=CodedProject(book=book, texts=texts),
            codings=sum(1 for _ in self._root.iter("{*}Coding")),
            elsewhere=tuple(sorted(self._elsewhere.items())),
            ours=ours,
            notes=tuple(self._notes(others, ours=ours)),
        )

    def _notes(self, others: int, *, ours: bool) -> Iterator[str]:
        # What we put beside the texts ourselves is no loss when it comes back.
        meant = _OTHERS if ours else {**_OTHERS, **_CASES}
        seen = Counter(name for one in self._root.iter("{*}*") if (name := local(one)) in meant)
        told = [f"{shown} ({seen[name]})" for name, shown in meant.items() if seen[name]]
        if others:
            told.append(f"Gruppen ({others})")
        if told:
            yield f"Nicht gelesen, weil O-Ton damit nichts anfangen kann: {', '.join(told)}."

    def _texts(self) -> Iterator[CodedText]:
        sources = child(self._root, "Sources")
        for one in children(sources):
            if local(one) == "TextSource":
                yield from self._text(one)
            else:
                self._elsewhere[f"auf {_OTHERS.get(local(one), 'Unbekanntes')}"] += _codings(one)
        self._elsewhere["auf Notizen"] += _codings(child(self._root, "Notes"))
        self._elsewhere = +self._elsewhere

    def _text(self, source: _Element) -> Iterator[CodedText]:
        selections = list(children(source, "PlainTextSelection"))
        self._elsewhere[WHOLE] += sum(1 for _ in children(source, "Coding"))
        found = self._content(source)
        if found is None:
            self._elsewhere[LOST] += sum(map(_codings, selections))
            return
        ends = (_number(one, "endPosition") for one in selections)
        place = in_code_points(found, (end for end in ends if end is not None))
        text, moved = outward(found)
        stretches = []
        for one in selections:
            start, end = _number(one, "startPosition"), _number(one, "endPosition")
            if start is None or end is None or not 0 <= start <= end or place(start) >= len(found):
                self._elsewhere[BROKEN] += _codings(one)
                continue
            marks = tuple(map(self._mark, children(one, "Coding")))
            if marks:
                stretches.append(Stretch(start=moved(place(start)), end=moved(place(end)), marks=marks))
        yield CodedText(
            id=as_guid(source.get("guid", "")), name=source.get("name", ""), text=text, stretches=tuple(stretches)
        )

    def _content(self, source: _Element) -> str | None:
        """The text in the XML itself, or in the file it names; None where there is no such file in the container."""
        inline = child(source, "PlainTextContent")
        if inline is not None:
            return words(inline)
        path = source.get("plainTextPath", "")
        if not path.startswith(_INTERNAL):
            return None
        member = self._paths.get(f"sources/{path.removeprefix(_INTERNAL)}".lower())
        return inward(self._members.read(member)) if member else None

    def _mark(self, coding: _Element) -> CodeMark:
        code = child(coding, "CodeRef")
        return CodeMark(
            code=as_guid(code.get("targetGUID", "")) if code is not None else "",
            coder=self._coders.get(as_guid(coding.get("creatingUser", "")), ""),
            at=coding.get("creationDateTime", ""),
            id=as_guid(coding.get("guid", "")),
        )


def _codings(element: _Element | None) -> int:
    return sum(1 for _ in element.iter("{*}Coding")) if element is not None else 0


def _number(selection: _Element, attribute: str) -> int | None:
    told = selection.get(attribute, "").strip()
    # Longer numbers are no places in any text, and Python refuses to read very long ones.
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= 12 else None  # noqa: PLR2004
