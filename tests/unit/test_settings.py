"""Settings that lie in files reach every command, not only the one that opens the web."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.cli.places import own
from nlp.errors import InputError
from nlp.settings import DEFAULT_DATABASE, Settings, heard


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("OTON_DB", "OTON_EMBEDDERS", "OTON_LLM_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OTON_SECRETS_DIR", str(tmp_path))
    return tmp_path


def test_what_no_variable_says_is_read_from_the_folder_of_secrets(folder: Path) -> None:
    assert own(None) == DEFAULT_DATABASE
    assert Settings.from_environment().embedders == ()
    (folder / "oton_db").write_text("/srv/haus.db\n", "utf-8")
    (folder / "OTON_EMBEDDERS").write_text("use, e5\n", "utf-8")
    (folder / "oton_llm_key").write_text("sehr-geheim\n", "utf-8")
    assert own(None) == Path("/srv/haus.db")
    assert own("hier.db") == Path("hier.db")
    assert (Settings.from_environment().embedders, Settings.from_environment().llm_key) == (
        ("use", "e5"), "sehr-geheim",
    )  # fmt: skip


def test_a_variable_goes_before_a_file_and_an_empty_one_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "oton_llm_key").write_text("aus der Datei", "utf-8")
    monkeypatch.setenv("OTON_LLM_KEY", "")
    assert heard("OTON_LLM_KEY") == "aus der Datei"
    monkeypatch.setenv("OTON_LLM_KEY", "aus der Umgebung")
    assert heard("OTON_LLM_KEY") == "aus der Umgebung"


def test_a_folder_or_file_that_cannot_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "oton_llm_key").write_bytes("schlüssel".encode("latin-1"))
    with pytest.raises(InputError, match=r"oton_llm_key.*UTF-8"):
        heard("OTON_LLM_KEY")
    monkeypatch.setenv("OTON_SECRETS_DIR", str(folder / "gibt es nicht"))
    with pytest.raises(InputError, match="gibt es nicht"):
        heard("OTON_LLM_KEY")
