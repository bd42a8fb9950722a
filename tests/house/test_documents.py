"""What the documents say is what the commands do."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import click
import pytest

from nlp.cli.german import speak_german
from nlp.cli.main import _everything, oton
from nlp.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = list(_everything())
ENGLISH = re.compile(r"\b(Usage|Options|Commands|Show this|default:|required|Error:|Try )")


def _all_commands() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for name in COMMANDS:
        found.append((name,))
        command = oton.get_command(click.Context(oton), name)
        if isinstance(command, click.Group):
            found += [(name, inner) for inner in command.commands]
    return found


@pytest.mark.parametrize("path", _all_commands(), ids=" ".join)
def test_help_is_german_and_complete(path: tuple[str, ...]) -> None:
    speak_german()
    told = subprocess.run(
        [sys.executable, "-m", "nlp.cli.main", *path, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert not ENGLISH.search(told), told
    assert "Aufruf: oton" in told


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_names_every_command(name: str) -> None:
    assert f"`oton {name}" in README


def test_readme_names_only_commands_that_exist() -> None:
    for name in re.findall(r"oton ([a-z]+)", README):
        assert name in COMMANDS


def _options(*words: str) -> set[str]:
    """Options of the command that these words begin with; of those below it only where they are named too."""
    command: click.Command | None = oton
    said = set[str]()
    for word in words:
        command = command.get_command(click.Context(command), word) if isinstance(command, click.Group) else None
        if command is None:
            break
        said |= {name for one in command.get_params(click.Context(command)) for name in one.opts}
    return said


def test_readme_names_only_options_that_exist() -> None:
    called = re.findall(r"oton ([a-z]+)([^`\n]*)", README)
    for name, rest in called:
        assert set(re.findall(r"--[a-z-]+", rest)) <= _options(name, *rest.split()), f"oton {name}{rest}"
    lone = set(re.findall(r"`(--[a-z-]+)", README))
    assert lone
    assert lone <= set().union(*map(_options, COMMANDS))


def test_readme_explains_every_setting_of_the_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "MODEL", "KEY", "SECONDS"):
        monkeypatch.delenv(f"OTON_LLM_{name}", raising=False)
    nothing = Settings.from_environment()
    explained = set(re.findall(r"^\| `OTON_LLM_([A-Z]+)` \|", README, flags=re.MULTILINE))
    for name in explained:
        monkeypatch.setenv(f"OTON_LLM_{name}", "named")
    heard: dict[str, Any] = {f"llm_{name.lower()}": "named" for name in explained}
    assert Settings.from_environment() == replace(nothing, **heard)
    settings = [one.name for one in fields(Settings)]
    assert explained == {name.removeprefix("llm_").upper() for name in settings if name.startswith("llm_")}


def test_the_promise_of_privacy_names_its_one_exception() -> None:
    promise = re.compile(r"verlass\w* (?:den|diesen) Rechner nicht([^.]*)\.")
    told = " ".join(f"{README} {oton.help}".split())
    assert [("Sprachmodell" in rest) for rest in promise.findall(told)] == [True, True]


def test_ci_runs_the_readmes_test_command() -> None:
    commands = re.findall(r"^python3 -m pip install .*$", README, flags=re.MULTILINE)
    assert len(commands) == 2
    assert commands[0].endswith("oton demo --serve")
    assert commands[1].endswith("pytest -n 2")
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert "README.md" in script
    assert "uv run" not in script


def test_local_links_lead_somewhere() -> None:
    for page in ROOT.glob("**/*.md"):
        if ".venv" in page.parts:
            continue
        for target in re.findall(r"\]\((?!http)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"


def _first_cells(page: Path, heading: str) -> list[str]:
    """The names in the first column of the table under that line."""
    table = page.read_text("utf-8").split(heading, 1)[1].split("\n\n", 1)[0]
    return re.findall(r"^\| `([^`]+)` \|", table, flags=re.MULTILINE)


def test_each_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = [re.split(r"[=<> ]", one)[0] for one in wanted]
    assert sorted(_first_cells(ROOT / "nlp/README.md", "| package | why |")) == sorted(names)


def test_each_room_is_told_where_to_begin() -> None:
    walked = {"commands", "views", "cli", "shipped"}  # told in the sentence above the table
    rooms = {one.name for one in (ROOT / "nlp").iterdir() if one.is_dir() and any(one.glob("*.py"))} - walked
    page = ROOT / "nlp/README.md"
    assert set(_first_cells(page, "| room | does | begin reading at |")) == rooms
    for room, files in re.findall(r"^\| `(\w+)` \|.*\| (`[^|]+) \|$", page.read_text("utf-8"), flags=re.MULTILINE):
        for file in re.findall(r"`([^`]+)`", files):
            assert (ROOT / "nlp" / room / file).is_file(), f"{room}/{file}"


def test_files_that_decisions_name_exist() -> None:
    named = re.findall(r"`(\w+/\w+\.py)`", (ROOT / "nlp/README.md").read_text("utf-8"))
    assert named
    for file in named:
        assert (ROOT / "nlp" / file).is_file(), file


def test_decisions_are_numbered_without_a_gap() -> None:
    decisions = (ROOT / "nlp/README.md").read_text("utf-8").split("## Decisions", 1)[1].split("\n## ", 1)[0]
    numbers = [int(one) for one in re.findall(r"^(\d+)\. \*\*", decisions, flags=re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_each_folder_and_card_of_models_is_listed() -> None:
    models = ROOT / "models"
    folders = {f"{one.name}/" for one in models.iterdir() if one.is_dir()} - {"cards/"}
    assert set(_first_cells(models / "README.md", "| folder | holds | card |")) == folders
    cards = {f"cards/{one.name}" for one in (models / "cards").glob("*.md")}
    assert set(re.findall(r"\]\(([^)]+)\)", (models / "README.md").read_text("utf-8"))) == cards


def test_help_loads_no_heavy_library() -> None:
    call = "try: m.main()\nexcept SystemExit: pass"
    code = f"import sys, nlp.cli.main as m; sys.argv=['oton','--help']\n{call}\nprint(sorted(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    loaded = told.rsplit("[", 1)[1]
    for name in ("numpy", "spacy", "sklearn", "bertopic", "rich.table", "sqlite_utils", "docx"):
        assert f"'{name}'" not in loaded
