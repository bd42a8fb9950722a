"""Every notebook runs from top to bottom on the example project and is committed without outputs."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from tests.conftest import ROOT, Demo

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path: Path, demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    with warnings.catch_warnings():
        # Jupyter's own packages warn about their event loops and paths.
        warnings.simplefilter("ignore")
        import nbformat
        from nbclient import NotebookClient

        notebook = nbformat.reads(path.read_text("utf-8"), as_version=4)
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
        monkeypatch.delenv("OTON_BENCH_DATA", raising=False)
        monkeypatch.setenv("OTON_DB", str(demo.database))
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(ROOT / "notebooks")}}).execute()
    said = "".join(
        output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", ()) if "text" in output
    )
    # Half a measurement must not look like a whole one.
    assert ("keine öffentlichen Vergleichstexte" in said) == path.stem.startswith("04")


def test_each_notebook_is_listed() -> None:
    listed = (ROOT / "notebooks/README.md").read_text("utf-8")
    assert [path.name for path in NOTEBOOKS] == [
        line.split("`")[1] for line in listed.splitlines() if line.startswith("| `")
    ]
