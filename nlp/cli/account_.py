"""`oton account`: who may sign in, managed from the console."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nlp.cli.output import Count, amount, db_option, json_option, print_json, table
from nlp.domain.people import Right, Role
from nlp.errors import FileUnreadable, WeakPassword

if TYPE_CHECKING:
    from nlp.domain.people import Account
    from nlp.ports import People

USUAL_DAYS = 90
LONGEST_DAYS = 366
_LONGEST_LINE = 2_000

password_option: Callable[[Any], Any] = click.option(
    "--password-file",
    "file",
    metavar="DATEI",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Das Passwort aus der ersten Zeile dieser Datei lesen (- für die Standardeingabe); sonst wird gefragt.",
)


@click.group(name="account", options_metavar="[OPTIONEN]", subcommand_metavar="WAS …")
def command() -> None:
    """Verwaltet, wer sich an der Oberfläche anmelden kann. Passwörter stehen nie in der Befehlszeile."""


@command.command(name="add", options_metavar="[OPTIONEN]", short_help="Ein Konto anlegen.")
@click.argument("name", metavar="NAME")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    metavar="ROLLE",
    default=Role.STAFF.value,
    help="staff (liest), planner (gibt auch frei), analyst (rechnet auch), admin (verwaltet auch). Vorgabe: staff.",
)
@click.option("--shown", metavar="NAME", default="", help="Wie andere die Person sehen; sonst der Anmeldename.")
@password_option
@db_option
@json_option
def add(*, name: str, role: str, shown: str, file: Path | None, database: str | None, as_json: bool) -> None:
    """Legt ein Konto an. Das erste muss die Rolle admin haben."""
    from nlp.commands import people

    with closing(_people(database)) as known:
        made = people.add_account(
            known, by=people.CONSOLE, name=name, shown=shown, role=Role(role), password=_password(file)
        )
    _tell(made, f"Das Konto „{made.name}“ ist angelegt.", as_json=as_json)


@command.command(name="list", options_metavar="[OPTIONEN]", short_help="Alle Konten zeigen.")
@db_option
@json_option
def show(*, database: str | None, as_json: bool) -> None:
    """Zeigt alle Konten mit Rolle und Stand."""
    from nlp.views.people import ROLES

    with closing(_people(database)) as known:
        accounts = known.accounts()
    if as_json:
        print_json({"accounts": [_told(one) for one in accounts]})
        return
    if not accounts:
        click.echo("Es gibt noch kein Konto. „oton account add NAME --role admin“ legt das erste an.")
        return
    rows = [[one.name, one.shown, ROLES[one.role], "aktiv" if one.active else "stillgelegt"] for one in accounts]
    table(
        amount(len(accounts), "Konto", "Konten"),
        [("Anmeldename", "left"), ("Name für andere", "left"), ("Rolle", "left"), ("Stand", "left")],
        rows,
    )


@command.command(name="password", options_metavar="[OPTIONEN]", short_help="Ein neues Passwort setzen.")
@click.argument("name", metavar="NAME")
@password_option
@db_option
@json_option
def password(*, name: str, file: Path | None, database: str | None, as_json: bool) -> None:
    """Setzt ein neues Passwort. Alle Anmeldungen des Kontos enden damit."""
    from nlp.commands import people

    with closing(_people(database)) as known:
        account = people.known(known, name)
        people.set_password(known, by=people.CONSOLE, name=name, password=_password(file))
    _tell(account, f"Das Passwort von „{account.name}“ ist neu.", as_json=as_json)


@command.command(name="deactivate", options_metavar="[OPTIONEN]", short_help="Ein Konto stilllegen.")
@click.argument("name", metavar="NAME")
@db_option
@json_option
def deactivate(*, name: str, database: str | None, as_json: bool) -> None:
    """Legt ein Konto still: Anmeldungen enden, Zugangsschlüssel öffnen nichts mehr. Gelöscht wird es nicht."""
    _set_active(name, database, as_json=as_json, active=False)


@command.command(name="activate", options_metavar="[OPTIONEN]", short_help="Ein stillgelegtes Konto öffnen.")
@click.argument("name", metavar="NAME")
@db_option
@json_option
def activate(*, name: str, database: str | None, as_json: bool) -> None:
    """Öffnet ein stillgelegtes Konto wieder."""
    _set_active(name, database, as_json=as_json, active=True)


@command.command(name="token", options_metavar="[OPTIONEN]", short_help="Einen Zugangsschlüssel anlegen.")
@click.argument("name", metavar="NAME")
@click.option("--label", metavar="WOFÜR", required=True, help="Wofür der Schlüssel ist.")
@click.option("--days", metavar="TAGE", type=Count(1, LONGEST_DAYS), default=USUAL_DAYS, help="Gültig so viele Tage.")
@click.option(
    "--right",
    "rights",
    type=click.Choice([right.value for right in Right]),
    metavar="RECHT",
    multiple=True,
    default=(Right.READ.value,),
    help="Was er darf, mehrfach möglich: read, review, publish, export, import, run, accounts, audit. Vorgabe: read.",
)
@db_option
@json_option
def token(*, name: str, label: str, days: int, rights: tuple[str, ...], database: str | None, as_json: bool) -> None:
    """Legt einen Zugangsschlüssel für ein Programm an und zeigt ihn dieses eine Mal."""
    from nlp.commands import people

    with closing(_people(database)) as known:
        made = people.make_token(
            known,
            by=people.CONSOLE,
            owner=name,
            label=label,
            rights=[Right(right) for right in rights],
            days=days,
        )
    if as_json:
        print_json({"token": made.token.id, "expires_at": made.token.expires_at, "key": made.key})
        return
    click.echo(made.key)
    click.echo("Bitte bewahren Sie ihn sicher auf; er wird nicht noch einmal gezeigt.", err=True)


def _people(database: str | None) -> People:
    from nlp import compose
    from nlp.cli.places import own

    return compose.people(own(database))


def _set_active(name: str, database: str | None, *, as_json: bool, active: bool) -> None:
    from nlp.commands import people

    with closing(_people(database)) as known:
        account = people.change_account(known, by=people.CONSOLE, name=name, active=active)
    _tell(account, f"Das Konto „{account.name}“ ist {'aktiv' if active else 'stillgelegt'}.", as_json=as_json)


def _tell(account: Account, sentence: str, *, as_json: bool) -> None:
    if as_json:
        print_json(_told(account))
    else:
        click.echo(sentence)


def _told(account: Account) -> dict[str, object]:
    return {"name": account.name, "shown": account.shown, "role": account.role.value, "active": account.active}


def _password(file: Path | None) -> str:
    if file is not None:
        return _first_line(file)
    if not sys.stdin.isatty():
        raise WeakPassword(
            "Hier kann niemand ein Passwort eintippen. Bitte nennen Sie mit „--password-file“ eine Datei."
        )
    typed: str = click.prompt("Passwort", hide_input=True)
    if click.prompt("Passwort noch einmal", hide_input=True) != typed:
        raise WeakPassword("Die beiden Passwörter sind verschieden. Bitte rufen Sie den Befehl noch einmal auf.")
    return typed


def _first_line(file: Path) -> str:
    try:
        if str(file) == "-":
            line = sys.stdin.readline(_LONGEST_LINE)
        else:
            with file.open(encoding="utf-8") as opened:
                line = opened.readline(_LONGEST_LINE)
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(
            f"Die Datei „{file}“ mit dem Passwort lässt sich nicht lesen. Bitte prüfen Sie Ort, Rechte und UTF-8."
        ) from error
    return line.rstrip("\r\n")
