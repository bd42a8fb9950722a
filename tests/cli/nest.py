"""Hatches commands by forking, with everything loaded: a command that is killed is killed at work, not at imports.

Reads one JSON list of arguments a line; answers with the process id, and with the exit code when it is over.
"""

from __future__ import annotations

import json
import os
import sys

from nlp import compose
from nlp.cli.main import main
from nlp.clusters.bertopic import load_frame


def hatched(arguments: list[str]) -> int:
    """The exit code."""
    child = os.fork()
    if not child:
        os.setsid()  # what kills it kills its helpers too
        print(os.getpid(), flush=True)  # noqa: T201 - the test reads it
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(silence, stream)
        sys.argv = ["oton", *arguments]
        main()
        sys.exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    load_frame()
    compose.analyser().analyse(["Mehr Kitaplätze im Norden"])
    while line := sys.stdin.readline():
        print(hatched(json.loads(line)), flush=True)  # noqa: T201 - likewise
