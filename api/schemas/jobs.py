"""Long work, as those who wait for it see it."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, Field

from api.paging import Page
from api.schemas.common import Moment
from nlp.domain.jobs import Job, JobKind, JobState

JobId = Annotated[str, Field(examples=["0d9a3c"], description="Id of a job.")]


class JobTold(BaseModel):
    """How far a job is; `stage` and `message` are German, `result` names the run or source that came of it."""

    id: JobId
    kind: JobKind = Field(examples=["cluster"])
    state: JobState = Field(examples=["running"])
    asked: dict[str, str] = Field(examples=[{"granularity": "mittel", "themes": "", "catalogue": "sozialplan"}])
    who: str = Field(examples=["a.beispiel"], description="Who asked for it.")
    created_at: Moment
    started_at: str = Field(examples=["2026-03-01T10:00:01+00:00"], description="ISO 8601, UTC; empty before.")
    ended_at: str = Field(examples=[""], description="ISO 8601, UTC; empty before.")
    stage: str = Field(examples=["Themen werden gebildet"])
    done: int = Field(examples=[40], description="Steps of this stage that are done.")
    total: int = Field(examples=[100], description="Steps of this stage; 0 where nobody knows.")
    seconds_left: float | None = Field(examples=[30.0], description="An estimate, or null.")
    message: str = Field(examples=[""])
    result: dict[str, str] = Field(examples=[{}])
    over: bool = Field(examples=[False], description="Nothing more will happen.")

    @classmethod
    def of(cls, job: Job) -> Self:
        """The job as it goes out."""
        return cls(
            id=job.id,
            kind=job.kind,
            state=job.state,
            asked=dict(job.asked),
            who=job.who,
            created_at=job.created_at,
            started_at=job.started_at,
            ended_at=job.ended_at,
            stage=job.stage,
            done=job.done,
            total=job.total,
            seconds_left=job.seconds_left,
            message=job.message,
            result=dict(job.result),
            over=job.state.over,
        )


class Jobs(Page[JobTold]):
    """Jobs, the newest first."""
