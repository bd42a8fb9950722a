"""Roles of columns proposed from the data, each with its reason in German."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from nlp.domain.corpus import ColumnRole, Role
from nlp.ingest.grid import Column, Table
from nlp.ingest.limesurvey import SYSTEM_TEXTS
from nlp.ingest.personal import personal
from nlp.ingest.profile import Profile, profile, share

_ID_WORDS = (
    "id nr nummer lfdnr laufendenummer fallnummer fallid fall case caseid antwortid responseid respondentid respondent "
    "teilnehmerid teilnehmernummer bogen bogennr fragebogennummer kennung kennnummer recordid uid code datensatz"
)
_IDS = frozenset(_ID_WORDS.split())
_COUNTED = re.compile(r"\w{0,4}[-_ ]?\d+")
_WEIGHTS = re.compile(r"gewicht(?:ung|ungsfaktor|e)?|weights?|wgt|hochrechnung(?:sfaktor)?|faktor")
_DATES = re.compile(r"datum.*|.*datum|date.*|submitdate|created|zeitstempel|timestamp|eingang|erstellt(?: am)?")
_BODIES = re.compile(
    r"(?:name |bezeichnung )?(?:ihrer |ihres |der |des )?(?:einrichtung|organisation|träger|verein|institution|verband"
    r"|adressat|unternehmen|firma|dienststelle|amt|behörde|organization|arbeitgeber)s?(?:name)?(?:/\w+)?"
)
_OPEN = re.compile(
    r"text|antwort(?:en|text)?|(?:ihr )?kommentare?|bemerkung(?:en)?|anmerkung(?:en)?|freitext|aussagen?|beitrag"
    r"|comments?|answers?|responses?|wünsche|wunsch|ideen?|sonstiges.*|.*\[(?:other|sonstiges)\]|.*\bother|vorschläge"
    r"|hinweise?|meinung|feedback|verbesserung.*"
)
_ASKED = re.compile(r".*\?")
_MARK = re.compile(r"\S*\d\S*")
_GROUPS = re.compile(
    r"(?:.*(?:stadtteil|ortsteil|stadtbezirk|bezirk|quartier|wohnort|altersgruppe|schulform|haushaltstyp|geschlecht).{0,3}"
    r"|gruppe|zielgruppe|gender|alter|bereich|handlungsfeld|label|kategorie|rolle|funktion|plz|postleitzahl|klasse)"
)
_SUBMITTED = frozenset(("antwort-id", "response id", "datum abgeschickt", "date submitted"))
_CODES = frozenset(("lastpage", "startlanguage", "seed", "refurl", "interviewtime", "startdate", "datestamp"))
_TECHNICAL = _CODES | (SYSTEM_TEXTS - _SUBMITTED)
_TIMES = re.compile(r"(?:gruppenzeit|fragenzeit|group ?time|question ?time)\b.*|.*\btime")
_MOST, _HALF, _LONG_ANSWER, _LONG_WORDS, _FEW_VALUES, _ONE_WORD = 0.8, 0.5, 60, 3.0, 12, 1.5
_CERTAIN, _TOO_MANY = 5, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A column with all that its role hangs on."""

    column: Column
    figures: Profile
    limesurvey: bool
    records: int
    first: bool
    personal: str
    has_other: bool

    def named(self, pattern: re.Pattern[str]) -> bool:
        names = (self.column.name, self.column.question)
        return any(pattern.fullmatch(name.lower().strip(" :*")) for name in names)

    @property
    def is_id(self) -> bool:
        return re.sub(r"\W", "", self.column.name.lower()) in _IDS

    @property
    def few(self) -> bool:
        figures = self.figures
        return figures.distinct <= max(_FEW_VALUES, figures.filled // 20) and figures.variety <= _HALF

    @property
    def constant(self) -> bool:
        alike = self.figures.distinct == 1 and self.figures.filled == self.records > 1
        return alike and not self.named(_OPEN) and (self.records >= _CERTAIN or not self.long)

    @property
    def figures_only(self) -> bool:
        return max(self.figures.numbers, self.figures.dates) >= _MOST

    @property
    def long(self) -> bool:
        return self.figures.words >= _LONG_WORDS or self.figures.longest > _LONG_ANSWER


def propose_roles(table: Table, *, keep_personal: bool = False) -> tuple[ColumnRole, ...]:
    """A role for every column, in the file's order; there is at most one id, organisation, weight and date."""
    taken: set[Role] = set()
    roles: list[ColumnRole] = []
    told: dict[int, _Seen] = {}
    for place, column in enumerate(table.columns):
        seen = _seen(table, place)
        role, why = next((role, why) for role, why, holds in _RULES if holds(seen))
        if seen.personal and role is Role.DROP and seen.figures.filled:
            role = Role.GROUP if keep_personal else Role.DROP
            why = f"{seen.personal}, auf Wunsch behalten" if keep_personal else f"personenbezogen: {seen.personal}"
        elif role in _SINGLE and role in taken:
            role, why = Role.DROP, f"weitere Spalte dieser Art ({why})"
        taken.add(role)
        told[place] = seen
        roles.append(ColumnRole(column=column.name, role=role, question="", why=why + _measure(seen, role)))
    if Role.TEXT not in taken:
        roles = [_rather_open(role, told[place]) for place, role in enumerate(roles)]
    return tuple(
        replace(role, question=column.asked(role.role)) for role, column in zip(roles, table.columns, strict=True)
    )


def _rather_open(role: ColumnRole, seen: _Seen) -> ColumnRole:
    """In a table without any open column, a question answered in words of one's own is open after all."""
    if role.role is Role.GROUP and seen.named(_ASKED) and seen.figures.words >= _ONE_WORD:
        return replace(role, role=Role.TEXT, why="einzige Frage, auf die mit Worten geantwortet wurde")
    return role


def _seen(table: Table, place: int) -> _Seen:
    column, figures = table.columns[place], profile(table.values(place))
    seen = _Seen(
        column=column,
        figures=figures,
        limesurvey=table.limesurvey,
        records=len(table.records),
        first=place == 0,
        personal="",
        has_other=bool({f"{column.name}other", f"{column.name}[other]"} & {other.name for other in table.columns}),
    )
    who = (personal(name, figures, is_id=seen.is_id) for name in (column.name, column.question))
    return replace(seen, personal=next(filter(None, who), ""))


def _measure(seen: _Seen, role: Role) -> str:
    if role is Role.TEXT:
        words = seen.figures.words
        return f" (im Mittel {words:.0f} Wörter)" if words >= _ONE_WORD else " (meist ein Wort)"
    if role is Role.GROUP:
        return f" ({seen.figures.distinct} verschiedene)" if seen.figures.distinct > 1 else " (nur einer)"
    return ""


def _technical(seen: _Seen) -> bool:
    names = {seen.column.name.lower(), seen.column.question.lower()}
    return seen.limesurvey and (bool(names & _TECHNICAL) or seen.named(_TIMES))


def _counts_up(seen: _Seen) -> bool:
    whole = seen.figures.filled == seen.figures.distinct == seen.records > 1
    return seen.first and whole and all(_COUNTED.fullmatch(value) for value in seen.figures.sample)


def _marks(seen: _Seen) -> bool:
    many = seen.figures.distinct > _TOO_MANY and seen.figures.words < _ONE_WORD
    return many and share(seen.figures.sample, _MARK) >= _MOST


_SINGLE = frozenset((Role.ID, Role.WEIGHT, Role.DATE, Role.ORGANISATION))
# The first rule that holds decides.
_RULES: tuple[tuple[Role, str, Callable[[_Seen], bool]], ...] = (
    (Role.DROP, "leer", lambda seen: not seen.figures.filled),
    (Role.DROP, "technische Angabe von LimeSurvey", _technical),
    (Role.DROP, "personenbezogen", lambda seen: bool(seen.personal)),
    (Role.ID, "Kennung nach der Überschrift", lambda seen: seen.is_id and seen.figures.variety >= _HALF),
    (Role.ID, "erste Spalte, lauter verschiedene Nummern", _counts_up),
    (Role.WEIGHT, "Zahlen unter „Gewicht“", lambda seen: seen.named(_WEIGHTS) and seen.figures.numbers >= _MOST),
    (Role.DATE, "Datumsangaben", lambda seen: seen.named(_DATES) and seen.figures.dates >= _MOST),
    (
        Role.ORGANISATION,
        "Einrichtungen nach der Überschrift",
        lambda seen: seen.named(_BODIES) and seen.figures.words <= 2 * _LONG_WORDS and not seen.figures_only,
    ),
    (Role.DROP, "Internetadressen", lambda seen: seen.figures.links >= _HALF),
    (Role.DROP, "überall derselbe Wert", lambda seen: seen.constant),
    (
        Role.GROUP,
        "Merkmal nach der Überschrift",
        lambda seen: seen.named(_GROUPS) and seen.figures.words < _LONG_WORDS,
    ),
    (Role.GROUP, "Auswahl mit „Sonstiges“", lambda seen: seen.limesurvey and seen.has_other),
    (Role.GROUP, "wiederkehrende Werte", lambda seen: seen.figures_only and seen.few),
    (Role.DROP, "Zahlen oder Daten mit vielen verschiedenen Werten", lambda seen: seen.figures_only),
    (Role.DROP, "viele verschiedene Kürzel", _marks),
    (Role.TEXT, "lange, verschiedene Texte", lambda seen: seen.long and seen.figures.variety >= _HALF),
    (
        Role.TEXT,
        "offene Frage nach der Überschrift",
        lambda seen: (
            seen.named(_OPEN) or (seen.named(_ASKED) and (not seen.few or seen.figures.longest > _LONG_ANSWER))
        ),
    ),
    (
        Role.GROUP,
        "wiederkehrende Werte",
        lambda seen: seen.few or (seen.figures.variety < _HALF and not seen.long),
    ),
    (Role.TEXT, "verschiedene Texte", lambda _: True),
)
