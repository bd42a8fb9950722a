"""Long work asked for over the web, and runs compared and published."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nlp import compose
from nlp.domain.jobs import JobKind
from nlp.domain.people import Role
from tests.api.conftest import Home, Keyed, Street, detail


def test_a_run_is_asked_for_by_a_job_that_tells_how_far_it_is(own: Home) -> None:
    told = own.web.post("/api/runs", json={"granularity": "grob", "themes": 12, "catalogue": "none"})
    assert told.status_code == 202, told.text
    job = own.get(told.headers["location"])
    assert job == told.json()
    assert job["asked"] == {"granularity": "grob", "themes": "12", "catalogue": "none"}
    assert (job["kind"], job["state"], job["over"], job["who"]) == ("cluster", "waiting", False, "offenes Haus")
    assert own.get("/api/jobs")["items"] == [job]
    assert [one.did for one in own.house.people.entries()] == ["run.start"]


def test_two_analysts_who_start_a_run_at_once_have_one_job(own: Home) -> None:
    at_once = threading.Barrier(6)

    def start(_: int) -> str:
        at_once.wait()
        told = own.web.post("/api/runs", json={})
        assert told.status_code == 202, told.text
        job: str = told.json()["id"]
        return job

    with ThreadPoolExecutor(6) as crowd:
        assert len(set(crowd.map(start, range(6)))) == 1
    assert own.get("/api/jobs")["total"] == 1


@pytest.mark.parametrize(
    "wanted",
    [
        {"granularity": "sehr fein"},
        {"themes": 0},
        {"themes": 201},
        {"themes": "12"},
        {"catalogue": "../x"},
        {"x": 1},
        [],
        1,
    ],
)
def test_a_run_that_cannot_be_is_refused_at_once(wanted: object, own: Home) -> None:
    told = own.web.post("/api/runs", json=wanted)
    detail(told, 422)
    assert own.get("/api/jobs")["items"] == []


def test_an_empty_house_has_nothing_to_form_themes_of(empty: Home) -> None:
    assert "Quelle" in detail(empty.web.post("/api/runs", json={}), 404)
    assert "Auswertung" in detail(empty.web.post("/api/runs/extend"), 404)


def test_a_job_is_stopped_once_and_says_so(own: Home) -> None:
    job = own.web.post("/api/runs/extend").json()
    assert job["kind"] == "extend"
    for _ in range(2):
        told = own.web.post(f"/api/jobs/{job['id']}/cancel")
        assert told.status_code == 200, told.text
        assert (told.json()["state"], told.json()["over"]) == ("cancelled", True)
    assert [one.did for one in own.house.people.entries()] == ["job.cancel", "run.extend"]
    detail(own.web.post("/api/jobs/x/cancel"), 404)


def test_events_of_a_job_end_when_it_is_over(own: Home) -> None:
    job = own.web.post("/api/runs", json={}).json()["id"]
    seen = []
    with own.web.stream("GET", f"/api/jobs/{job}/events") as told:
        assert told.headers["content-type"].startswith("text/event-stream")
        assert told.headers["cache-control"] == "no-store"
        for line in told.iter_lines():
            if line.startswith("data:"):
                seen.append(json.loads(line.removeprefix("data:")))
                if len(seen) == 1:
                    own.house.jobs.cancel(job)
    assert [one["state"] for one in seen] == ["waiting", "cancelled"]
    assert seen[-1] == own.get(f"/api/jobs/{job}")


def test_a_run_is_published_and_one_can_go_back(own: Home) -> None:
    with compose.opened(own.database) as store:
        newest = store.run()
    run = newest.id
    assert own.get("/api/publications")["items"] == []
    for note in ("Stand für den Ausschuss", ""):
        told = own.web.post(f"/api/runs/{run}/publish", json={"note": note})
        assert told.status_code == 201, told.text
        assert (told.json()["run"], told.json()["who"], told.json()["note"]) == (run, "offenes Haus", note)
    assert [one["note"] for one in own.get("/api/publications")["items"]] == ["", "Stand für den Ausschuss"]
    assert own.get("/api/projects/projekt")["published"]
    assert own.get(f"/api/runs/{run}")["shown"]
    assert [one.did for one in own.house.people.entries()] == ["run.publish"] * 2
    detail(own.web.post("/api/runs/x/publish", json={}), 404)
    assert "note" in detail(own.web.post(f"/api/runs/{run}/publish", json={"note": "x" * 501}), 422)


def test_who_looks_at_a_run_that_was_just_replaced_goes_on_seeing_it(own: Home) -> None:
    from dataclasses import replace

    first = own.get("/api/runs")["items"][0]["id"]
    with compose.opened(own.database) as store:
        before = store.run()
        themes = tuple(one for one in before.themes if not one.parent)
        kept = {one.id for one in themes}
        members = tuple(one for one in before.memberships if one.theme in kept)
        store.save_run(replace(before, id="0123456789", themes=themes, memberships=members, previous=first))
        store.publish("0123456789", who="a.beispiel")
    assert own.get("/api/themes", limit=1)["run"] == "0123456789"
    page = own.get("/api/themes", run=first, limit=2)
    assert page["run"] == first
    assert own.get(page["next"])["run"] == first
    told = own.get(f"/api/runs/{first}/compare/0123456789")
    assert (told["before"], told["now"]) == (first, "0123456789")
    assert told["summary"]
    assert told["changes"]
    assert sum(one["statements"] for one in told["flows"]) == told["shared"] + told["only_before"] + told["only_now"]


def test_each_may_what_its_role_allows(keyed: Keyed) -> None:
    wanted = {
        "/api/runs/x/publish": (Role.PLANNER, 404),
        "/api/jobs/x/cancel": (Role.ANALYST, 404),
        "/api/uploads": (Role.ANALYST, 422),
        "/api/sources": (Role.ANALYST, 422),
        "/api/runs": (Role.ANALYST, 422),
    }
    order = list(Role)
    for path, (least, allowed) in wanted.items():
        for role in order:
            told = keyed.home.web.post(path, json={"x": 1} if allowed == 422 else {}, headers=keyed.by(role))
            detail(told, allowed if order.index(role) >= order.index(least) else 403)
        detail(keyed.home.web.post(path, json={}, headers={"Sec-Fetch-Site": "same-origin"}), 401)


def test_a_locked_list_of_jobs_is_told_in_a_sentence(street: Street, tmp_path: Path) -> None:
    home = street.home(tmp_path / "haus.db")
    home.house.jobs.ask(JobKind.EXTEND, {}, who="a.beispiel")
    place = home.database.with_name("haus.db.jobs")
    place.unlink()
    place.mkdir()
    for lying in ("haus.db.jobs-wal", "haus.db.jobs-shm"):
        home.database.with_name(lying).unlink(missing_ok=True)
    assert "Aufträge" in detail(home.web.get("/api/jobs"), 503)
