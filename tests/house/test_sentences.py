"""What the house says when something is wrong: a browser's reader is sent to no command, option or variable."""

from __future__ import annotations

import ast
import pickle
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp import errors
from nlp.store import faults, opening

ROOT = Path(__file__).resolve().parents[2]
TERMINAL = re.compile(r"(?<!\w)--[a-z]|\boton [a-z]|OTON_")
KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and not kind.__dict__.get("usual")}
HEARD_IN_TERMINALS_ONLY = {
    "nlp/cli", "nlp/commands/backup.py", "nlp/commands/bench", "nlp/commands/confirmed.py", "nlp/commands/propose.py",
    "nlp/settings.py", "nlp/views/evaluate", "api/bench", "api/serve.py", "api/settings.py",
}  # fmt: skip
TO_WHOEVER_STARTED_THE_HOUSE = "Bitte starten Sie „oton serve“ neu"


def words(node: ast.AST, known: dict[str, str]) -> str:
    """All that is certain of an expression: its literals, and constants of the module."""
    parts = (
        known.get(one.id, "") if isinstance(one, ast.Name) else getattr(one, "value", "") for one in ast.walk(node)
    )
    return " ".join(part for part in parts if isinstance(part, str))


def raised(file: Path) -> Iterator[tuple[int, str, str]]:
    """Line, message and words for pages of every error that a module makes."""
    tree = ast.parse(file.read_text("utf-8"))
    known = {
        target.id: words(node.value, {})
        for node in ast.walk(tree) if isinstance(node, ast.Assign)
        for target in node.targets if isinstance(target, ast.Name)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS:
            said = " ".join(words(one, known) for one in node.args)
            pages = " ".join(words(one.value, known) for one in node.keywords if one.arg == "on_page")
            yield node.lineno, said, pages


def test_errors_that_name_a_command_say_something_else_on_a_page() -> None:
    looked, wrong = 0, []
    for file in sorted(path for room in ("nlp", "api") for path in (ROOT / room).rglob("*.py")):
        place = file.relative_to(ROOT).as_posix()
        if place.startswith(tuple(HEARD_IN_TERMINALS_ONLY)):
            continue
        for line, said, pages in raised(file):
            looked += 1
            shown = (pages or said).replace(TO_WHOEVER_STARTED_THE_HOUSE, "")
            wrong += [f"{place}:{line}: {shown}"] if TERMINAL.search(shown) else []
    assert wrong == []
    assert looked > 100


@pytest.mark.parametrize("why", [*dict.fromkeys(faults._BY_CODE.values()), *(
    value for name, value in vars(opening).items() if name.isupper() and isinstance(value, str) and ". Bitte" in value
)])  # fmt: skip
def test_a_page_tells_why_a_database_does_not_serve_but_neither_where_nor_what_to_type(why: str) -> None:
    told = faults.refused(Path("/srv/haus/oton.db"), why)
    assert str(told).startswith("Die Datenbank /srv/haus/oton.db ")
    assert "/" not in told.on_page
    assert not TERMINAL.search(told.on_page)
    assert told.on_page.endswith(". Bitte wenden Sie sich an Ihre Verwaltung von O-Ton.")


def test_who_only_has_to_wait_is_told_so() -> None:
    busy = sqlite3.OperationalError("locked")
    busy.sqlite_errorcode = sqlite3.SQLITE_BUSY_SNAPSHOT
    with pytest.raises(errors.StoreProblem) as told, faults.speaking(Path("/srv/haus/oton.db")):
        raise busy
    assert told.value.on_page.endswith("und versuchen Sie es dann noch einmal.")
    assert "/" not in told.value.on_page


def test_an_error_keeps_its_words_for_pages_on_the_way_between_processes() -> None:
    told = pickle.loads(pickle.dumps(errors.NothingToDo("Bitte „oton import“.", on_page="Bitte unter „Quellen“.")))
    assert (str(told), told.on_page) == ("Bitte „oton import“.", "Bitte unter „Quellen“.")
    assert errors.NothingToDo("Bitte warten.").on_page == "Bitte warten."
