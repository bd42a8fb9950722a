"""What can be set from outside, with its default."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from nlp.errors import InputError

DEFAULT_DATABASE = Path("data/local/oton.db")
LARGEST_FILE = 100 * 1024 * 1024
LARGEST_COLUMN_COUNT = 2_000
SECRETS = "OTON_SECRETS_DIR"
"""Names a folder with one file per setting, such as `oton_llm_key`; the environment goes before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Which encoders serve, and the language model, which is off unless it is named."""

    embedders: tuple[str, ...] = ()
    llm_url: str = ""
    llm_model: str = ""
    llm_key: str = field(default="", repr=False)
    llm_seconds: str = ""

    @classmethod
    def from_environment(cls) -> Settings:
        """Hears OTON_EMBEDDERS (names with a comma between; empty means the bundled ones) and OTON_LLM_*.

        The language model's are URL, MODEL, KEY and SECONDS; they are examined when a model is asked. Raises
        InputError where the folder of secrets cannot be read.
        """
        return cls(
            embedders=tuple(name.strip() for name in heard("OTON_EMBEDDERS").split(",") if name.strip()),
            llm_url=heard("OTON_LLM_URL"),
            llm_model=heard("OTON_LLM_MODEL"),
            llm_key=heard("OTON_LLM_KEY"),
            llm_seconds=heard("OTON_LLM_SECONDS"),
        )


def heard(name: str) -> str:
    """A setting from the environment, else from the folder of secrets; empty where neither names it.

    Raises InputError where the folder cannot be read.
    """
    return os.environ.get(name, "").strip() or _secret(name)


def _secret(name: str) -> str:
    named = os.environ.get(SECRETS, "").strip()
    if not named:
        return ""
    folder = Path(named)
    if not folder.is_dir():
        raise InputError(f"Den Ordner „{folder}“ aus {SECRETS} gibt es nicht. Bitte prüfen Sie den Pfad.")
    for file in (folder / name.lower(), folder / name):
        try:
            return file.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError):
            raise InputError(
                f"Die Datei „{file}“ lässt sich nicht lesen. Bitte prüfen Sie Rechte und Kodierung (UTF-8)."
            ) from None
    return ""


def shipped(name: str) -> Path:
    """Path of a file or folder that travels with O-Ton, e.g. `models/themes/sozialplan.toml` or `data/example`.

    In a checkout these lie beside the packages, in a wheel under `nlp/shipped/`.
    """
    here = Path(__file__).resolve().parent
    packed = here / "shipped"
    return (packed if packed.is_dir() else here.parent) / name
