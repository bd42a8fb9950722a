from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from nlp.domain.corpus import Ingested, Reason, Role
from nlp.ingest import Wishes, read
from nlp.ingest.limesurvey import from_vv, is_limesurvey, split_code

Save = Callable[..., Path]

CODES = ["id", "submitdate", "lastpage", "startlanguage", "token", "ipaddr", "G01Q01", "G01Q01[other]", "G01Q02[SQ001]"]
TEXTS = [
    "Antwort-ID",
    "Datum Abgeschickt",
    "Letzte Seite",
    "Start-Sprache",
    "Zugangscode",
    "IP-Adresse",
    "Welche Betreuung nutzen Sie?",
    "Welche Betreuung nutzen Sie? [Sonstiges]",
    "Was fehlt? [Ihr wichtigster Punkt]",
]
RECORDS = [
    ["7", "2024-03-01 10:00:00", "3", "de", "q8Rt2mZp4x", "10.0.0.1", "-oth-", "die Oma", "Mehr Plätze in der Kita"],
    ["8", "2024-03-02 11:00:00", "3", "de", "Lk29xWq7vB", "10.0.0.2", "Kita", "", "N/A"],
    ["9", "", "1", "de", "x7Yp3nQs9d", "10.0.0.3", "Kita", "-oth-", "Ein Bus am Abend"],
]


def roles(ingested: Ingested) -> dict[str, Role]:
    return {column.column: column.role for column in ingested.columns}


def check(ingested: Ingested, first_row: int, names: Sequence[str] = CODES) -> None:
    told = roles(ingested)
    assert told[names[0]] is Role.ID
    assert told[names[1]] is Role.DATE
    assert {told[name] for name in names[2:6]} == {Role.DROP}
    assert told[names[6]] is Role.GROUP
    assert {told[name] for name in names[7:]} == {Role.TEXT}
    answers = [(one.row - first_row, one.respondent, one.text.reveal()) for one in ingested.responses]
    assert answers == [
        (0, "7", "die Oma"),
        (0, "7", "Mehr Plätze in der Kita"),
        (2, "9", "Ein Bus am Abend"),
    ]
    assert {one.question for one in ingested.responses} == set(TEXTS[7:])
    reasons = [(left.row - first_row, left.reason) for left in ingested.left_out]
    assert reasons == [(1, Reason.EMPTY), (1, Reason.EMPTY), (2, Reason.NO_WORDS)]
    assert ingested.respondents[0].groups[names[6]] == "Sonstiges"


def test_codes_above_questions(save_csv: Save) -> None:
    check(read(save_csv([CODES, TEXTS, *RECORDS], delimiter=",", encoding="utf-8-sig")), first_row=3)


@pytest.mark.parametrize("form", ["{}. {}", "{} [{}]"])
def test_codes_and_questions_in_one_header(save_csv: Save, form: str) -> None:
    header = [form.format(code, text) for code, text in zip(CODES, TEXTS, strict=True)]
    check(read(save_csv([header, *RECORDS], delimiter=",")), first_row=2)


def test_a_column_is_found_by_code_question_or_both(save_csv: Save) -> None:
    path = save_csv([CODES, TEXTS, *RECORDS])
    for name in ("G01Q02[SQ001]", "g01q02[sq001]", "Was fehlt? [Ihr wichtigster Punkt]"):
        assert {one.column for one in read(path, wishes=Wishes(text=(name,))).responses} == {"G01Q02[SQ001]"}


def test_vv_has_questions_above_codes_and_its_own_escapes(save: Save) -> None:
    shown = [[cell.replace("N/A", "{question_not_shown}") for cell in record] for record in RECORDS]
    shown[0][8] = "Mehr Plätze{newline}in der {lbrace}Kita{rbrace},{tab}{quote}bald{quote}\\nund nah"
    lines = ["\t".join(row) for row in [TEXTS, CODES, *shown]]
    ingested = read(save("vv_umfrage.csv", "\n".join(lines) + "\n"))
    assert ingested.responses[1].text.reveal() == 'Mehr Plätze\nin der {Kita},\t"bald"\nund nah'
    assert [(left.row, left.reason) for left in ingested.left_out] == [
        (4, Reason.EMPTY),
        (4, Reason.EMPTY),
        (5, Reason.NO_WORDS),
    ]
    assert ingested.rows == 3


def test_a_first_answer_is_not_taken_for_a_row_of_questions(save_csv: Save) -> None:
    rows = [["id", "G01Q01"], ["A1", "Mehr Busse am Abend"], ["A2", "Mehr Bahnen am Tag"]]
    assert [one.row for one in read(save_csv(rows)).responses] == [2, 3]


def test_an_ordinary_table_is_not_limesurvey() -> None:
    assert not is_limesurvey(["id", "text", "Ortsteil", "E-Mail"])
    assert is_limesurvey(["id", "submitdate", "lastpage"])
    assert is_limesurvey(["G02Q05"])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("G01Q02. Was fehlt?", ("G01Q02", "Was fehlt?")),
        ("G01Q02[SQ001]. Was fehlt? [eins]", ("G01Q02[SQ001]", "Was fehlt? [eins]")),
        ("G02Q05 [Was fehlt?]", ("G02Q05", "Was fehlt?")),
        ("G02Q05[other]", ("G02Q05[other]", "")),
        ("Was fehlt? [Sonstiges]", ("Was fehlt? [Sonstiges]", "")),
        ("Nr. der Akte", ("Nr. der Akte", "")),
    ],
)
def test_a_header_is_split_into_code_and_question(header: str, expected: tuple[str, str]) -> None:
    assert split_code(header) == expected


def test_a_not_shown_question_is_empty() -> None:
    assert from_vv("{question_not_shown}") == ""
