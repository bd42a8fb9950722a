"""`oton review` that measures: machine and people, two people over the same sample, two waves of a survey."""

from __future__ import annotations

import click

from nlp.cli.output import Count, amount, db_option, json_option, number, print_json, table
from nlp.cli.places import reading
from nlp.cli.review.taking import TERMINAL, run_option
from nlp.errors import InputError


@click.command(name="agreement", options_metavar="[OPTIONEN]", short_help="Maschine und Menschen vergleichen.")
@run_option
@db_option
@json_option
def agreement(*, run: str, database: str | None, as_json: bool) -> None:
    """Sagt, wie oft die Maschine dasselbe meint wie die Menschen, die seither geprüft haben (Cohens Kappa je Thema)."""
    from nlp.compose import opened
    from nlp.views.agreement import agreement as agreed
    from nlp.views.agreement import told

    with opened(reading(database)) as store:
        view = agreed(store, run)
    if as_json:
        print_json(told(view))
        return
    click.echo(view.sentence)
    rows = [[row.theme.title, number(row.figures.n), _kappa(row.figures.kappa.value), row.word] for row in view.rows]
    if rows:
        columns = [("Thema", "left"), ("Aussagen", "right"), ("Kappa", "right"), ("Das heißt", "left")]
        table("Übereinstimmung je Thema", columns, rows)
    for caution in view.cautions:
        click.echo(caution)


@click.group(name="sample", options_metavar="[OPTIONEN]", subcommand_metavar="WAS …", short_help="Doppelt zuordnen.")
def sample() -> None:
    """Lässt mehrere Personen dieselben Aussagen zuordnen, ohne dass sie voneinander oder von der Maschine wissen."""


@sample.command(name="draw", options_metavar="[OPTIONEN]", short_help="Eine Stichprobe ziehen.")
@click.argument("title", metavar="TITEL")
@click.option("--size", metavar="ANZAHL", type=Count(min=1), required=True, help="So viele Aussagen.")
@click.option("--coder", "coders", metavar="NAME", multiple=True, help="Wer zuordnet: ein Konto; mindestens zwei.")
@click.option("--by-theme", is_flag=True, help="Aus jedem Thema nach seinem Anteil.")
@click.option("--seed", metavar="WORT", default="", help="Dasselbe Wort zieht dieselben Aussagen noch einmal.")
@click.option("--who", metavar="NAME", default=TERMINAL, show_default=True, help="Wer die Stichprobe zieht.")
@run_option
@db_option
@json_option
def draw(
    *,
    title: str,
    size: int,
    coders: tuple[str, ...],
    by_theme: bool,
    seed: str,
    who: str,
    run: str,
    database: str | None,
    as_json: bool,
) -> None:
    """Zieht zufällig Aussagen, die mehrere Personen zuordnen sollen."""
    from nlp.commands.double_coding import draw_sample
    from nlp.compose import opened
    from nlp.views.double_coding import told_sample

    with opened(reading(database)) as store:
        made = draw_sample(store, title=title, size=size, coders=coders, who=who, run=run, seed=seed, by_theme=by_theme)
    if as_json:
        print_json(told_sample(made))
        return
    click.echo(f"Stichprobe {made.id} („{made.title}“) mit {amount(len(made.statements), 'Aussage', 'Aussagen')}.")


@sample.command(name="list", options_metavar="[OPTIONEN]", short_help="Alle Stichproben zeigen.")
@db_option
@json_option
def samples(*, database: str | None, as_json: bool) -> None:
    """Zeigt alle Stichproben, die neueste zuerst."""
    from nlp.compose import opened
    from nlp.views.double_coding import told_sample

    with opened(reading(database)) as store:
        found = store.samples()
    if as_json:
        print_json({"samples": [told_sample(one) for one in found]})
        return
    for one in found:
        said = amount(len(one.statements), "Aussage", "Aussagen")
        click.echo(f"{one.id}  „{one.title}“, {said}: {', '.join(one.coders)}")
    if not found:
        click.echo("Es gibt noch keine Stichprobe. „oton review sample draw“ zieht eine.")


