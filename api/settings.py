"""What can be set for the web, from `OTON_*`, a `.env` file or a folder of secrets."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from nlp.settings import DEFAULT_DATABASE, LARGEST_FILE


class ServeSettings(BaseSettings):
    """How the house is opened to the web."""

    model_config = SettingsConfigDict(env_prefix="OTON_", env_file=".env", extra="ignore", frozen=True)

    db: Path = DEFAULT_DATABASE
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65_535)
    open_house: bool = Field(default=False, description="No accounts: everybody on this machine may do everything.")
    largest_file: int = Field(default=LARGEST_FILE, gt=0)
    session_hours: int = Field(default=10, gt=0)
    smallest_group: int = Field(default=5, ge=2)
    behind_https: bool = Field(default=False, description="A proxy in front speaks HTTPS.")
