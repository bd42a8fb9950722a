"""What the terminal shows: JSON or tables on stdout, progress and remarks on stderr."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Literal

import click

QUIET_SECONDS = 2.0
LINE_EVERY_SECONDS = 15.0
FEW = 3
MANY = 7
"""More columns than this fit on paper only at the width of what stands in them."""
NAME_WIDTH = 24
FIGURE_WIDTH = 8
PAPER_WIDTH = 100


def print_json(told: object) -> None:
    """One object on stdout, umlauts as they are; a lone surrogate becomes an escape."""
    text = json.dumps(told, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(text.encode("utf-8", errors="backslashreplace") + b"\n")
    sys.stdout.flush()


def remark(text: str) -> None:
    """A sentence beside the result, on stderr."""
    click.echo(text, err=True)


def number(count: float) -> str:
    """A number as German readers expect it: 1.386 or 0,42."""
    if isinstance(count, int):
        return f"{count:,}".replace(",", ".")
    return f"{count:.2f}".replace(".", ",")


def amount(count: int, one: str, many: str) -> str:
    """A count with its noun in the right number: „1 Aussage“, „1.386 Aussagen“."""
    return f"{number(count)} {one if count == 1 else many}"


def remaining(seconds: float) -> str:
    """A remaining time in words: „noch etwa 1 Min. 10 s“."""
    minutes, rest = divmod(round(seconds), 60)
    return f"noch etwa {minutes} Min. {rest} s" if minutes else f"noch etwa {rest} s"


class Meter:
    """Progress with remaining time, silent for the first two seconds; a bar on a terminal, lines elsewhere."""

    def __init__(self) -> None:
        self._begun: dict[str, tuple[float, int]] = {}
        self._said = time.monotonic()
        self._start = self._said
        self._tasks: dict[str, Any] = {}

    @cached_property
    def _bar(self) -> Any:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        bar.start()
        return bar

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Notes that `done` of `total` pieces of a stage are there."""
        now = time.monotonic()
        begun, at = self._begun.setdefault(stage, (now, done))
        if now - self._start < QUIET_SECONDS:
            return
        if sys.stderr.isatty():
            self._draw(stage, done, total)
        elif now - self._said >= LINE_EVERY_SECONDS and 0 < done < total:
            self._said = now
            left = remaining((now - begun) / (done - at) * (total - done)) if done > at else "die Dauer ist noch unklar"
            remark(f"{stage}: {number(done)} von {number(total)} ({left})")

    def _draw(self, stage: str, done: int, total: int) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=total or None)
        self._bar.update(self._tasks[stage], completed=done, total=total or None)

    def close(self) -> None:
        """Takes the bar off the screen."""
        if self._tasks:
            self._bar.stop()


@contextmanager
def meter() -> Iterator[Meter]:
    """A meter that is cleared away whatever happens."""
    shown = Meter()
    try:
        yield shown
    finally:
        shown.close()


def table(title: str, columns: list[tuple[str, str]], rows: list[list[str]], *, caption: str = "") -> None:
    """A table on stdout; columns are (heading, "left" or "right")."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD)
    for place, (heading, side) in enumerate(columns):
        # The first column names things and must stay readable, figures must not break.
        least = (NAME_WIDTH if place == 0 else FIGURE_WIDTH) if FEW < len(columns) <= MANY else None
        justify: Literal["left", "right"] = "right" if side == "right" else "left"
        drawn.add_column(heading, justify=justify, overflow="fold", min_width=least)
    for row in rows:
        drawn.add_row(*row)
    # Markup is off: a placeholder like [PERSON] would be taken for a style and vanish.
    width = None if sys.stdout.isatty() else PAPER_WIDTH
    console = Console(markup=False, highlight=False, emoji=False, width=width)
    # Title and legend by themselves: inside the table they would be broken at its width.
    console.print(f"\n{title}")
    console.print(drawn)
    if caption:
        console.print(caption)


class Count(click.IntRange):
    """A number of things that tells its limits in German."""

    def _describe_range(self) -> str:
        return f"mindestens {self.min}" if self.max is None else f"{self.min} bis {self.max}"


json_option: Callable[[Any], Any] = click.option(
    "--json", "as_json", is_flag=True, help="Ein JSON-Objekt statt der Anzeige ausgeben."
)


def _database_option(default: str) -> Callable[[Any], Any]:
    told = f"Die Datenbank; sonst OTON_DB, sonst {default}."
    return click.option("--db", "database", metavar="PFAD", default=None, help=told)


db_option = _database_option("data/local/oton.db")
example_db_option = _database_option("data/local/beispiel.db")
