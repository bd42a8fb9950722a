"""Not written yet."""

from fastapi import FastAPI


def install(app: FastAPI) -> None:
    """Nothing yet."""
    del app
