"""`oton evaluate`: the machine held against people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from nlp.cli.evaluate_clustering import clustering, small, stability, views
from nlp.cli.evaluate_learning import learning
from nlp.cli.evaluate_stance import stance
from nlp.cli.evaluating import cache_option, columns, kept, numbers, projection
from nlp.cli.output import json_option, meter, number, print_json, table

_FILE = click.Path(path_type=Path)
_WORDS = {
    "n": "Texte", "top1": "erstes Thema richtig", "top3": "unter den ersten drei", "macro_f1": "F1 je Thema, gemittelt",
    "samples_f1": "F1 je Aussage, gemittelt", "precision": "Genauigkeit", "recall": "Trefferquote", "f1": "F1",
    "total": "insgesamt", "by_type": "je Art", "missed": "übersehen",
    "wrong": "zu Unrecht geschwärzt",
}  # fmt: skip


_HEADINGS = {
    "tool": "Werkzeug", "tokens": "Wörter", "lemma": "Grundform", "lemma_content": "Inhalts-\nwörter",
    "lemma_convention": "mit Kon-\nvention", "pos": "Wortart", "tokens_per_second": "Wörter/s", "reason": "Hinweis",
    "compounds": "Komposita", "found": "richtig", "simple": "einfache", "false_splits": "falsch\ngetrennt",
    "missed": "verfehlt", "split": "getrennt", "confirmed": "bestätigt\nje Thema", "rest": "gemessen an",
    "top1": "erstes Thema\nrichtig", "top3": "unter den\nersten drei", "macro_f1": "F1\nje Thema",
    "samples_f1": "F1\nje Aussage",
}  # fmt: skip


@click.group(name="evaluate", options_metavar="[OPTIONEN]", subcommand_metavar="WAS …")
def command() -> None:
    """Hält O-Ton gegen das, was Menschen zugeordnet haben. Braucht weder Projekt noch Datenbank."""


for _one in (clustering, small, stability, views, stance, learning):
    command.add_command(_one)


@command.command(name="assignment", options_metavar="[OPTIONEN]", short_help="Die Zuordnung zu einem Katalog messen.")
@click.argument("file", metavar="DATEI", type=_FILE)
@click.option("--text", metavar="SPALTE[,SPALTE]", multiple=True, required=True, help="Spalten mit dem Text.")
@click.option("--label", metavar="SPALTE", required=True, help="Spalte mit den Themen, | dazwischen.")
@click.option("--catalogue", metavar="DATEI", type=_FILE, help="Themenkatalog; sonst gelten die Themen als Titel.")
@click.option(
    "--confirmed", metavar="ZAHL[,ZAHL]", default="0", callback=numbers(0, "0,5,20"),
    help="Lernkurve: so viele bestätigte Aussagen je Thema; gemessen wird am Rest.",
)  # fmt: skip
@click.option("--policy", metavar="NAME", default="standard", help="Gelernte Sicht (models/policy); leer: ohne.")
@cache_option
@json_option
def assignment(
    *, file: Path, text: tuple[str, ...], label: str, catalogue: Path | None, confirmed: tuple[int, ...], policy: str,
    cache: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Wie gut Aussagen den Themen eines Katalogs zugeordnet werden, und wie viel besser mit bestätigten."""
    from nlp import compose
    from nlp.views.evaluate.assignment import assignment_task, evaluate_assignment
    from nlp.views.evaluate.learning_curve import learning_curve

    view = projection(policy)
    with kept(cache) as store, meter() as progress, compose.processes() as executor:
        task = assignment_task(
            file, text=columns(text), label=label, catalogue=catalogue, embedders=compose.embedders(),
            analyser=compose.analyser(), executor=executor, progress=progress, cache=store, policy=view,
        )  # fmt: skip
        result = evaluate_assignment(task)
        curve = [one.told() for one in learning_curve(task, confirmed, progress)] if confirmed != (0,) else []
    if as_json:
        print_json({**result, "curve": curve} if curve else result)
        return
    _show("Themen zuordnen", result, as_json=False)
    if curve:
        _show_rows("Lernkurve (Mitte aus mehreren Ziehungen)", curve)


@command.command(name="redaction", options_metavar="[OPTIONEN]", short_help="Die Schwärzung messen.")
@click.argument("file", metavar="DATEI", type=_FILE)
@json_option
def redaction(*, file: Path, as_json: bool) -> None:
    """Wie sicher personenbezogene Angaben geschwärzt werden (JSONL mit text und spans)."""
    from nlp.views.evaluate.spans import evaluate_redaction

    _show("Schwärzung", evaluate_redaction(file), as_json=as_json)


@command.command(name="statements", options_metavar="[OPTIONEN]", short_help="Das Zerlegen in Aussagen messen.")
@click.argument("file", metavar="DATEI", type=_FILE)
@json_option
def statements(*, file: Path, as_json: bool) -> None:
    """Wie genau Antworten in Aussagen zerlegt werden (JSONL mit text und spans)."""
    from nlp.views.evaluate.spans import evaluate_statements

    _show("Zerlegen in Aussagen", evaluate_statements(file), as_json=as_json)


@command.command(name="german", options_metavar="[OPTIONEN]", short_help="Die Wortbestimmung messen.")
@click.argument("file", metavar="DATEI", type=_FILE)
@json_option
def german(*, file: Path, as_json: bool) -> None:
    """Wie genau Wörter bestimmt werden (JSONL mit forms, lemmas, upos) und Komposita zerlegt werden."""
    from nlp.text.measure_german import measure_german

    rows: list[dict[str, Any]] = measure_german(file)
    if as_json:
        print_json({"rows": rows})
        return
    _show_rows("Wörter", [row for row in rows if "compounds" not in row])
    _show_rows("Komposita", [row for row in rows if "compounds" in row])


def _show_rows(title: str, rows: list[dict[str, Any]]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_cell(row.get(name, "–")) for name in names] for row in rows]
    table(title, [(_HEADINGS.get(name, name), "left") for name in names], cells)


def _cell(value: object) -> str:
    return number(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _flat(result: dict[str, Any], prefix: str = "") -> list[list[str]]:
    rows: list[list[str]] = []
    for name, value in result.items():
        told = f"{prefix}{_WORDS.get(name, name)}"
        if isinstance(value, dict):
            rows += _flat(value, f"{prefix}{_WORDS.get(name, name)}: ")
        elif isinstance(value, list):
            rows.append(
                [told, ", ".join(_cell(one) if not isinstance(one, dict) else "/".join(one.values()) for one in value)]
            )
        else:
            rows.append([told, _cell(value)])
    return rows


def _show(title: str, result: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(result)
    else:
        table(title, [("Was", "left"), ("Wert", "left")], _flat(result))
