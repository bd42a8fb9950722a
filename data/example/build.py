"""Build the five source files and the gold of the example project from texts/*.yaml.

    python data/example/build.py [OUTPUT FOLDER]

Everything in the texts is invented. The same texts give the same bytes.
"""

import csv
import datetime as dt
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from markup import MarkupError, Parsed, parse
from stances import Codes, stance_table
from writers import excel_csv, limesurvey_csv, minutes, workbook, write

HERE = Path(__file__).resolve().parent
SURVEYS = {"traeger": "traeger", "familie": "familie", "jugendstudie": "jugend"}
DOCUMENTS = {"konferenz": "konferenz", "fachtag": "fachtag"}
FAMILY_COLUMNS = (
    ("id", "Antwort-ID"),
    ("submitdate", "Datum Abgeschickt"),
    ("lastpage", "Letzte Seite"),
    ("startlanguage", "Start-Sprache"),
    ("token", "Zugangscode"),
    ("startdate", "Datum gestartet"),
    ("ipaddr", "IP-Adresse"),
    ("email", "E-Mail-Adresse"),
    ("G01Q01", "In welchem Stadtteil wohnen Sie?"),
    ("G01Q02", "Wie leben Sie?"),
    ("G01Q03[SQ001]", "Wie alt sind Ihre Kinder? [unter 3 Jahre]"),
    ("G01Q03[SQ002]", "Wie alt sind Ihre Kinder? [3 Jahre bis zur Einschulung]"),
    ("G01Q03[SQ003]", "Wie alt sind Ihre Kinder? [Schulkind]"),
    ("G02Q04", "Wie zufrieden sind Sie mit der Betreuung Ihrer Kinder? (1 sehr – 5 gar nicht)"),
)
YOUTH_NOTES = (
    "Jugendstudie Elsterau 2020 – erfundenes Beispiel",
    "Stadt, Personen, Einrichtungen und Antworten sind frei erfunden.",
    "Blatt „Daten“: eine Zeile je befragter Person, leere Zelle = keine Angabe.",
    "Alter in Jahren; Geschlecht w, m, d; Stadtteil ist der Wohnort.",
    "Die offenen Fragen stehen in den letzten drei Spalten, Schreibweise wie im Fragebogen.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One non-empty answer with its gold."""

    source: str
    record: str
    question: str
    parsed: Parsed

    @property
    def half(self) -> str:
        """Say to which half of the gold the answer belongs, fixed by its words: copies stand on one side."""
        words = "".join(mark for mark in self.parsed.text.casefold() if mark.isalnum())
        digest = hashlib.sha256(words.encode()).digest()
        return "kept" if digest[-1] % 2 else "tune"


def load(name: str) -> dict[str, Any]:
    """Read one YAML file of texts."""
    with (HERE / "texts" / f"{name}.yaml").open(encoding="utf-8") as file:
        content: dict[str, Any] = yaml.safe_load(file)
    return content


def plain(marked: Any, where: str) -> str:
    """Return a text without its markup; nothing stays nothing."""
    return parse(str(marked), where).text if marked else ""


def survey_answers(source: str, survey: dict[str, Any]) -> Iterator[Answer]:
    """Yield the non-empty answers of a survey in the order of its rows and questions."""
    seen: set[str] = set()
    for response in survey["responses"]:
        record = str(response["id"])
        if record in seen:
            raise MarkupError(f"{source}/{record}: this id occurs twice")
        seen.add(record)
        unknown = set(response["answers"]) - set(survey["questions"])
        if unknown:
            raise MarkupError(f"{source}/{record}: unknown question {sorted(unknown)}")
        for question in survey["questions"]:
            marked = str(response["answers"].get(question) or "")
            if marked.strip():
                parsed = parse(marked, f"{source}/{record}/{question}")
                yield Answer(source=source, record=record, question=question, parsed=parsed)


def document_answers(source: str, document: dict[str, Any]) -> Iterator[Answer]:
    """Yield the bullets of minutes, numbered through the document."""
    number = 0
    for section in document["sections"]:
        heading = plain(section["heading"], f"{source}/{section['heading']}")
        for bullet in section["bullets"]:
            number += 1
            parsed = parse(str(bullet), f"{source}/{number} ({heading})")
            yield Answer(source=source, record=str(number), question=heading, parsed=parsed)


def german_date(value: Any) -> str:
    """Write an ISO date the way German Excel does."""
    day = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    return day.strftime("%d.%m.%Y")


def traeger_files(survey: dict[str, Any]) -> dict[str, bytes]:
    """Return answers and addressees of the stakeholder survey."""
    questions = survey["questions"]
    rows = [["ID", "Datum", "Gewicht", *questions.values()]]
    for response in survey["responses"]:
        number, answers = str(response["id"]), response["answers"]
        texts = [plain(answers.get(key), f"traeger/{number}/{key}") for key in questions]
        weight = str(response["weight"]).replace(".", ",")
        rows.append([number, german_date(response["date"]), weight, *texts])
    people = [["ID", "Einrichtung", "Bereich", "Ortsteil"]]
    for body in survey["addressees"]:
        keys = ("id", "organisation", "field", "district")
        people.append([str(body.get(key) or "") for key in keys])
    for name, table in (("Antwort", rows), ("Adressat", people)):
        for row in table:
            refuse_lost_signs(f"traeger, {name} {row[0]}", row)
    return {
        "sources/traeger_antworten.csv": excel_csv(rows),
        "sources/traeger_adressaten.csv": excel_csv(people),
    }


def refuse_lost_signs(where: str, cells: list[str]) -> None:
    """Raise MarkupError for the first character that Windows-1252 cannot hold."""
    for sign in "".join(cells):
        if not sign.encode("cp1252", "ignore"):
            raise MarkupError(f"{where}: Windows-1252 cannot hold {sign!r} (U+{ord(sign):04X})")


def family_file(survey: dict[str, Any]) -> dict[str, bytes]:
    """Return the family survey as LimeSurvey exports it: a row of codes, a row of questions."""
    questions = survey["questions"]
    codes = [code for code, _ in FAMILY_COLUMNS]
    rows = [
        [*codes, *questions, "gewicht"],
        [*(text for _, text in FAMILY_COLUMNS), *questions.values(), "Gewicht"],
    ]
    for response in survey["responses"]:
        known = {
            "startlanguage": "de",
            "G01Q01": response["district"],
            "G01Q02": response["household"],
            "G02Q04": response["kita_satisfaction"],
            **{f"G01Q03[{code}]": "Ja" for code in response.get("children", ())},
        }
        cells = [known.get(code, response.get(code)) for code in codes]
        where = f"familie/{response['id']}"
        texts = [plain(response["answers"].get(key), where) for key in questions]
        facts = ["" if cell is None else str(cell) for cell in cells]
        rows.append([*facts, *texts, str(response["weight"])])
    return {"sources/familienbefragung_limesurvey.csv": limesurvey_csv(rows)}


def youth_file(survey: dict[str, Any]) -> dict[str, bytes]:
    """Return the youth study as a workbook."""
    questions = survey["questions"]
    rows = []
    for response in survey["responses"]:
        facts = [response.get(key) for key in ("id", "age", "gender", "school_type", "district")]
        where = f"jugendstudie/{response['id']}"
        texts = [plain(response["answers"].get(key), where) or None for key in questions]
        rows.append([*facts, *texts])
    header = ["Nr.", "Alter", "Geschlecht", "Schulform", "Stadtteil", *questions.values()]
    return {"sources/jugendstudie.xlsx": workbook(header, rows, YOUTH_NOTES)}


def minutes_file(name: str, source: str, document: dict[str, Any]) -> dict[str, bytes]:
    """Return minutes as a Word file."""
    sections = [
        {
            "heading": plain(section["heading"], f"{source}/heading"),
            "level": section.get("level", 1),
            "bullets": [plain(bullet, f"{source}/bullet") for bullet in section["bullets"]],
        }
        for section in document["sections"]
    ]
    intro = plain(document["intro"], f"{source}/intro")
    return {f"sources/{name}.docx": minutes(document["title"], intro.strip(), sections)}


def gold_files(answers: list[Answer], asked: dict[tuple[str, str], str], codes: Codes) -> dict[str, bytes]:
    """Return statement spans, personal-data spans and the tables of themes and stances."""
    statements, redaction, stances = [], [], []
    table = StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["id", "text", "label", "half"])
    for answer in answers:
        text, parsed = answer.parsed.text, answer.parsed
        address = {"source": answer.source, "record": answer.record, "question": answer.question}
        base = {**address, "half": answer.half, "text": text}
        spans = [{"start": s.start, "end": s.end, "themes": s.labels} for s in parsed.statements]
        leads = [{"start": s.start, "end": s.end} for s in parsed.leads]
        private = [{"start": s.start, "end": s.end, "type": s.labels[0]} for s in parsed.personal]
        statements.append({**base, "spans": spans, "leads": leads})
        redaction.append({**base, "spans": private})
        middle = [] if answer.source in DOCUMENTS else [answer.question]
        wording = asked.get((answer.source, answer.question), answer.question)
        coded = codes.take(answer.source, answer.record, "".join(middle), len(parsed.statements))
        for number, (span, stance) in enumerate(zip(parsed.statements, coded, strict=True), start=1):
            key = ":".join([answer.source, answer.record, *middle, str(number)])
            row = [key, text[span.start : span.end], "|".join(span.labels), answer.half]
            writer.writerow(row)
            stances.append([key, row[1], wording, stance, answer.half])
    codes.refuse_rest()
    return {
        "gold/statements.jsonl": json_lines(statements),
        "gold/redaction.jsonl": json_lines(redaction),
        "gold/themes.csv": table.getvalue().encode(),
        "gold/stance.csv": stance_table(stances),
    }


