"""The measuring tool measures: a house made large keeps what the small one knows, and the load counts every answer."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api.bench.load import Asked, asking
from api.bench.measure import Timed, against_health, percentile, targets
from nlp import compose
from nlp.commands.bench.house import fill_house, read_house
from nlp.domain.themes import Run
from tests.api.conftest import Home
from tests.api.looping import looped
from tests.conftest import Demo

MADE = 1_300


@pytest.fixture(scope="module")
def large(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    place = tmp_path_factory.mktemp("gross") / "gross.db"
    with compose.opened(demo.database) as store:
        real = read_house(store, compose.embedders())
    with compose.opened(place) as store:
        run = fill_house(store, real, count=MADE, analyser=compose.analyser(), progress=lambda *_: None)
    return place, run


def test_every_statement_of_a_made_house_is_placed_and_has_its_vectors(large: tuple[Path, Run]) -> None:
    place, run = large
    with compose.opened(place) as store:
        statements = store.statements()
        assert len(statements) >= MADE
        assert run.statements == {one.id for one in statements}
        assert store.run() == run
        assert store.stale(run.id) == 0
        assert read_house(store, compose.embedders()).run == run


def test_a_made_house_speaks_of_the_themes_of_the_real_one(large: tuple[Path, Run], demo: Demo) -> None:
    with compose.opened(demo.database) as store:
        real = store.run()
    _, run = large
    assert [theme.title for theme in run.themes] == [theme.title for theme in real.themes]
    known = {one.statement for one in run.memberships}
    assert all(known.issuperset(theme.central) for theme in run.themes)
    assert any(theme.central for theme in run.themes)


def noted(home: Home, *paths: str, clients: int = 2, seconds: float = 0) -> dict[str, int]:
    place = urlsplit(home.url)
    asked = Asked(host=str(place.hostname), port=int(place.port or 0), paths=paths, clients=clients, seconds=seconds)
    told = looped(asking(asked))
    assert len(told.milliseconds) == sum(told.statuses.values())
    assert not told.broken
    return {str(status): times for status, times in told.statuses.items()}


def test_each_address_is_asked_for_once_and_every_answer_is_counted(empty: Home) -> None:
    assert noted(empty, *["/healthz"] * 5, "/gibt-es-nicht", clients=3) == {"200": 5, "404": 1}


def test_until_the_time_is_over_addresses_come_in_turn(empty: Home) -> None:
    told = noted(empty, "/healthz", "/gibt-es-nicht", seconds=0.3)
    assert set(told) == {"200", "404"}
    assert abs(told["200"] - told["404"]) <= 2


def test_a_server_that_is_not_there_is_counted_as_broken() -> None:
    asked = Asked(host="127.0.0.1", port=9, paths=("/healthz",), clients=1, seconds=0)
    told = looped(asking(asked))
    assert sum(told.broken.values()) == 1
    assert not told.milliseconds


def test_percentiles_and_ratios() -> None:
    assert [percentile([float(one) for one in range(1, 101)], part) for part in (50, 95, 99)] == [50, 95, 99]
    assert percentile([7.0], 99) == 7.0

    def timed(target: str, clients: int, p95: float) -> Timed:
        return Timed(target=target, clients=clients, requests=1, failed=0, p50=1, p95=p95, p99=p95)

    rows = [timed("health", 1, 2), timed("theme", 1, 8), timed("health", 8, 4), timed("theme", 8, 8)]
    assert [one.ratio for one in against_health(rows)] == [1, 4, 1, 2]


def test_new_words_never_repeat_themselves_between_page_and_program() -> None:
    words = {f"wort{number}": number for number in range(500)}
    made = {one.name: one.paths for one in targets(["armut"], words)}
    assert made["theme"] == ("/thema/armut",)
    assert len(set(made["new words"])) > 15_000
    assert made["new words"][:1000] != made["new words.json"][:1000]
