"""`oton worker`: does the long work that was asked for on the pages."""

from __future__ import annotations

import os
import signal
import sys
import threading

import click

from nlp.cli.output import db_option, remark
from nlp.cli.places import own


@click.command(name="worker", options_metavar="[OPTIONEN]", short_help="Aufträge aus der Oberfläche ausführen.")
@click.option("--leash", is_flag=True, hidden=True, help="Aufhören, sobald die Standardeingabe schließt.")
@db_option
def command(*, leash: bool, database: str | None) -> None:
    """Führt aus, was auf den Seiten in Auftrag gegeben wurde: Einlesen und Auswertungen.

    „oton serve“ startet einen Arbeitsprozess von selbst; allein brauchen Sie ihn nur, wenn Oberfläche und Arbeit
    getrennt laufen sollen. Er hört mit STRG-C auf; ein angefangener Auftrag geht beim nächsten Start weiter.
    """
    from nlp import compose

    stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stop.set())
    if leash:
        threading.Thread(target=_until_let_go, args=(stop,), daemon=True).start()
    if not compose.worker(own(database), remark).run(stop):
        # The job's own thread would keep the process; what it has not sealed is begun again by the next worker.
        sys.stderr.flush()
        os._exit(0)


def _until_let_go(stop: threading.Event) -> None:
    """The parent holds the other end and never writes: it closes when the parent ends, in whatever way."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    stop.set()
