"""The project: what was asked, who answered, which run is shown."""

from __future__ import annotations

from pydantic import BaseModel, Field

from api.paging import Page
from api.schemas.common import RunId
from api.schemas.sources import SourceTold


class Project(BaseModel):
    """A house holds one project; counts stand by source, for those of different kinds are never summed."""

    id: str = Field(examples=["2b7e151628"])
    title: str = Field(examples=["Sozialplanung Musterstadt"])
    notice: str = Field(examples=["Alle Personen und Antworten sind erfunden."])
    invented: bool = Field(examples=[True], description="Nobody in it exists.")
    run: RunId | None = Field(description="The run that is shown; null before the first.")
    published: bool = Field(examples=[False], description="Somebody has published the run that is shown.")
    sources: list[SourceTold]


class Projects(Page[Project]):
    """All projects of the house."""
