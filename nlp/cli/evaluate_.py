"""`oton evaluate`: the machine held against people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from nlp.cli.output import Count, json_option, meter, number, print_json, table

_FILE = click.Path(path_type=Path)
_WORDS = {
    "n": "Texte", "labels": "Themen der Menschen", "themes": "Themen der Maschine",
    "unassigned_share": "Anteil ohne Thema", "ami": "AMI (0 = Zufall, 1 = gleich)", "ari": "ARI", "v_measure": "V-Maß",
    "top1": "erstes Thema richtig", "top3": "unter den ersten drei", "macro_f1": "F1 je Thema, gemittelt",
    "samples_f1": "F1 je Aussage, gemittelt", "precision": "Genauigkeit", "recall": "Trefferquote", "f1": "F1",
    "ami_median": "AMI, Mitte aus fünf Läufen", "encode": "Sekunden Lesen", "cluster": "Sekunden Gruppieren",
    "seconds": "Sekunden je Lauf", "total": "insgesamt", "by_type": "je Art", "missed": "übersehen",
    "wrong": "zu Unrecht geschwärzt", "compare": "Vergleich", "bertopic": "BERTopic",
}  # fmt: skip


_HEADINGS = {
    "tool": "Werkzeug", "tokens": "Wörter", "lemma": "Grundform", "lemma_content": "Inhalts-\nwörter",
    "lemma_convention": "mit Kon-\nvention", "pos": "Wortart", "tokens_per_second": "Wörter/s", "reason": "Hinweis",
    "compounds": "Komposita", "found": "richtig", "simple": "einfache", "false_splits": "falsch\ngetrennt",
    "missed": "verfehlt", "split": "getrennt",
}  # fmt: skip


@click.group(name="evaluate", options_metavar="[OPTIONEN]", subcommand_metavar="WAS …")
def command() -> None:
    """Hält O-Ton gegen das, was Menschen zugeordnet haben. Braucht weder Projekt noch Datenbank."""


def _columns(text: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for one in text for name in one.split(",") if name.strip())


@command.command(
    name="clustering", options_metavar="[OPTIONEN]", short_help="Gefundene Themen an denen der Menschen messen."
)
@click.argument("file", metavar="DATEI", type=_FILE)
@click.option("--text", metavar="SPALTE[,SPALTE]", multiple=True, required=True, help="Spalten mit dem Text.")
@click.option("--label", metavar="SPALTE", required=True, help="Spalte mit dem Thema.")
@click.option("--themes", metavar="ANZAHL", type=Count(min=1), help="Wie viele Themen zu finden sind.")
@click.option("--compare", type=click.Choice(["bertopic"]), help="Zum Vergleich BERTopic, wie es ausgeliefert wird.")
@json_option
def clustering(
    *, file: Path, text: tuple[str, ...], label: str, themes: int | None, compare: str | None, as_json: bool
) -> None:
    """Wie gut die gefundenen Themen zu den Themen der Menschen passen (eine Zuordnung je Text)."""
    from nlp import compose
    from nlp.views.evaluate.clustering import clustering_gold, compare_bertopic, evaluate_clustering
    from nlp.views.evaluate.reading import read_texts

    gold = clustering_gold(file, text=_columns(text), label=label)
    with meter() as progress, compose.processes() as executor:
        reading = read_texts(
            gold.texts, embedders=compose.embedders(), analyser=compose.analyser(), executor=executor, progress=progress
        )
        result = evaluate_clustering(gold, reading, themes=themes)
        if compare:
            result["compare"] = {"bertopic": compare_bertopic(gold, reading, progress)}
    _show("Themen finden", result, as_json=as_json)


@command.command(name="assignment", options_metavar="[OPTIONEN]", short_help="Die Zuordnung zu einem Katalog messen.")
@click.argument("file", metavar="DATEI", type=_FILE)
@click.option("--text", metavar="SPALTE[,SPALTE]", multiple=True, required=True, help="Spalten mit dem Text.")
@click.option("--label", metavar="SPALTE", required=True, help="Spalte mit den Themen, | dazwischen.")
@click.option("--catalogue", metavar="DATEI", type=_FILE, help="Themenkatalog; sonst gelten die Themen als Titel.")
@json_option
def assignment(*, file: Path, text: tuple[str, ...], label: str, catalogue: Path | None, as_json: bool) -> None:
    """Wie gut Aussagen den Themen eines Katalogs zugeordnet werden."""
    from nlp import compose
    from nlp.views.evaluate.assignment import evaluate_assignment

    with meter() as progress, compose.processes() as executor:
        result = evaluate_assignment(
            file, text=_columns(text), label=label, catalogue=catalogue, embedders=compose.embedders(),
            analyser=compose.analyser(), executor=executor, progress=progress,
        )  # fmt: skip
    _show("Themen zuordnen", result, as_json=as_json)


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
