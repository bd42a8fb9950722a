"""`oton import`: answers from a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nlp.cli.output import Count, amount, db_option, json_option, meter, number, print_json, remark, table
from nlp.cli.places import own

if TYPE_CHECKING:
    from nlp.commands.import_ import ImportReport
    from nlp.domain.corpus import ColumnRole

KINDS = ("survey", "study", "conference", "minutes", "interview")


@click.command(name="import", options_metavar="[OPTIONEN]", short_help="Antworten aus einer Datei einlesen.")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@click.option("--source", metavar="KENNUNG", required=True, help="Kurzer Name der Quelle, z. B. traeger2022.")
@click.option("--title", metavar="TEXT", default="", help="Name der Quelle in der Anzeige.")
@click.option("--kind", type=click.Choice(KINDS), default="survey", help="Art der Quelle.")
@click.option(
    "--map", "map_file", metavar="DATEI", type=click.Path(path_type=Path), help="Spaltenrollen aus einer Datei."
)
@click.option("--text", metavar="SPALTE", multiple=True, help="Spalte mit offenen Antworten (mehrfach möglich).")
@click.option("--id", "id_column", metavar="SPALTE", default="", help="Spalte mit der Kennung der Befragten.")
@click.option("--group", metavar="SPALTE", multiple=True, help="Spalte mit einer Gruppe (mehrfach möglich).")
@click.option("--organisation", metavar="SPALTE", default="", help="Spalte mit der Einrichtung.")
@click.option("--weight", metavar="SPALTE", default="", help="Spalte mit dem Gewicht.")
@click.option("--date", metavar="SPALTE", default="", help="Spalte mit dem Datum.")
@click.option("--question", metavar="TEXT", default="", help="Die gestellte Frage, wo die Datei sie nicht nennt.")
@click.option("--sheet", metavar="BLATT", default="", help="Tabellenblatt, wenn es mehrere gibt.")
@click.option("--addressees", metavar="DATEI", type=click.Path(path_type=Path), help="Liste aller Angefragten.")
@click.option("--asked", metavar="ANZAHL", type=Count(min=1), help="Wie viele gefragt wurden.")
@click.option("--collected-on", metavar="DATUM", default="", help="Wann erhoben wurde.")
@click.option("--random-sample", is_flag=True, help="Die Befragten sind eine Zufallsstichprobe.")
@click.option("--keep-personal", is_flag=True, help="Spalten mit Namen, E-Mail u. Ä. nicht von selbst weglassen.")
@click.option("--preview", is_flag=True, help="Nur zeigen, welche Rolle jede Spalte bekäme.")
@db_option
@json_option
def command(
    *,
    file: Path,
    source: str,
    title: str,
    kind: str,
    map_file: Path | None,
    text: tuple[str, ...],
    id_column: str,
    group: tuple[str, ...],
    organisation: str,
    weight: str,
    date: str,
    question: str,
    sheet: str,
    addressees: Path | None,
    asked: int | None,
    collected_on: str,
    random_sample: bool,
    keep_personal: bool,
    preview: bool,
    database: str | None,
    as_json: bool,
) -> None:
    """Liest DATEI ein: CSV, Excel, ODS, LimeSurvey, Word-Protokoll, PDF mit Text oder einfacher Text.

    O-Ton schlägt vor, welche Spalte wofür steht, zeigt den Vorschlag und merkt ihn sich in einer
    kleinen Datei neben der Quelle (DATEI.oton.toml). Dieselbe Datei noch einmal einzulesen, ändert nichts.
    """
    from nlp.commands.columns import remember_map, wishes_for
    from nlp.commands.import_ import import_file
    from nlp.compose import analyser, opened
    from nlp.domain.corpus import Source, SourceKind
    from nlp.ingest import read

    wishes = wishes_for(
        file, own(database), source, map_file=map_file, text=text, id=id_column, group=group, question=question,
        organisation=organisation, weight=weight, date=date, sheet=sheet, keep_personal=keep_personal,
    )  # fmt: skip
    if preview:
        _show_roles(read(file, wishes=wishes).columns, as_json=as_json)
        return
    with meter() as progress, opened(own(database)) as store:
        report = import_file(
            file,
            source=Source(
                id=source, title=title or source, kind=SourceKind(kind), collected_on=collected_on,
                population=asked, random_sample=random_sample,
            ),
            wishes=wishes, store=store, analyser=analyser(), addressees=addressees, progress=progress,
        )  # fmt: skip
    remembered = remember_map(file, own(database), source, report.imported.columns)
    if as_json:
        print_json(report.told())
        return
    _show_roles(report.imported.columns, as_json=False)
    _show_report(report)
    if remembered:
        remark(f"Die Rollen der Spalten stehen in {remembered}. Dort können Sie sie ändern.")
    remark("Weiter mit: oton cluster")


def _show_roles(columns: Sequence[ColumnRole], *, as_json: bool) -> None:
    if as_json:
        print_json({"columns": [{"column": one.column, "role": one.role.value, "why": one.why} for one in columns]})
        return
    rows = [[one.column, ROLES[one.role.value], one.why] for one in columns]
    table("Spalten und ihre Rollen", [("Spalte", "left"), ("Rolle", "left"), ("Grund", "left")], rows)


ROLES = {
    "id": "Kennung", "text": "offene Frage", "group": "Gruppe", "organisation": "Einrichtung",
    "weight": "Gewicht", "date": "Datum", "drop": "wird weggelassen",
}  # fmt: skip


def _show_report(report: ImportReport) -> None:
    imported = report.imported
    reasons: dict[str, int] = {}
    for cell in imported.left_out:
        reasons[cell.reason.value] = reasons.get(cell.reason.value, 0) + 1
    rows = [["Antworten", number(len(imported.responses))]]
    rows += [[f"weggelassen: {reason}", number(count)] for reason, count in sorted(reasons.items())]
    rows += [["Zellen zusammen", number(imported.cells)], ["Aussagen", number(len(imported.statements))]]
    rows += [[f"Schwärzung: {kind}", number(count)] for kind, count in report.redactions.items()]
    title = f"{imported.source.title}: {amount(imported.rows, 'Zeile', 'Zeilen')} gelesen"
    table(title, [("Was", "left"), ("Wie viele", "right")], rows)
    if report.unsure:
        remark(f"Bei {amount(report.unsure, 'Schwärzung', 'Schwärzungen')} ist O-Ton unsicher; bitte sehen Sie sie an.")
    for note in imported.notes:
        remark(f"Hinweis: {note}")
