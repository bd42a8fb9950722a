"""`oton theme`: one theme in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from nlp.cli.output import amount, db_option, json_option, number, print_json, table
from nlp.cli.places import reading

if TYPE_CHECKING:
    from nlp.views.theme import ThemeView

ORIGINS = {"catalogue": "aus dem Katalog", "found": "in den Antworten gefunden", "person": "von Menschen angelegt"}
VOICES = {"central": "im Mittelpunkt", "different": "anders gesehen", "minority": "von wenigen gesagt"}
LEGEND = "Quellen stehen nebeneinander; ihre Befragten und Einrichtungen werden nie zusammengezählt."


@click.command(name="theme", options_metavar="[OPTIONEN]", short_help="Ein Thema mit allem zeigen, was dazugehört.")
@click.argument("wanted", metavar="KENNUNG|TITEL", nargs=-1, required=True)
@click.option("--run", metavar="KENNUNG", default="", help="Eine bestimmte Auswertung; sonst die neueste.")
@db_option
@json_option
def command(*, wanted: tuple[str, ...], run: str, database: str | None, as_json: bool) -> None:
    """Zeigt ein Thema (KENNUNG oder TITEL): woher es kommt, wie fest es ist, wer davon spricht und mit welchen Worten.

    Gruppen, aus denen weniger als fünf Befragte davon sprechen, werden zu ihrem Schutz nicht gezeigt.
    """
    from nlp.compose import opened
    from nlp.views.theme import theme, told

    with opened(reading(database)) as store:
        view = theme(store, " ".join(wanted), run)
    if as_json:
        print_json(told(view))
        return
    for line in _head(view):
        click.echo(line)
    _show_counts(view)
    for line in (*_summary(view), *_stances(view), *_groups(view)):
        click.echo(line)


def _head(view: ThemeView) -> Iterator[str]:
    from nlp.cli.board import sureness
    from nlp.views.grounds import remarks
    from nlp.views.hidden import NOTE

    one = view.theme
    yield one.title
    said = amount(view.counts.statements, "Aussage", "Aussagen")
    yield f"{said} · {sureness(one)} · {ORIGINS[one.origin.value]} · Kennung {one.id}"
    if one.hidden:
        yield f"\n{NOTE}"
    if one.description:
        yield f"\n{one.description}"
    yield ""
    lines = [
        ("Handlungsfeld", one.field_of_action),
        ("Teil von", view.parent.title if view.parent else ""),
        ("Unterthemen", ", ".join(child.title for child in view.children)),
        ("Wörter", ", ".join(one.terms)),
        ("Erkannt an", _often(view.grounds.terms)),
        ("Nah an", _often((f"„{seed}“", count) for seed, count in view.grounds.seeds)),
        *(("Hinweis", remark) for remark in remarks(one, view.twins)),
    ]
    yield from (f"{name + ':':15}{value}" for name, value in lines if value)


def _often(tally: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{what} ({number(count)})" for what, count in tally)


def _show_counts(view: ThemeView) -> None:
    columns = [("Quelle", "left"), ("Aussagen", "right"), ("Befragte", "right"), ("Einrichtungen", "right")]
    rows = [
        [source.title, number(counts.statements), number(counts.respondents), number(counts.organisations)]
        for source in view.sources
        if (counts := view.by_source[source.id]).statements
    ]
    if rows:
        table("Zahlen", columns, rows, caption=LEGEND if len(rows) > 1 else "")


def _summary(view: ThemeView) -> Iterator[str]:
    from nlp.cli.board import quoted

    if view.summary:
        yield "\nZusammenfassung aus wörtlichen Aussagen"
    for quote, statement in view.summary:
        yield f"  {quoted(statement)}"
        others = amount(quote.alike, "Person sagt", "Personen sagen")
        like = f"; {others} Ähnliches" if quote.alike > 1 else ""
        yield f"      {VOICES[quote.voice.value]}{like}"
    if view.quotes and not view.summary:
        yield "\nZitate"
        yield from (f"  {quoted(statement)}" for statement in view.quotes)


def _stances(view: ThemeView) -> Iterator[str]:
    from nlp.cli.board import quoted

    if view.stances:
        yield "\nHaltung"
    for one in view.stances:
        yield f"  {one.stance.value}: {amount(one.statements, 'Aussage', 'Aussagen')}"
        yield from (f"      {quoted(statement)}" for statement in one.quotes)


def _groups(view: ThemeView) -> Iterator[str]:
    shown = [one for one in view.groups if one.values]
    if shown:
        yield "\nGruppen (Befragte, die davon sprechen, von allen Befragten der Gruppe)"
    for one in shown:
        values = [f"{share.value}: {number(share.respondents)} von {number(share.of)}" for share in one.values]
        yield f"  {one.source}, {one.name}: {' · '.join(values)}"
    hidden = sum(one.hidden for one in view.groups)
    if hidden:
        yield f"\n{amount(hidden, 'kleine Gruppe wird', 'kleine Gruppen werden')} zu ihrem Schutz nicht gezeigt."
