"""What the commands of `oton evaluate` share: columns, cache, the policy view, and a table on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nlp.cli.output import json_option, meter, print_json, table

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from nlp.ports import Matrix, Progress, VectorCache
    from nlp.views.evaluate.gold import LabelledTexts
    from nlp.views.evaluate.methods import Own
    from nlp.views.evaluate.paper import Sheet
    from nlp.views.evaluate.reading import Reading

FILE = click.Path(path_type=Path)


def columns(text: tuple[str, ...]) -> tuple[str, ...]:
    """Column names, given one by one or with a comma between."""
    return tuple(name.strip() for one in text for name in one.split(",") if name.strip())


cache_option: Callable[[Any], Any] = click.option(
    "--cache", metavar="PFAD", type=FILE, help="Datenbank, in der gelesene Texte für weitere Messungen bleiben."
)


def paper_options(called: Callable[..., None]) -> Callable[..., None]:
    """Where the table goes besides the terminal."""
    markdown = click.option("--markdown", metavar="PFAD", type=FILE, help="Die Tabelle als Markdown speichern.")
    return click.option("--png", metavar="PFAD", type=FILE, help="Die Tabelle als Bild speichern.")(markdown(called))


def numbers(least: int, example: str) -> Callable[[click.Context, click.Parameter, str], tuple[int, ...]]:
    """A reader of whole numbers with a comma between, none below `least`; a German sentence for anything else."""

    def read(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[int, ...]:
        try:
            given = tuple(int(one) for one in value.split(","))
        except ValueError:
            given = ()
        if not given or min(given) < least:
            raise click.BadParameter(f"Erwartet werden Zahlen ab {least} mit einem Komma dazwischen, etwa {example}.")
        return given

    return read


@contextmanager
def kept(path: Path | None) -> Iterator[VectorCache | None]:
    """The database that keeps vectors, or None: then they are forgotten afterwards."""
    from nlp import compose

    if path is None:
        yield None
        return
    with compose.opened(path) as store:
        yield store


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every comparison with human codes is asked for."""

    file: Path
    text: tuple[str, ...]
    label: str
    cache: Path | None
    policy: str
    png: Path | None
    markdown: Path | None
    as_json: bool


def comparison_options(called: Callable[..., None]) -> Callable[..., None]:
    """File, columns, cache, policy view and ways of printing; the command gets them as one `Asked`."""

    def gathered(**options: Any) -> None:
        names = Asked.__dataclass_fields__
        asked = Asked(**{name: options.pop(name) for name in names})
        called(asked, **options)

    gathered.__doc__ = called.__doc__
    for decorate in (
        json_option,
        paper_options,
        cache_option,
        click.option("--policy", metavar="NAME", default="", help="Gelernte Sicht: Name oder Datei (models/policy)."),
        click.option("--label", metavar="SPALTE", required=True, help="Spalte mit dem Thema."),
        click.option("--text", metavar="SPALTE[,SPALTE]", multiple=True, required=True, help="Spalten mit dem Text."),
        click.argument("file", metavar="DATEI", type=FILE),
    ):
        gathered = decorate(gathered)
    return gathered


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A labelled file that has been read, and what is needed to group it."""

    gold: LabelledTexts
    reading: Reading
    own: Own
    progress: Progress
    executor: Executor
    encode: Callable[[Any], Matrix]


@contextmanager
def bench(asked: Asked) -> Iterator[Bench]:
    """Reads and encodes the labelled file. What cannot be drawn in the end is said before."""
    from nlp import compose
    from nlp.vectors.cached import encode
    from nlp.vectors.memory import MemoryCache
    from nlp.views.evaluate.clustering import clustering_gold
    from nlp.views.evaluate.methods import Own
    from nlp.views.evaluate.reading import read_texts

    need_paper(asked.png)
    names = compose.embedders()
    own = Own(policy=projection(asked.policy))
    gold = clustering_gold(asked.file, text=columns(asked.text), label=asked.label)
    with kept(asked.cache) as store, meter() as progress, compose.processes() as executor:
        cache = store or MemoryCache()
        reading = read_texts(
            gold.texts, embedders=names, analyser=compose.analyser(), executor=executor, progress=progress, cache=cache
        )
        yield Bench(
            gold=gold,
            reading=reading,
            own=own,
            progress=progress,
            executor=executor,
            encode=lambda texts: encode(names[0], texts, cache=cache, executor=executor),
        )


def projection(which: str) -> Any:
    """A projection by its name or its file; None without."""
    from nlp.vectors.policy import load

    if not which:
        return None
    return load(Path(which) if which.endswith(".npz") else which)


def need_paper(png: Path | None) -> None:
    """Says at once, not after the measuring, that nothing here can draw."""
    from nlp.views.evaluate.paper import need_pictures

    if png:
        need_pictures()


def put_on_paper(sheet: Sheet, *, png: Path | None, markdown: Path | None) -> None:
    """The table as a picture and as Markdown, where asked for."""
    from nlp.views.evaluate.paper import markdown as written
    from nlp.views.evaluate.paper import picture

    if markdown:
        markdown.write_text(written(sheet), encoding="utf-8")
    if png:
        picture(sheet, png)


def show_sheet(sheet: Sheet) -> None:
    """The table on the terminal."""
    columns = [(heading, "right" if place else "left") for place, heading in enumerate(sheet.headings)]
    table(sheet.title, columns, [list(row) for row in sheet.rows], caption="\n".join(sheet.captions))


def show(sheet: Sheet, told: dict[str, object], asked: Asked) -> None:
    """The same cells on the terminal and on paper, under the file's name; or the plain values for a program."""
    named = replace(sheet, title=f"{sheet.title}: {asked.file.name}")
    put_on_paper(named, png=asked.png, markdown=asked.markdown)
    if asked.as_json:
        print_json({"file": asked.file.name, **told})
    else:
        show_sheet(named)