def json_lines(rows: list[dict[str, Any]]) -> bytes:
    """Return one JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def summary(answers: list[Answer]) -> str:
    """Return the counts that the readme and the tests speak of."""
    themes = Counter(t for a in answers for s in a.parsed.statements for t in s.labels or ("-",))
    types = Counter(s.labels[0] for a in answers for s in a.parsed.personal)
    lines = [
        f"answers       {len(answers)}  {dict(Counter(a.source for a in answers))}",
        f"halves        {dict(Counter(a.half for a in answers))}",
        f"statements    {sum(len(a.parsed.statements) for a in answers)}",
        f"non-answers   {sum(not a.parsed.statements for a in answers)}",
        f"themes        {dict(themes.most_common())}",
        f"personal data {dict(types.most_common())}",
    ]
    return "\n".join(lines)


def main(folder: Path) -> None:
    """Build everything below the folder and print the counts."""
    surveys = {source: load(name) for source, name in SURVEYS.items()}
    documents = {source: load(name) for source, name in DOCUMENTS.items()}
    answers = [a for source, survey in surveys.items() for a in survey_answers(source, survey)]
    for source, document in documents.items():
        answers += document_answers(source, document)
    asked = {
        (source, key): wording for source, survey in surveys.items() for key, wording in survey["questions"].items()
    }
    files = {
        **traeger_files(surveys["traeger"]),
        **family_file(surveys["familie"]),
        **youth_file(surveys["jugendstudie"]),
        **minutes_file("jugendkonferenz", "konferenz", documents["konferenz"]),
        **minutes_file("fachtag_istanbul_konvention", "fachtag", documents["fachtag"]),
        **gold_files(answers, asked, Codes(load("haltung"))),
    }
    write(folder, files)
    print(summary(answers))


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
    except MarkupError as error:
        sys.exit(f"build.py: {error}")
