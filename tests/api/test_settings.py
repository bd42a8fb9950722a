"""Settings come from the environment, a file or a folder of secrets; a bad one is named, with a remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from api.settings import settings_from_environment
from nlp.errors import InputError
from nlp.settings import Settings


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings but those of the test, and none left behind."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("OTON_")]:
        monkeypatch.delenv(name)
    for name in ("OTON_LLM_KEY", "OTON_LLM_URL", "OTON_EMBEDDERS"):
        monkeypatch.setenv(name, "")  # so that what is handed down is taken back afterwards
        monkeypatch.delenv(name)


def test_the_nearest_word_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secrets = tmp_path / "geheim"
    secrets.mkdir()
    for number, name in enumerate(("oton_port", "oton_session_hours", "oton_smallest_group", "oton_stop_seconds"), 11):
        (secrets / name).write_text(f"{number}\n", "utf-8")
    (tmp_path / ".env").write_text("OTON_PORT=21\nOTON_SESSION_HOURS=22\nOTON_SMALLEST_GROUP=23\n", "utf-8")
    monkeypatch.setenv("OTON_SECRETS_DIR", str(secrets))
    monkeypatch.setenv("OTON_PORT", "31")
    monkeypatch.setenv("OTON_SESSION_HOURS", "32")
    found = settings_from_environment(port=41)
    assert (found.port, found.session_hours, found.smallest_group, found.stop_seconds) == (41, 32, 23, 14)


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("OTON_PORT", "achtzig", "ganze Zahl"),
        ("OTON_PORT", "70000", "höchstens 65535"),
        ("OTON_SMALLEST_GROUP", "1", "mindestens 2"),
        ("OTON_LARGEST_FILE", "0", "mehr als 0"),
        ("OTON_OPEN_HOUSE", "vielleicht", "true oder false"),
        ("OTON_LOG_LEVEL", "laut", "debug, info, warning oder error"),
    ],
)
def test_a_bad_value_is_named_with_its_remedy_and_not_repeated(
    name: str, value: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InputError) as refused:
        settings_from_environment()
    said = str(refused.value)
    assert said.startswith(f"Die Einstellung {name} passt nicht. Bitte setzen Sie ")
    assert wanted in said
    assert value not in said.replace(wanted, "")


def test_several_bad_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTON_PORT", "x")
    monkeypatch.setenv("OTON_SESSION_HOURS", "x")
    with pytest.raises(InputError, match=r"OTON_PORT .*OTON_SESSION_HOURS "):
        settings_from_environment()


def test_a_folder_of_secrets_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTON_SECRETS_DIR", "gibt/es/nicht")
    with pytest.raises(InputError, match="gibt/es/nicht"):
        settings_from_environment()


def test_a_file_of_settings_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("OTON_HOST=müller".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        settings_from_environment()


def test_a_secret_reaches_the_rooms_that_need_it_and_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "oton_llm_key").write_text("sehr-geheim\n", "utf-8")
    monkeypatch.setenv("OTON_SECRETS_DIR", str(tmp_path))
    found = settings_from_environment()
    assert "sehr-geheim" not in repr(found)
    assert Settings.from_environment().llm_key == "sehr-geheim"


def test_an_empty_variable_is_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTON_PORT", "")
    assert settings_from_environment().port == 8080
