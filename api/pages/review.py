"""Reviewing: the queue, decisions from forms, and their log."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages import review_deciding, review_log, review_queue

router = APIRouter(include_in_schema=False)
for part in (review_queue, review_deciding, review_log):
    router.include_router(part.router)
