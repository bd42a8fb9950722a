"""An event loop in a thread of its own: where Chromium is driven, the thread of the tests has one already."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Given = TypeVar("Given")


def looped(work: Coroutine[Any, Any, Given]) -> Given:
    """What the work gives, or raises."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()
