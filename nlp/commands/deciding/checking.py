"""Whether an edit makes sense on the board as it is; what comes back is the edit as it is kept."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from nlp.commands.deciding import asking
from nlp.commands.deciding.standing import Standing
from nlp.domain import edits
from nlp.domain.edits import Edit
from nlp.domain.themes import Origin
from nlp.errors import Unfit, Unknown
from nlp.views.review.words import amount, named

ONE_WAY = "Bitte wählen Sie zwei verschiedene Themen."


@singledispatch
def fit(edit: Edit, standing: Standing) -> Edit:  # noqa: ARG001 - read by the kinds below
    """The edit, cleaned: titles in one line, statements and themes each once. Raises Unknown and Unfit."""
    raise TypeError(type(edit).__name__)


@fit.register
def _(edit: edits.Rename, standing: Standing) -> Edit:
    before = asking.theme(standing, edit.theme)
    title = asking.title(standing, edit.title, own=edit.theme)
    if title == before.title:
        raise Unfit(f"„{title}“ heißt das Thema schon. Bitte wählen Sie einen anderen Titel.")
    return replace(edit, title=title)


@fit.register
def _(edit: edits.Describe, standing: Standing) -> Edit:
    before = asking.theme(standing, edit.theme)
    description = asking.text(edit.description)
    if description == before.description:
        raise Unfit(f"So ist „{before.title}“ schon beschrieben. Bitte ändern Sie etwas an der Beschreibung.")
    return replace(edit, description=description)


@fit.register
def _(edit: edits.Merge, standing: Standing) -> Edit:
    _two(standing, edit.theme, edit.into)
    asking.theme(standing, edit.theme)
    asking.theme(standing, edit.into)
    asking.free(standing, _locked_in(standing, edit.theme))
    return edit


@fit.register
def _(edit: edits.Reassign, standing: Standing) -> Edit:
    _two(standing, edit.theme, edit.to)
    asking.theme(standing, edit.theme)
    asking.free(standing, _locked_in(standing, edit.theme))
    there = standing.themes.get(edit.to)
    if there is None:
        return replace(edit, title=asking.title(standing, edit.title, own=edit.theme))
    asking.theme(standing, edit.to)
    if there.origin is not Origin.CATALOGUE:
        raise Unfit(
            f"„{there.title}“ ist kein Thema aus dem Katalog. Bitte wählen Sie eines daraus oder legen Sie zusammen."
        )
    return replace(edit, title=there.title, sensitive=there.sensitive, field_of_action=there.field_of_action)


@fit.register
def _(edit: edits.Split, standing: Standing) -> Edit:
    before = asking.theme(standing, edit.theme)
    statements = asking.here(standing, edit.statements)
    own = standing.own[edit.theme]
    strangers = [one for one in statements if one not in own]
    if strangers:
        belong = "gehört" if len(strangers) == 1 else "gehören"
        raise Unfit(
            f"{amount(len(strangers))} {belong} nicht zu „{before.title}“ ({', '.join(strangers[: asking.SHOWN])}). "
            "Bitte wählen Sie nur Aussagen dieses Themas."
        )
    if len(statements) == len(own):
        raise Unfit(f"Von „{before.title}“ bliebe nichts übrig. Bitte benennen Sie es um oder wählen Sie weniger aus.")
    asking.free(standing, statements)
    made = asking.made(standing, edit.made)
    return replace(edit, made=made, title=asking.title(standing, edit.title), statements=statements)


@fit.register
def _(edit: edits.Move, standing: Standing) -> Edit:
    statements = asking.here(standing, edit.statements)
    themes = tuple(dict.fromkeys(edit.themes))
    for one in themes:
        asking.theme(standing, one)
    asking.free(standing, statements)
    decided, wanted = standing.board.decided, standing.with_above(themes)
    if themes and all(
        tuple(standing.of[one]) == wanted and all((one, theme) in decided for theme in themes) for one in statements
    ):
        raise Unfit("Die Aussagen stehen schon in genau diesen Themen. Bitte wählen Sie ein anderes Thema.")
    if not themes and standing.left_out().keys() >= set(statements):
        raise Unfit("Die Aussagen stehen schon unter „Ohne Thema“. Bitte wählen Sie ein Thema oder andere Aussagen.")
    return replace(edit, statements=statements, themes=themes)


@fit.register
def _(edit: edits.Confirm, standing: Standing) -> Edit:
    before = asking.theme(standing, edit.theme)
    statements = asking.here(standing, edit.statements)
    if all((one, edit.theme) in standing.board.decided for one in statements):
        raise Unfit(f"Dass sie zu „{before.title}“ gehören, ist schon bestätigt. Bitte wählen Sie andere Aussagen.")
    return replace(edit, statements=statements)


@fit.register
def _(edit: edits.Lock, standing: Standing) -> Edit:
    before = asking.theme(standing, edit.theme)
    statements = asking.here(standing, edit.statements)
    asking.free(standing, statements, within=edit.theme)
    if all(one in standing.board.locked for one in statements):
        raise Unfit(f"In „{before.title}“ sind sie schon festgehalten. Bitte wählen Sie andere Aussagen.")
    return replace(edit, statements=statements, title=before.title)


@fit.register
def _(edit: edits.Create, standing: Standing) -> Edit:
    made, title = asking.made(standing, edit.made), asking.title(standing, edit.title)
    return replace(edit, made=made, title=title, description=asking.text(edit.description))


@fit.register
def _(edit: edits.Hide, standing: Standing) -> Edit:
    asking.theme(standing, edit.theme)
    return edit


@fit.register
def _(edit: edits.Undo, standing: Standing) -> Edit:
    earlier = {one.number: one for one in standing.decisions}
    if edit.number not in earlier:
        raise Unknown(f"Eine Entscheidung {edit.number} gibt es nicht. Bitte prüfen Sie die Nummer im Verlauf.")
    off = standing.off().get(edit.number)
    if off is not None and off.number in earlier:
        raise Unfit(
            f"Die Entscheidung {edit.number} hat {off.who} schon zurückgenommen. Bitte nehmen Sie die Entscheidung "
            f"{off.number} zurück, wenn sie wieder gelten soll."
        )
    if off is not None:
        raise Unfit(f"Die Entscheidung {edit.number} steht hier zweimal. Bitte nehmen Sie sie nur einmal zurück.")
    return edit


def _two(standing: Standing, theme: str, into: str) -> None:
    """Raises Unfit where a theme would go into itself, at once or by way of others."""
    titles = {one.id: one.title for one in standing.themes.values()}
    if theme == into:
        shown = named(theme, titles)
        raise Unfit(f"{shown} lässt sich nicht mit sich selbst zusammenlegen. {ONE_WAY}")
    swallowed, last, seen = standing.swallowed(), into, set[str]()
    while last in swallowed and last not in seen:
        seen.add(last)
        last = swallowed[last]
    if last == theme:
        gone = asking.last_title(standing, into)
        raise Unfit(
            f"Das ginge im Kreis: „{gone}“ ist schon in {named(theme, titles)} aufgegangen. "
            "Bitte legen Sie nur in einer Richtung zusammen."
        )


def _locked_in(standing: Standing, theme: str) -> list[str]:
    """Statements that are locked in this very theme; others that are in it besides do not hold it back."""
    return sorted(one for one in standing.own[theme] & standing.board.locked if standing.of[one][0] == theme)
