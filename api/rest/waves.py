"""Waves: one survey asked again, and what more or fewer people speak of, where that can be said at all."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.etags import CHECKED_HERE
from api.guard.viewer import needs
from api.house import HouseHere, StoreHere
from api.reading import RunHere
from api.rest.telling import looks
from api.reviewing import waves_of
from api.schemas.common import LONGEST_ID
from api.schemas.waves import WavesTold
from nlp.domain.people import Right

router = APIRouter(prefix="/api/waves", tags=["waves"])

SourceAsked = Query(max_length=LONGEST_ID, description="Id of a source.", examples=["familie2025"])


@router.get(
    "", operation_id="compare_waves", summary="Two waves of a survey side by side",
    dependencies=[Depends(needs(Right.READ)), CHECKED_HERE], responses=looks(404),
)  # fmt: skip
def compare_waves(
    house: HouseHere,
    store: StoreHere,
    run: RunHere,
    older: Annotated[str, SourceAsked],
    newer: Annotated[str, SourceAsked],
) -> WavesTold:
    """Shares with intervals where both are random samples, else why not; dates put the older one first."""
    return WavesTold.of(waves_of(house, store, older, newer, run))
