"""Those who watch over the house learn whether it lives, whether it is ready and how busy it is, and no more."""

from __future__ import annotations

import re
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from api.rest import health
from nlp import compose
from nlp.domain.jobs import JobKind
from nlp.domain.people import Role
from nlp.jobs import jobs_file, lock_file
from nlp.jobs.lock import only_one
from nlp.store.migrations import STEPS
from tests.api.conftest import Home, Street, key_of


@pytest.fixture(autouse=True)
def opened(tmp_path: Path) -> None:
    """As `oton serve` does, every house here is opened before it is asked."""
    for name in ("leer", "zu", "eng", "konten"):
        with compose.opened(tmp_path / f"{name}.db"):
            pass


def readiness(home: Home) -> tuple[int, dict[str, bool]]:
    told = home.web.get("/readyz")
    body = told.json()
    checks = {one["name"]: one["ok"] for one in body["checks"]}
    assert body["ready"] == all(checks.values())
    assert all(one["ok"] or one["detail"].endswith((".", "?")) for one in body["checks"])
    return told.status_code, checks


def test_a_house_that_answers_is_alive_and_ready(empty: Home) -> None:
    assert empty.web.get("/healthz").json() == {"status": "ok"}
    assert readiness(empty) == (200, {"database": True, "disk": True, "worker": True})


def test_nobody_has_to_sign_in_for_that(street: Street, tmp_path: Path) -> None:
    closed = street.home(tmp_path / "zu.db", open_house=False)
    assert [closed.web.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]


def test_a_house_whose_database_is_gone_is_alive_but_not_ready_and_makes_no_new_one(empty: Home) -> None:
    empty.database.rename(empty.database.with_suffix(".weg"))
    assert readiness(empty)[1]["database"] is False
    assert empty.web.get("/healthz").status_code == 200
    assert not empty.database.exists()


def test_a_house_is_not_ready_for_a_database_of_a_newer_version(empty: Home) -> None:
    with closing(sqlite3.connect(empty.database)) as db, db:
        db.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    code, checks = readiness(empty)
    assert (code, checks["database"]) == (503, False)


def test_a_house_needs_room_for_its_largest_file_and_what_is_made_of_it(street: Street, tmp_path: Path) -> None:
    narrow = street.home(tmp_path / "eng.db", largest_file=10**18)
    assert readiness(narrow)[1] == {"database": True, "disk": False, "worker": True}


def test_a_job_that_nobody_takes_is_told_as_soon_as_it_counts_as_left(
    empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.house.jobs.ask(JobKind.CLUSTER, {"granularity": "grob"}, who="kim")
    assert readiness(empty)[1]["worker"], "a worker may need a moment to start"
    monkeypatch.setattr(health, "PATIENCE", -10.0)
    assert readiness(empty)[1]["worker"] is False
    with only_one(lock_file(empty.database), threading.Event(), lambda: None):
        assert readiness(empty)[1]["worker"], "one lives, and will take it"


def figures(told: httpx.Response) -> dict[str, float]:
    assert told.status_code == 200, told.text
    assert told.headers["content-type"].startswith("text/plain")
    lines = (line for line in told.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_requests_are_counted_by_route_and_never_by_what_was_typed(empty: Home) -> None:
    for path in (
        "/healthz",
        "/api/themes/geheim",
        "/thema/geheim?q=geheim",
        "/geheim",
        "/static/geheim",
        "/openapi.json",
    ):
        empty.web.get(path)
    empty.web.request("GEHEIM", "/healthz")
    told = empty.web.get("/metrics")
    assert "geheim" not in told.text.lower()
    counted = figures(told)
    for route in ("/healthz", "/api/themes/{theme}", "/thema/{theme}", "/openapi.json", "/static", ""):
        assert sum(
            times
            for name, times in counted.items()
            if name.startswith("oton_requests_total") and f'route="{route}"' in name
        )
    assert any('method="OTHER"' in name for name in counted)
    assert counted['oton_request_seconds_count{method="GET",route="/healthz"}'] == 1


def test_jobs_are_counted_by_state(empty: Home) -> None:
    empty.house.jobs.ask(JobKind.EXTEND, {}, who="kim")
    counted = figures(empty.web.get("/metrics"))
    assert counted['oton_jobs{kind="extend",state="waiting"}'] == 1
    assert counted['oton_jobs{kind="cluster",state="done"}'] == 0
    assert jobs_file(empty.database).exists()


def test_figures_are_for_programs_on_this_machine_and_for_those_who_keep_accounts(
    street: Street, tmp_path: Path
) -> None:
    house = street.home(tmp_path / "konten.db", open_house=False)
    keys = {role: {"Authorization": f"Bearer {key_of(house.house, role)}"} for role in (Role.ADMIN, Role.ANALYST)}
    assert house.web.get("/metrics").status_code == 200
    # A proxy on this machine speaks for somebody else.
    # Whoever calls this machine by a foreign name is a page whose address was turned to ours.
    for other in (
        {"X-Forwarded-For": "192.0.2.7"}, {"Forwarded": "for=192.0.2.7"}, {"X-Real-IP": "192.0.2.7"},
        {"X-Forwarded-Host": "amt.example"}, {"Host": "boese.example"},
    ):  # fmt: skip
        asked = [house.web.get("/metrics", headers={**other, **key}).status_code for key in ({}, *keys.values())]
        assert asked == [401, 200, 403]


def test_behind_a_proxy_everybody_needs_the_key(street: Street, tmp_path: Path) -> None:
    house = street.home(tmp_path / "konten.db", open_house=False, behind_https=True)
    assert house.web.get("/metrics").status_code == 401


def test_each_answer_has_an_id_of_its_own(empty: Home) -> None:
    first, second = (empty.web.get(path).headers["x-request-id"] for path in ("/healthz", "/gibt-es-nicht"))
    assert first != second
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one) for one in (first, second))
    asked = empty.web.get("/healthz", headers={"X-Request-ID": "von aussen"})
    assert asked.headers["x-request-id"] not in {first, second, "von aussen"}