@sample.command(name="task", options_metavar="[OPTIONEN]", short_help="Zeigen, was eine Person zuzuordnen hat.")
@click.argument("identity", metavar="STICHPROBE")
@click.option("--coder", metavar="NAME", required=True, help="Wer zuordnet.")
@db_option
@json_option
def task(*, identity: str, coder: str, database: str | None, as_json: bool) -> None:
    """Zeigt die Aussagen der STICHPROBE und die Themen zur Wahl, ohne dass die Maschine oder andere vorsagen."""
    from nlp.cli.board import quoted
    from nlp.compose import opened
    from nlp.views.double_coding import task as asked
    from nlp.views.double_coding import told_task

    with opened(reading(database)) as store:
        view = asked(store, identity, coder)
    if as_json:
        print_json(told_task(view))
        return
    click.echo(f"{number(view.done)} von {amount(len(view.items), 'Aussage', 'Aussagen')} zugeordnet.")
    click.echo("Themen: " + ", ".join(f"{one.title} ({one.id})" for one in view.choices))
    for statement, own in view.items:
        done = "offen" if own is None else ", ".join(own) or "Ohne Thema"
        click.echo(f"{quoted(statement)}: {done}")


@sample.command(name="code", options_metavar="[OPTIONEN]", short_help="Eine Aussage zuordnen.")
@click.argument("identity", metavar="STICHPROBE")
@click.argument("statement", metavar="AUSSAGE")
@click.option("--coder", metavar="NAME", required=True, help="Wer zuordnet.")
@click.option("--theme", "themes", metavar="THEMA", multiple=True, help="In welches Thema; mehrfach möglich.")
@click.option("--none", "nowhere", is_flag=True, help="In keines der Themen.")
@db_option
@json_option
def code(
    *,
    identity: str,
    statement: str,
    coder: str,
    themes: tuple[str, ...],
    nowhere: bool,
    database: str | None,
    as_json: bool,
) -> None:
    """Ordnet eine AUSSAGE der STICHPROBE Themen zu (Kennung oder Titel); das letzte Wort zählt."""
    from nlp.commands.double_coding import code as coded
    from nlp.compose import opened
    from nlp.views.double_coding import sample_of

    if bool(themes) == nowhere:
        raise InputError("Bitte nennen Sie mit --theme mindestens ein Thema, oder schreiben Sie --none für keines.")
    with opened(reading(database)) as store:
        ids = {title.casefold(): theme for theme, title in sample_of(store, identity).themes}
        wanted = [ids.get(one.casefold(), one) for one in themes]
        made = coded(store, identity, statement, wanted, coder)
    if as_json:
        print_json({"number": made.number, "statement": made.statement, "themes": list(made.themes)})
        return
    click.echo("Zugeordnet.")


@sample.command(name="result", options_metavar="[OPTIONEN]", short_help="Zeigen, wie einig sich alle sind.")
@click.argument("identity", metavar="STICHPROBE")
@db_option
@json_option
def result(*, identity: str, database: str | None, as_json: bool) -> None:
    """Zeigt Kappa und F1 zwischen den Personen und mit der Maschine."""
    from nlp.compose import opened
    from nlp.views.double_coding import result as found
    from nlp.views.double_coding import told_result

    with opened(reading(database)) as store:
        view = found(store, identity)
    if as_json:
        print_json(told_result(view))
        return
    for sentence in (*view.sentences, *(pair.sentence for pair in (*view.between, *view.with_machine))):
        click.echo(sentence)


@click.command(name="waves", options_metavar="[OPTIONEN]", short_help="Zwei Wellen einer Befragung vergleichen.")
@click.argument("older", metavar="ÄLTERE")
@click.argument("newer", metavar="NEUERE")
@run_option
@db_option
@json_option
def waves(*, older: str, newer: str, run: str, database: str | None, as_json: bool) -> None:
    """Sagt, wovon in der NEUEREN Quelle mehr oder weniger sprechen als in der ÄLTEREN, wo sich das sagen lässt."""
    from nlp.compose import opened
    from nlp.views.waves import told
    from nlp.views.waves import waves as compared

    with opened(reading(database)) as store:
        view = compared(store, older, newer, run)
    if as_json:
        print_json(told(view))
        return
    click.echo(view.finding)
    for line in (*view.reasons, *view.remarks):
        click.echo(line)
    for row in view.rows:
        click.echo(f"  {row.theme.title}: {row.sentence}")


def _kappa(value: float | None) -> str:
    return "–" if value is None else number(float(value))
