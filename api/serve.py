"""`oton serve`: opens the house to the web, with a worker beside it."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import threading
import webbrowser
from contextlib import closing, nullcontext, suppress
from pathlib import Path

import click
import uvicorn
from threadpoolctl import threadpool_limits

from api.app import create_app
from api.guard import door, logs, places
from api.helper import kept_at_work
from api.house import House, opened_house
from api.settings import ServeSettings, settings_from_environment
from api.warming import kept_warm
from nlp.commands.people import offer_setup
from nlp.errors import InputError

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@click.command(name="serve", options_metavar="[OPTIONEN]", short_help="O-Ton im Browser öffnen.")
@click.option("--host", metavar="ADRESSE", help="Die Adresse, an der O-Ton steht; sonst OTON_HOST, sonst 127.0.0.1.")
@click.option(
    "--port",
    metavar="ZAHL",
    type=click.IntRange(0, 65_535),
    help="Der Port; 0 nimmt einen freien. Sonst OTON_PORT, sonst 8080.",
)
@click.option(
    "--db", "database", metavar="PFAD", type=click.Path(path_type=Path),
    help="Die Datenbank; sonst OTON_DB, sonst data/local/oton.db.",
)  # fmt: skip
@click.option(
    "--open-house", is_flag=True, help="Ohne Konten: Jeder an diesem Rechner darf alles. Nur zum Ausprobieren."
)
@click.option("--web-only", is_flag=True, help="Ohne Arbeitsprozess, weil „oton worker“ für sich läuft.")
@click.option("--browser", is_flag=True, help="Die Seite gleich im Browser öffnen.")
def command(
    *, host: str | None, port: int | None, database: Path | None, open_house: bool, web_only: bool, browser: bool
) -> None:
    """Öffnet O-Ton im Browser und startet daneben einen Arbeitsprozess für Einlesen und Auswertungen.

    Beim ersten Mal steht hier ein Link, mit dem Sie das erste Konto anlegen. Solange es kein Konto gibt, ist O-Ton
    nur von diesem Rechner aus zu erreichen. STRG-C beendet alles; angefangene Aufträge gehen beim nächsten Mal weiter.
    """
    given = {"host": host, "port": port, "db": database, "open_house": open_house or None}
    settings = settings_from_environment(**{name: value for name, value in given.items() if value is not None})
    if sys.stderr.isatty() and "log_level" not in settings.model_fields_set:
        # Somebody is looking: a line for each request would push the address off the screen.
        settings = settings.model_copy(update={"log_level": "warning"})
    serve(settings, worker=not web_only, browser=browser)


def serve(settings: ServeSettings, *, worker: bool = True, browser: bool = False) -> None:
    """Serves until told to stop. Raises InputError where the house must not or cannot be opened like this."""
    with closing(opened_house(settings)) as house:
        refused = door.refusal(settings, house.people)
        if refused:
            raise InputError(refused)
        with closing(_bound(settings)) as bound:
            address = _address(settings.host, bound.getsockname()[1])
            server = uvicorn.Server(_config(house))
            _tell_where(house, address)
            # uvicorn hears the signals while it serves, and raises them again afterwards for whoever cares: nobody.
            for one in SIGNALS:
                signal.signal(one, lambda *_: None)
            working = kept_at_work(settings.db, _tell, lambda: server.should_exit) if worker else nullcontext()
            # Requests share the processors already; sums that take several at once would only wait for each other.
            with working, kept_warm(house), threadpool_limits(limits=1):
                if browser:
                    _show(address)
                server.run(sockets=[bound])
    _tell("O-Ton ist beendet.")


def _config(house: House) -> uvicorn.Config:
    settings = house.settings
    return uvicorn.Config(
        create_app(house),
        log_config=logs.log_config(settings.log_level),
        access_log=False,
        server_header=False,
        ws="none",
        proxy_headers=settings.behind_https,
        timeout_graceful_shutdown=settings.stop_seconds,
    )


def _bound(settings: ServeSettings) -> socket.socket:
    """A socket that listens already, so that the address which is told is there. Raises InputError."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        bound = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            why = f"Der Port {settings.port} ist schon belegt; vielleicht läuft O-Ton schon"
        elif error.errno == errno.EACCES:
            why = f"Den Port {settings.port} darf nur die Verwaltung dieses Rechners öffnen"
        else:
            why = f"Die Adresse {settings.host} hat dieser Rechner nicht"
        raise InputError(f"{why}. Bitte wählen Sie mit --port und --host etwas anderes.") from error
    # asyncio does this for sockets it opens itself; without it small answers wait 40 ms for the other side.
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return bound


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _tell_where(house: House, address: str) -> None:
    _tell(f"O-Ton ist bereit: {address}")
    if house.settings.open_house:
        _tell("Dieses Haus ist offen: Wer an diesem Rechner sitzt, darf ohne Konto alles ansehen und ändern.")
    elif places.is_loopback(house.settings.host) and (key := offer_setup(house.people)):
        _tell(f"Legen Sie hier das erste Konto an (der Link gilt eine Stunde): {address}/einrichten?schluessel={key}")
    _tell("Beenden mit STRG-C.")


def _tell(sentence: str) -> None:
    click.echo(sentence)


def _show(address: str) -> None:
    """Opens the browser where there is a screen; the house is open with or without."""
    if sys.platform not in {"darwin", "win32"} and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return

    def opened() -> None:
        with suppress(webbrowser.Error, OSError):
            webbrowser.open(address)

    threading.Thread(target=opened, daemon=True).start()
