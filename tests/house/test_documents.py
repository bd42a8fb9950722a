"""What the documents say is what the commands do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from nlp.cli.german import speak_german
from nlp.cli.main import _COMMANDS, oton

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
ENGLISH = re.compile(r"\b(Usage|Options|Commands|Show this|default:|required|Error:|Try )")


def _all_commands() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for name in _COMMANDS:
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


@pytest.mark.parametrize("name", list(_COMMANDS))
def test_readme_names_every_command(name: str) -> None:
    assert f"`oton {name}" in README


def test_readme_names_only_commands_that_exist() -> None:
    for name in re.findall(r"oton ([a-z]+)", README):
        assert name in _COMMANDS


def test_ci_runs_the_readmes_test_command() -> None:
    commands = re.findall(r"^python3 -m pip install .*$", README, flags=re.MULTILINE)
    assert len(commands) == 2
    assert commands[0].endswith("oton demo")
    assert commands[1].endswith("pytest")
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert "README.md" in script
    assert "uv run" not in script


def test_local_links_lead_somewhere() -> None:
    for page in ROOT.glob("**/*.md"):
        if ".venv" in page.parts:
            continue
        for target in re.findall(r"\]\((?!http)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"


def test_help_loads_no_heavy_library() -> None:
    call = "try: m.main()\nexcept SystemExit: pass"
    code = f"import sys, nlp.cli.main as m; sys.argv=['oton','--help']\n{call}\nprint(sorted(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    loaded = told.rsplit("[", 1)[1]
    for name in ("numpy", "spacy", "sklearn", "bertopic", "rich.table", "sqlite_utils", "docx"):
        assert f"'{name}'" not in loaded
