"""What all verbs that decide have in common: who, why, a look beforehand, and how the result is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from nlp.cli.output import amount, db_option, json_option, print_json
from nlp.cli.places import reading

if TYPE_CHECKING:
    from nlp.domain.edits import Board, Edit
    from nlp.ports import Store

TERMINAL = "Kommandozeile"
"""Who decides where nobody is named: the name of whoever uses the machine is their own."""
Made = Callable[["Store", "Board"], Sequence["Edit"]]


class Asked(TypedDict):
    """What every verb that decides is told besides its own."""

    run: str
    who: str
    why: str
    seen: int | None
    dry_run: bool
    database: str | None
    as_json: bool


run_option: Callable[[Any], Any] = click.option(
    "--run", metavar="KENNUNG", default="", help="Eine bestimmte Auswertung; sonst die neueste."
)
who_option: Callable[[Any], Any] = click.option(
    "--who", metavar="NAME", default=TERMINAL, show_default=True, help="Wer das entscheidet."
)
_OPTIONS = (
    run_option,
    who_option,
    click.option("--why", metavar="TEXT", default="", help="Warum; steht dann im Verlauf."),
    click.option(
        "--seen",
        metavar="NUMMER",
        type=click.IntRange(min=0),
        help="Die jüngste bekannte Entscheidung: Kam eine dazwischen, die im Weg ist, wird nichts entschieden.",
    ),
    click.option("--dry-run", is_flag=True, help="Nur sagen, was geschähe; nichts entscheiden."),
    db_option,
    json_option,
)


def deciding(function: Callable[..., None]) -> Callable[..., None]:
    """The options of a verb that decides."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def take(made: Made, **asked: Unpack[Asked]) -> None:
    """Decides what `made` makes of the board, or says what would happen."""
    from nlp.commands.decide import decide, weighed
    from nlp.compose import opened
    from nlp.views.review import decision_told, log
    from nlp.views.review.boards import board_of

    with opened(reading(asked["database"])) as store:
        board = board_of(store, asked["run"])
        run = board.run.id
        edits = made(store, board)
        if asked["dry_run"]:
            effect = weighed(store, edits, run=run, who=asked["who"])
            if asked["as_json"]:
                print_json({"run": run, **effect.told()})
            else:
                click.echo("\n".join(effect.sentences))
            return
        done = decide(store, edits, who=asked["who"], run=run, why=asked["why"], seen=asked["seen"])
        told = [one for one in log(store, run) if one.decision.number >= done[0].number][::-1]
    if asked["as_json"]:
        print_json({"run": run, "decisions": [decision_told(one) for one in told[: len(done)]]})
        return
    for one in told[: len(done)]:
        click.echo(f"{one.decision.number:>4}  {one.sentence}")
    click.echo(f"{amount(len(done), 'Entscheidung steht', 'Entscheidungen stehen')} im Verlauf.")
