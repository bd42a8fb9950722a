"""What can be set from outside, with its default."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_DATABASE = Path("data/local/oton.db")
LARGEST_FILE = 100 * 1024 * 1024
LARGEST_COLUMN_COUNT = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the database is, which encoders serve, and the language model, which is off unless it is named."""

    database: Path = DEFAULT_DATABASE
    embedders: tuple[str, ...] = ()
    llm_url: str = ""
    llm_model: str = ""
    llm_key: str = field(default="", repr=False)
    llm_seconds: str = ""

    @classmethod
    def from_environment(cls) -> Settings:
        """Reads OTON_DB, OTON_EMBEDDERS (names with a comma between; empty means the bundled ones) and OTON_LLM_*.

        The language model's are URL, MODEL, KEY and SECONDS; they are examined when a model is asked.
        """
        named = os.environ.get("OTON_EMBEDDERS", "")
        return cls(
            database=Path(os.environ.get("OTON_DB") or DEFAULT_DATABASE),
            embedders=tuple(name.strip() for name in named.split(",") if name.strip()),
            llm_url=os.environ.get("OTON_LLM_URL", "").strip(),
            llm_model=os.environ.get("OTON_LLM_MODEL", "").strip(),
            llm_key=os.environ.get("OTON_LLM_KEY", "").strip(),
            llm_seconds=os.environ.get("OTON_LLM_SECONDS", "").strip(),
        )


def shipped(name: str) -> Path:
    """Path of a file or folder that travels with O-Ton, e.g. `models/themes/sozialplan.toml` or `data/example`.

    In a checkout these lie beside the packages, in a wheel under `nlp/shipped/`.
    """
    here = Path(__file__).resolve().parent
    packed = here / "shipped"
    return (packed if packed.is_dir() else here.parent) / name
