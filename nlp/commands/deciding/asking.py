"""What every edit asks of the board: whether its themes and statements are there, and may be touched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nlp.commands.deciding.standing import Standing
from nlp.domain.edits import Hide
from nlp.domain.folding import fold
from nlp.domain.themes import Theme
from nlp.errors import Unfit, Unknown
from nlp.views.review.log import titled
from nlp.views.review.words import amount, listed

LONGEST_TITLE = 200
LONGEST_TEXT = 2_000
LONGEST_NAME = 60
SHOWN = 3
"""So many of several statements are named; the others are counted."""
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_MADE = re.compile(r"[\w.-]{1,60}")


def one_line(text: str) -> str:
    """Without what nobody sees, white space folded."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def theme(standing: Standing, wanted: str) -> Theme:
    """The theme of that id. Raises Unknown, and Unfit for a hidden one."""
    found = standing.themes.get(wanted)
    if found is None:
        raise Unknown(_gone(standing, wanted))
    if wanted in standing.hidden or found.hidden:
        hid = next((one for one in standing.counting() if one.edit == Hide(theme=wanted)), None)
        how = f"die Entscheidung {hid.number}" if hid and hid.number <= standing.last else "das Ausblenden"
        raise Unfit(f"„{found.title}“ ist ausgeblendet. Bitte nehmen Sie zuerst {how} zurück.")
    return found


def _gone(standing: Standing, wanted: str) -> str:
    into, seen = standing.swallowed(), {wanted}
    last = wanted
    while last in into and into[last] not in seen:
        last = into[last]
        seen.add(last)
    if last != wanted and last in standing.themes:
        title = standing.themes[last].title
        gone = last_title(standing, wanted)
        return f"Das Thema „{gone}“ gibt es nicht mehr: Es ist in „{title}“ aufgegangen. Bitte nehmen Sie dieses."
    wanted = shortened(wanted)
    replaced = "Inzwischen gilt eine andere Auswertung: " if standing.replaced else ""
    return (
        f"{replaced}Ein Thema „{wanted}“ gibt es im heutigen Themenstand nicht. "
        "Bitte laden Sie die Themen neu und wählen Sie eines davon."
    )


def last_title(standing: Standing, theme: str) -> str:
    """What a theme was called last, or is called; its id where nobody ever called it anything."""
    titles: dict[str, str] = {}
    for one in standing.counting():
        titles = {**titled(one.edit, titles), **titles}
    sealed = {one.id: one.title for one in standing.sealed.themes}
    return {**sealed, **titles}.get(theme, shortened(theme))


def here(standing: Standing, statements: Sequence[str]) -> tuple[str, ...]:
    """These statements, each once. Raises Unfit for none, Unknown for one that the run does not hold."""
    wanted = tuple(dict.fromkeys(statements))
    if not wanted:
        raise Unfit("Es ist keine Aussage ausgewählt. Bitte wählen Sie mindestens eine.")
    missing = [one for one in wanted if one not in standing.of]
    if missing:
        verb = "steht" if len(missing) == 1 else "stehen"
        raise Unknown(
            f"{_shown(missing)} {verb} nicht in dieser Auswertung. Bitte prüfen Sie die Kennung; "
            "neue Aussagen müssen zuerst eingeordnet werden."
        )
    return wanted


def free(standing: Standing, statements: Iterable[str], within: str = "") -> None:
    """Raises Unfit where one of these is locked, in another theme than this one."""
    held = [one for one in statements if is_held(standing, one, within)]
    if held:
        titles = listed(f"„{one}“" for one in dict.fromkeys(standing.themes[standing.of[one][0]].title for one in held))
        verb = "ist" if len(held) == 1 else "sind"
        raise Unfit(
            f"{amount(len(held))} {verb} in {titles} festgehalten ({', '.join(held[:SHOWN])}"
            f"{' …' if len(held) > SHOWN else ''}). Bitte nehmen Sie zuerst das Festhalten zurück oder lassen Sie "
            f"{'diese' if len(held) == 1 else 'diese Aussagen'} weg."
        )


def is_held(standing: Standing, statement: str, within: str = "") -> bool:
    """Whether a statement is locked, in another theme than this one."""
    return statement in standing.board.locked and standing.of[statement][0] != within


def title(standing: Standing, wanted: str, own: str = "") -> str:
    """A title as it is kept. Raises Unfit for none, one too long, or one that another theme than `own` bears."""
    clean = one_line(wanted)
    if not any(map(str.isprintable, clean)):
        raise Unfit("Der Titel ist leer. Bitte geben Sie dem Thema einen Namen.")
    if len(clean) > LONGEST_TITLE:
        raise Unfit(
            f"Der Titel hat {amount(len(clean), 'Zeichen', 'Zeichen')}, erlaubt sind {LONGEST_TITLE}. "
            "Bitte kürzen Sie ihn; mehr Platz hat die Beschreibung."
        )
    other = standing.titles.get(fold(clean))
    if other is not None and other.id != own:
        where = ", das ausgeblendet ist" if other.id in standing.hidden else ""
        raise Unfit(
            f"„{other.title}“ heißt schon ein anderes Thema{where}. "
            "Bitte wählen Sie einen anderen Titel oder legen Sie beide zusammen."
        )
    return clean


def text(wanted: str, what: str = "Die Beschreibung") -> str:
    """A longer text as it is kept: lines stay. Raises Unfit for one too long."""
    lines = (one_line(line) for line in wanted.splitlines())
    clean = "\n".join(lines).strip()
    if len(clean) > LONGEST_TEXT:
        raise Unfit(
            f"{what} hat {amount(len(clean), 'Zeichen', 'Zeichen')}, erlaubt sind "
            f"{amount(LONGEST_TEXT, 'Zeichen', 'Zeichen')}. Bitte kürzen Sie."
        )
    return clean


def made(standing: Standing, wanted: str) -> str:
    """The id of a theme that is not there yet. Raises Unfit."""
    if not _MADE.fullmatch(wanted):
        raise Unfit(
            "Die Kennung des neuen Themas (made) braucht 1 bis 60 Buchstaben, Ziffern, Punkte, Binde- oder "
            "Unterstriche. Bitte lassen Sie sie weg; dann vergibt O-Ton eine."
        )
    if wanted in standing.themes or wanted in standing.swallowed():
        raise Unfit(
            f"Ein Thema mit der Kennung „{wanted}“ gibt es schon. Bitte wählen Sie eine andere oder lassen Sie sie weg."
        )
    return wanted


def _shown(statements: Sequence[str]) -> str:
    if len(statements) == 1:
        return f"Die Aussage „{shortened(statements[0])}“"
    more = " …" if len(statements) > SHOWN else ""
    return f"{amount(len(statements))} ({', '.join(map(shortened, statements[:SHOWN]))}{more})"


def shortened(name: str) -> str:
    """What somebody sent as an id, in a sentence that stays readable."""
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
