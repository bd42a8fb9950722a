"""The command `oton`: a list of commands, each loaded when it is called."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from io import TextIOWrapper
from typing import Any, cast

import click

from nlp.cli.german import speak_german
from nlp.cli.plugged import plugged, plugged_help
from nlp.errors import OTonError

INPUT_AT_FAULT = 2
BROKEN_OFF = 130

_COMMANDS = {
    "demo": "Das Beispielprojekt laden und seine Themen zeigen.",
    "import": "Antworten aus einer Datei einlesen.",
    "cluster": "Aus den Aussagen Themen bilden.",
    "extend": "Neue Aussagen in die vorhandenen Themen einordnen.",
    "compare": "Zwei Auswertungen vergleichen.",
    "themes": "Themen mit Zahlen und Zitaten zeigen.",
    "theme": "Ein Thema mit allem zeigen, was dazugehört.",
    "search": "Zitate suchen, nach Worten und nach Sinn.",
    "show": "Den Weg einer Aussage zurück bis zur Zelle zeigen.",
    "why": "Zeigen, warum eine Aussage zu ihrem Thema kam.",
    "review": "Themen prüfen: umbenennen, zusammenlegen, Aussagen verschieben.",
    "propose": "Titel und Texte von einem Sprachmodell vorschlagen lassen.",
    "export": "Alle Aussagen mit ihren Themen als Tabelle speichern.",
    "codebook": "Themen als Codebuch speichern und wieder einlesen.",
    "worker": "Aufträge aus der Oberfläche ausführen.",
    "account": "Konten und Zugangsschlüssel verwalten.",
    "backup": "Die Datenbank sichern, auch im Betrieb.",
    "restore": "Eine Sicherung wieder einspielen.",
    "evaluate": "Die Maschine an menschlichen Zuordnungen messen.",
    "bench": "Zeit und Speicher messen, als Verhältnisse aus einem Lauf.",
}


_SYSTEM = {
    errno.ENAMETOOLONG: "der Name ist zu lang",
    errno.ENOENT: "den Ort gibt es nicht",
    errno.ENOTDIR: "ein Teil des Weges ist kein Ordner",
    errno.EISDIR: "das ist ein Ordner",
    errno.EIO: "der Datenträger meldet einen Fehler",
    errno.EMFILE: "zu viele Dateien sind offen",
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and one-line help without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """The names in the order a newcomer meets them."""
        return list(_everything())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - Click's signature
        """Loads the command's module, or gives None for an unknown name."""
        if cmd_name not in _COMMANDS:
            return plugged(cmd_name)
        module = importlib.import_module(f"nlp.cli.{cmd_name}_")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - Click's
        """Writes the list without loading a single command."""
        with formatter.section("Befehle"):
            formatter.write_dl(list(_everything().items()))


def _everything() -> dict[str, str]:
    """All commands with their help; what is brought along comes after the demo, where a newcomer looks."""
    first, *others = _COMMANDS.items()
    return {**dict([first]), **plugged_help(), **dict(others)}


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    options_metavar="[OPTIONEN]",
    subcommand_metavar="BEFEHL …",
)
@click.version_option(
    package_name="oton", prog_name="O-Ton", help="Die Version zeigen.", message="%(prog)s %(version)s"
)
def oton() -> None:
    """O-Ton liest offene Antworten und ordnet sie zu Themen, mit denen eine Stadt planen kann.

    Jede Zahl und jedes Thema führt zurück zu den Worten, die jemand geschrieben hat.
    Die Antworten verlassen diesen Rechner nicht, solange Sie kein Sprachmodell benennen.
    """


def _tell_program(message: str) -> None:
    """The error on stdout for a program that asked for JSON."""
    if "--json" in sys.argv:
        from nlp.cli.output import print_json

        print_json({"error": message})


def _fail(message: str, code: int) -> None:
    _tell_program(message)
    click.echo(f"Fehler: {message}", err=True)
    sys.exit(code)


def _system_message(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "Der Datenträger ist voll. Bitte schaffen Sie Platz und rufen Sie den Befehl noch einmal auf."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"Für „{error.filename2 or error.filename}“ fehlt die Berechtigung. Bitte wählen Sie einen anderen Ort."
    place = error.filename2 or error.filename
    where = f"bei „{place}“" if place else "an diesem Ort"
    why = _SYSTEM.get(error.errno or 0, f"Fehler {errno.errorcode.get(error.errno or 0, 'ohne Nummer')}")
    return f"Das Betriebssystem lehnt {where} ab: {why}. Bitte wählen Sie einen anderen Ort oder Namen."


def main() -> None:
    """Runs the command; every foreseen trouble ends in one German sentence and exit code 2."""
    speak_german()
    _speak_to_any_terminal()
    try:
        oton.main(prog_name="oton", standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        _tell_program(error.format_message())
        error.show()
        sys.exit(error.exit_code)
    except OTonError as error:
        _fail(str(error), INPUT_AT_FAULT)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Abgebrochen. Was gespeichert war, ist geblieben.", err=True)
        sys.exit(BROKEN_OFF)
    except BrokenPipeError:
        _close_quietly()
    except OSError as error:
        _fail(_system_message(error), INPUT_AT_FAULT)
    except MemoryError:
        _fail("Der Arbeitsspeicher reicht nicht. Bitte schließen Sie andere Programme.", INPUT_AT_FAULT)
    except Exception as error:
        if os.environ.get("OTON_DEBUG"):
            raise
        _fail(
            f"Unerwarteter Fehler ({type(error).__name__}). Ihre Daten sind unverändert. "
            "Mit OTON_DEBUG=1 davor zeigt der Befehl Einzelheiten für die Fehlersuche.",
            1,
        )


def _speak_to_any_terminal() -> None:
    """Half characters, and signs an old terminal does not know, are shown as escapes."""
    for stream in (sys.stdout, sys.stderr):
        cast("TextIOWrapper", stream).reconfigure(errors="backslashreplace")


def _close_quietly() -> None:
    """The reader of our output has gone (`| head`): leave without a word."""
    nowhere: Any = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    sys.exit(0)


if __name__ == "__main__":
    main()
