"""The project, and what all lists and answers have in common: pages, tags, problems."""

from __future__ import annotations

import httpx
import pytest

from tests.api.conftest import Home, Keyed, detail

LISTS = (
    "/api/projects", "/api/sources", "/api/sources/familie/left-out", "/api/runs", "/api/publications", "/api/themes",
    "/api/quotes", "/api/jobs",
)  # fmt: skip
TAGGED = [one for one in LISTS if one != "/api/jobs"]


def test_a_project_tells_its_sources_side_by_side(home: Home) -> None:
    told = home.get("/api/projects")["items"]
    assert [one["id"] for one in told] == ["projekt"]
    project = home.get("/api/projects/projekt")
    assert project == told[0]
    assert project["invented"]
    assert "erfunden" in project["notice"]
    assert {one["id"] for one in project["sources"]} == {one["id"] for one in home.get("/api/sources")["items"]}
    assert "statements" not in project, "counts of different kinds of sources are never summed"
    minutes = next(one for one in project["sources"] if one["kind"] == "minutes")
    assert minutes["respondents"] is None, "nobody says who spoke, which is not nought"


def test_an_empty_house_says_that_there_is_no_run_yet(empty: Home) -> None:
    project = empty.get("/api/projects/projekt")
    assert (project["run"], project["published"], project["sources"]) == (None, False, [])
    assert "noch keine Auswertung" in detail(empty.web.get("/api/themes"), 404)
    assert empty.get("/api/runs")["items"] == []
    assert empty.get("/api/jobs")["items"] == []


@pytest.mark.parametrize("path", LISTS)
def test_small_pages_together_are_the_whole_list(path: str, home: Home) -> None:
    whole = home.get(path, limit=200)
    seen: list[object] = []
    address, size = f"{path}?limit=17", 17
    while address and len(seen) < 200:
        page = home.get(address)
        assert page["total"] == whole["total"]
        assert len(page["items"]) == min(size, page["total"] - len(seen))
        seen += page["items"]
        address = page["next"]
    assert seen[:200] == whole["items"]
    assert (address is None) == (len(seen) == whole["total"])


@pytest.mark.parametrize("cursor", ["x", "%00", "AAAA", "bnVsbA", "W10", "Wzcs", "é" * 500])
@pytest.mark.parametrize("path", LISTS)
def test_a_cursor_that_is_none_is_no_page(path: str, cursor: str, home: Home) -> None:
    assert "ersten Seite" in detail(home.web.get(path, params={"cursor": cursor}), 404)


def test_a_cursor_serves_the_list_it_was_made_for_alone(home: Home) -> None:
    cursor = httpx.URL(home.get("/api/themes", limit=2)["next"]).params["cursor"]
    assert home.web.get("/api/themes", params={"cursor": cursor}).status_code == 200
    detail(home.web.get("/api/quotes", params={"cursor": cursor}), 404)
    detail(home.web.get("/api/themes/jugend/quotes", params={"cursor": cursor}), 404)
    run = home.get("/api/runs")["items"][0]["id"]
    detail(home.web.get("/api/themes", params={"cursor": cursor, "run": run}), 404)


@pytest.mark.parametrize("limit", ["0", "201", "-1", "viele", "1.5", "9" * 400])
def test_pages_have_a_size(limit: str, home: Home) -> None:
    assert "limit" in detail(home.web.get("/api/themes", params={"limit": limit}), 422)


@pytest.mark.parametrize("path", TAGGED)
def test_what_has_not_changed_is_not_sent_again(path: str, home: Home) -> None:
    told = home.web.get(path)
    tag = told.headers["etag"]
    again = home.web.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert home.web.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert home.web.get(path, params={"limit": 1}).headers["etag"] != tag


def test_a_tag_is_another_once_something_changed(own: Home) -> None:
    run = own.get("/api/runs")["items"][0]["id"]
    tag = own.web.get("/api/runs").headers["etag"]
    assert own.web.post(f"/api/runs/{run}/publish", json={}).status_code == 201
    told = own.web.get("/api/runs", headers={"If-None-Match": tag})
    assert told.status_code == 200
    assert told.json()["items"][0]["published_by"] == "offenes Haus"


def test_a_tag_opens_nothing(keyed: Keyed) -> None:
    path, key = "/api/themes", keyed.by(next(iter(keyed.keys)))
    tag = keyed.home.web.get(path, headers=key).headers["etag"]
    detail(keyed.home.web.get(path, headers={"If-None-Match": tag}), 401)


def test_words_of_people_lie_in_no_cache(home: Home) -> None:
    quote = home.get("/api/quotes", limit=1)["items"][0]["statement"]
    worded = ("/api/quotes", f"/api/quotes/{quote}", f"/api/quotes/{quote}/why", "/api/themes/jugend/quotes")
    for path in (*worded, "/api/themes/jugend/summary", "/api/jobs"):
        assert home.web.get(path).headers["cache-control"] == "no-store", path
    for path in ("/api/themes", "/api/sources", "/api/runs"):
        assert home.web.get(path).headers["cache-control"] == "private, no-cache", path


@pytest.mark.parametrize(
    "path",
    [
        "/api/projects/x", "/api/sources/x", "/api/sources/x/left-out", "/api/runs/x", "/api/runs/x/compare/y",
        "/api/themes/x", "/api/themes/x/summary", "/api/themes/x/groups", "/api/themes/x/why", "/api/themes/x/quotes",
        "/api/themes?run=x", "/api/quotes?run=x", "/api/quotes?theme=x", "/api/quotes?source=x", "/api/quotes?group=x",
        "/api/quotes?question=x", "/api/quotes/x", "/api/quotes/x/why", "/api/jobs/x", "/api/jobs/x/events",
        "/api/uploads/x", "/api/uploads/..%2f..%2fhaus.db", "/api/quotes/%00", "/api/themes/%ff", "/api/x",
    ],
)  # fmt: skip
def test_unknown_ids_are_answered_in_one_sentence(path: str, home: Home) -> None:
    sentence = detail(home.web.get(path), 404)
    assert "oton" not in sentence.lower().replace("o-ton", ""), "no command line in front of the web"


@pytest.mark.parametrize("path", ["/api/themes", "/api/runs/x/publish", "/api/quotes"])
def test_other_methods_are_refused_with_those_there_are(path: str, home: Home) -> None:
    told = home.web.request("PUT", path)
    detail(told, 405)
    assert told.headers["allow"]
