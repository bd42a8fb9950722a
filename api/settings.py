"""What can be set for the web, from `OTON_*`, a `.env` file or a folder of secrets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from nlp.errors import InputError
from nlp.settings import DEFAULT_DATABASE, LARGEST_FILE

PREFIX = "OTON_"
SECRETS = "OTON_SECRETS_DIR"
"""Names a folder with one file per setting, such as `oton_llm_key`; the environment goes before it."""


class ServeSettings(BaseSettings):
    """How the house is opened to the web."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    db: Path = DEFAULT_DATABASE
    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8080, ge=0, le=65_535)
    open_house: bool = Field(default=False, description="No accounts: everybody on this machine may do everything.")
    largest_file: int = Field(default=LARGEST_FILE, gt=0)
    session_hours: int = Field(default=10, gt=0)
    smallest_group: int = Field(default=5, ge=2)
    behind_https: bool = Field(default=False, description="A proxy in front speaks HTTPS.")
    stop_seconds: int = Field(
        default=20, ge=1, le=600, description="So long open requests may go on when the house is closed."
    )
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    embedders: str = ""
    llm_url: str = ""
    llm_model: str = ""
    llm_key: SecretStr = SecretStr("")
    llm_seconds: str = ""

    def handed_down(self) -> dict[str, str]:
        """What the rooms of `nlp` read from the environment, for those who found it in a file."""
        told = {name: str(getattr(self, name)) for name in ("embedders", "llm_url", "llm_model", "llm_seconds")}
        told["llm_key"] = self.llm_key.get_secret_value()
        return {PREFIX + name.upper(): value for name, value in told.items() if value}


def settings_from_environment(**given: Any) -> ServeSettings:
    """What was given here, else `OTON_*`, else `.env`, else the folder of secrets, else the defaults.

    Puts what the rooms of `nlp` need into the environment. Raises InputError for a value that cannot serve.
    """
    folder = os.environ.get(SECRETS, "").strip() or None
    if folder and not Path(folder).is_dir():
        raise InputError(f"Den Ordner „{folder}“ aus {SECRETS} gibt es nicht. Bitte prüfen Sie den Pfad.")
    try:
        found = ServeSettings(**{**given, "_secrets_dir": folder})
    except ValidationError as error:
        told = dict.fromkeys(_sentence(one["loc"], one["type"], one.get("ctx", {})) for one in error.errors())
        raise InputError(" ".join(told)) from None
    except (OSError, UnicodeDecodeError):
        raise InputError(
            f"Die Datei .env oder eine Datei im Ordner aus {SECRETS} lässt sich nicht lesen. "
            "Bitte prüfen Sie die Rechte und speichern Sie sie als UTF-8."
        ) from None
    for name, value in found.handed_down().items():
        os.environ.setdefault(name, value)
    return found


_LIMITS = {"ge": "mindestens {}", "gt": "mehr als {}", "le": "höchstens {}", "lt": "weniger als {}"}


def _sentence(place: tuple[int | str, ...], kind: str, context: dict[str, object]) -> str:
    """Which variable, and what to write instead. The value is not repeated: it may be a secret in the wrong place."""
    name = f"{PREFIX}{str(place[-1]).upper()}" if place else PREFIX
    limits = [told.format(context[key]) for key, told in _LIMITS.items() if key in context]
    if limits:
        wanted = f"eine ganze Zahl, {', '.join(limits)}"
    elif kind.startswith("int"):
        wanted = "eine ganze Zahl"
    elif kind.startswith("bool"):
        wanted = "true oder false"
    elif kind.startswith("literal"):
        wanted = f"eines von {context.get('expected', '')}".replace(" or ", " oder ").replace("'", "")
    else:
        wanted = "ein Text, der nicht leer ist"
    return f"Die Einstellung {name} passt nicht. Bitte setzen Sie {wanted}."
