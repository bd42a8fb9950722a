"""What an import of codes took, what not, and why: nothing falls silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.commands.deciding.plain import edit_told
from nlp.domain.edits import Decision
from nlp.views.review.words import amount

_KINDS = {
    "create": ("Thema angelegt", "Themen angelegt"),
    "rename": ("Thema umbenannt", "Themen umbenannt"),
    "describe": ("Thema beschrieben", "Themen beschrieben"),
    "hide": ("Thema ausgeblendet", "Themen ausgeblendet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """Something of the file that changed nothing here, by its name there, and the reason."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Codings:
    """Codings of a project: `total` in the file = `used` + all of `unused`, which are (why, how many).

    `same`, `confirmed`, `moved`: statements that stand as they stood, that were confirmed, that have other themes now.
    `bare`: statements with a theme here whose text is in the file, uncoded; they stay as they are.
    """

    total: int = 0
    used: int = 0
    unused: tuple[tuple[str, int], ...] = ()
    same: int = 0
    confirmed: int = 0
    moved: int = 0
    bare: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCodes:
    """The report. `same`: themes that the file says nothing new of; `absent`: themes here that it does not name."""

    file: str
    decisions: tuple[Decision, ...]
    same: int
    absent: int
    not_taken: tuple[NotTaken, ...]
    notes: tuple[str, ...]
    codings: Codings | None = None

    def told(self) -> dict[str, object]:
        """The report as plain values."""
        told: dict[str, object] = {
            "file": self.file,
            "decisions": [{"number": one.number, **edit_told(one.edit)} for one in self.decisions],
            "same": self.same,
            "absent": self.absent,
            "not_taken": [{"what": one.what, "why": one.why} for one in self.not_taken],
            "notes": list(self.notes),
        }
        if self.codings:
            codings = self.codings
            told["codings"] = {
                "total": codings.total,
                "used": codings.used,
                "unused": [{"why": why, "count": count} for why, count in codings.unused],
                "statements": {
                    "same": codings.same,
                    "confirmed": codings.confirmed,
                    "moved": codings.moved,
                    "bare": codings.bare,
                },
            }
        return told

    def sentences(self) -> Iterator[str]:
        """The report for people, a sentence a line."""
        kinds = Counter(type(one.edit).__name__.lower() for one in self.decisions)
        done = [amount(kinds[kind], *words) for kind, words in _KINDS.items() if kinds[kind]]
        if self.codings:
            done += [
                f"{amount(count)} {verb}"
                for count, verb in ((self.codings.moved, "umgeordnet"), (self.codings.confirmed, "bestätigt"))
                if count
            ]
        left = self.not_taken or (self.codings and self.codings.unused)
        nothing = "Nichts übernommen." if left else "Nichts Neues: Alles steht hier schon so."
        yield f"Übernommen: {', '.join(done)}." if done else nothing
        if self.decisions:
            first, last = self.decisions[0].number, self.decisions[-1].number
            numbers = f"Nr. {first}" if first == last else f"Nr. {first} bis {last}"
            yield f"Jede Entscheidung ({numbers}) lässt sich zurücknehmen."
        if self.same:
            yield f"Unverändert: {amount(self.same, 'Thema', 'Themen')}."
        if self.absent:
            verb = "steht" if self.absent == 1 else "stehen"
            yield f"{amount(self.absent, 'Thema', 'Themen')} von hier {verb} nicht in der Datei; hier bleibt alles."
        yield from self._of_codings()
        for one in self.not_taken:
            yield f"Nicht übernommen: {one.what}: {one.why}"
        yield from self.notes

    def _of_codings(self) -> Iterator[str]:
        if not self.codings:
            return
        of = self.codings
        yield f"Zuordnungen in der Datei: {of.total}, verstanden: {of.used}."
        for why, count in of.unused:
            yield f"Nicht übernommen: {amount(count, 'Zuordnung', 'Zuordnungen')} {why}."
        if of.bare:
            verb = "ist" if of.bare == 1 else "sind"
            yield f"{amount(of.bare)} mit Thema {verb} in der Datei ohne Zuordnung; hier bleibt ihr Thema."
