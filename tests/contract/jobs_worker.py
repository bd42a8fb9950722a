"""A worker whose work is what the test asks for: so many steps, an error, a note of every beginning and end."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from nlp.domain.jobs import JobKind
from nlp.errors import NothingToDo
from nlp.jobs import Worker
from nlp.ports import Progress

SECRET = "Erika Mustermann wohnt in der Lindenstraße"
"""What no job may give away."""


def main(database: Path) -> None:
    notes = database.with_name("notes")

    def note(line: str) -> None:
        with notes.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def work(kind: JobKind, asked: Mapping[str, str], progress: Progress) -> Mapping[str, str]:
        name = asked.get("name", "")
        note(f"begin {name}")
        for step in range(int(asked.get("steps", "1"))):
            progress("Arbeit", step, int(asked.get("steps", "1")))
            time.sleep(float(asked.get("seconds", "0")))
        if asked.get("fails") == "foreseen":
            raise NothingToDo("Es gibt noch nichts zu tun. Bitte lesen Sie zuerst eine Datei ein.")
        if asked.get("fails") == "unforeseen":
            raise KeyError(SECRET)
        if asked.get("fails") == "worker":
            os.kill(os.getpid(), signal.SIGKILL)
        progress("Ergebnis", 0, 0)
        note(f"end {name}")
        return {"run": f"{kind.value}-{name}"}

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker = Worker(
        database,
        work=work,
        tidy=lambda _kind, asked: note(f"tidy {asked.get('name', '')}"),
        hourly=lambda: note("hour"),
        tell=lambda line: print(line, flush=True),  # noqa: T201 - the test reads it
        most_ended=int(os.environ.get("MOST_ENDED", "1000")),
    )
    if not worker.run(stop):
        os._exit(3)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
