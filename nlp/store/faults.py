"""What SQLite says, in words a person can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nlp.errors import StoreProblem

_BUSY = (
    "wird gerade von einem anderen Programm benutzt. Bitte warten Sie, bis es fertig ist, "
    "und versuchen Sie es dann noch einmal."
)
_BY_CODE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_READONLY: "ist schreibgeschützt. Bitte geben Sie Datei und Ordner zum Schreiben frei "
    "oder wählen Sie mit --db einen anderen Ort.",
    sqlite3.SQLITE_FULL: "lässt sich nicht weiter füllen, weil auf dem Datenträger kein Platz mehr ist. "
    "Bitte schaffen Sie Platz oder wählen Sie mit --db einen anderen Ort; nichts wurde verändert.",
    sqlite3.SQLITE_NOTADB: "ist keine O-Ton-Datenbank. Bitte wählen Sie mit --db eine andere Datei "
    "oder einen neuen Namen.",
    sqlite3.SQLITE_CORRUPT: "ist beschädigt. Bitte stellen Sie eine Sicherung wieder her "
    "oder lesen Sie Ihre Dateien in eine neue Datenbank ein (--db).",
    sqlite3.SQLITE_CANTOPEN: "lässt sich nicht öffnen. Bitte prüfen Sie, ob der Ordner besteht "
    "und Sie dort lesen und schreiben dürfen.",
    sqlite3.SQLITE_IOERR: "lässt sich nicht lesen oder schreiben; der Datenträger meldet einen Fehler. "
    "Bitte prüfen Sie ihn und den freien Platz.",
}
_BY_CODE[sqlite3.SQLITE_LOCKED] = _BUSY
_BY_CODE[sqlite3.SQLITE_PERM] = _BY_CODE[sqlite3.SQLITE_AUTH] = _BY_CODE[sqlite3.SQLITE_READONLY]
_BY_CODE[sqlite3.SQLITE_PROTOCOL] = _BUSY
_OTHERWISE = (
    "hat den Vorgang abgelehnt ({code}). Nichts wurde verändert; bitte versuchen Sie es mit einer neuen Datenbank."
)


def refused(path: Path, why: str, *, for_all: bool = False) -> StoreProblem:
    """The error for this database with one reason, a German clause after its name.

    A page does not say where the file lies, and unless the remedy is `for_all` sends to who looks after it.
    """
    told = why if for_all else f"{why.partition('. ')[0]}. Bitte wenden Sie sich an Ihre Verwaltung von O-Ton."
    return StoreProblem(f"Die Datenbank {path} {why}", on_page=f"Die Datenbank {told}")


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Turns whatever SQLite raises inside into a StoreProblem that names the file and the remedy.

    What was written is never part of the message: SQLite's own texts stay behind as the cause.
    """
    try:
        yield
    except sqlite3.Error as error:
        # Extended codes such as SQLITE_BUSY_SNAPSHOT carry the plain code in their lowest byte.
        code = getattr(error, "sqlite_errorcode", None)
        known = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
        name = getattr(error, "sqlite_errorname", None) or type(error).__name__
        raise refused(path, known or _OTHERWISE.format(code=name), for_all=known == _BUSY) from error
    except UnicodeEncodeError:
        # The original error would carry the text itself into a traceback.
        why = "kann ein halbes Zeichen (Surrogat) im Text nicht ablegen. Bitte speichern Sie die Quelle neu als UTF-8."
        raise refused(path, why, for_all=True) from None
