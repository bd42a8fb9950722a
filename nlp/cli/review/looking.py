"""`oton review` that only looks: the queue and the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from nlp.cli.output import Count, db_option, json_option, print_json
from nlp.cli.places import reading
from nlp.cli.review.taking import TERMINAL, run_option

if TYPE_CHECKING:
    from nlp.ports import Store
    from nlp.views.review import Desk, Item, LoggedDecision

PARTS = {"unsure": "unsicher", "flagged": "gemerkt", "helpful": "hilft der Maschine", "unread": "ungelesen"}


@click.command(name="queue", options_metavar="[OPTIONEN]", short_help="Aussagen zeigen, die jemand prüfen sollte.")
@click.option(
    "--only",
    type=click.Choice(list(PARTS)),
    metavar="WAS",
    multiple=True,
    help="Nur unsure (unsichere), flagged (gemerkte), helpful (hilfreiche) oder unread (ungelesene).",
)
@click.option("--theme", metavar="THEMA", default="", help="Nur aus diesem Thema (Kennung oder Titel).")
@click.option("--source", metavar="QUELLE", default="", help="Nur aus dieser Quelle.")
@click.option("--after", metavar="AUSSAGE", default="", help="Erst hinter dieser Aussage beginnen.")
@click.option(
    "--limit", metavar="ANZAHL", type=Count(1, 500), default=20, show_default=True, help="Höchstens so viele."
)
@click.option("--who", metavar="NAME", default=TERMINAL, show_default=True, help="Wessen Lesezeichen zählen.")
@run_option
@db_option
@json_option
def queue(
    *,
    only: tuple[str, ...],
    theme: str,
    source: str,
    after: str,
    limit: int,
    who: str,
    run: str,
    database: str | None,
    as_json: bool,
) -> None:
    """Zeigt die Prüfliste: erst unsichere Aussagen, dann gemerkte, hilfreiche und ungelesene."""
    from nlp.compose import opened
    from nlp.views.review import Part, desk_of, notes_of, queue_of, queue_told
    from nlp.views.theme import chosen

    with opened(reading(database)) as store:
        desk = desk_of(store, run)
        view = queue_of(
            store,
            desk,
            notes_of(store.marks()),
            who=who,
            only=[Part(one) for one in only],
            theme=chosen(desk.board.run, theme).id if theme else "",
            source=source,
            after=after,
            limit=limit,
            helpful=_helpful(store, desk) if Part.HELPFUL.value in only else (),
        )
    if as_json:
        print_json(queue_told(view))
        return
    click.echo(view.sentence)
    for one in view.items:
        click.echo("\n" + "\n".join(_item(one)))
    if view.next:
        click.echo(f"\nWeiter mit: oton review queue --after {view.next}")


def _helpful(store: Store, desk: Desk) -> tuple[str, ...]:
    """Statements whose confirmation would help the machine most; asked for only, for it takes a look at all vectors."""
    from nlp.compose import embedders
    from nlp.vectors.choose import choose
    from nlp.views.asking import next_to_ask

    encoders = [choose(name) for name in embedders()]
    return next_to_ask(desk.board, store.statements(), store, encoders, settled=desk.settled)


def _item(one: Item) -> Iterator[str]:
    from nlp.cli.board import percent, quoted

    yield quoted(one.statement)
    yield f"  Warum hier: {', '.join(PARTS[part.value] for part in one.parts)}"
    for place in one.places:
        grade = f", {place.sure.value} ({percent(place.member.stability)})" if place.sure else ""
        rival = f"; liegt auch bei „{place.rival.title}“" if place.rival else ""
        yield f"  {place.theme.title}: {place.decided.said}{grade}{rival}"
    if not one.places:
        reason = f" ({one.reason.value})" if one.reason else ""
        yield f"  Ohne Thema{reason}: {one.decided.said}"
    if one.flagged:
        yield f"  Merkzeichen von {one.flagged.who}"
    yield from (f"  Anmerkung von {said.who}: {said.text}" for said in one.comments)
    if one.near:
        yield f"  Auch denkbar: {', '.join(f'„{theme.title}“' for theme in one.near)}"


@click.command(name="log", options_metavar="[OPTIONEN]", short_help="Alle Entscheidungen zeigen.")
@click.option("--unapplied", is_flag=True, help="Nur, was zu dieser Auswertung nicht passt.")
@run_option
@db_option
@json_option
def log(*, unapplied: bool, run: str, database: str | None, as_json: bool) -> None:
    """Zeigt den Verlauf, das Jüngste zuerst: wer was wann entschied, warum, und ob es zu dieser Auswertung passt."""
    from nlp.compose import opened
    from nlp.views.review import log as logged
    from nlp.views.review import log_told

    with opened(reading(database)) as store:
        found = logged(store, run)
    shown = [one for one in found if one.troubles or not unapplied]
    if as_json:
        print_json(log_told(shown))
        return
    for one in shown:
        click.echo("\n".join(_logged(one)))
    if not shown:
        click.echo("Alle Entscheidungen passen." if found else "Noch hat niemand etwas entschieden.")


def _logged(one: LoggedDecision) -> Iterator[str]:
    yield f"{one.decision.number:>4}  {one.when}  {one.sentence}"
    if one.decision.why:
        yield f"      Grund: {one.decision.why}"
    if one.undone:
        yield f"      Zurückgenommen von {one.undone.who} (Nr. {one.undone.number})."
    for trouble in one.troubles:
        yield f"      Passt nicht: {trouble.sentence}"
        yield f"      Was geht: {' · '.join(way.label for way in trouble.ways)}"
