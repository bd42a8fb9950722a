"""Reading: themes, who speaks of them, quotes and their way back."""

from __future__ import annotations

import pytest

from api.schemas.quotes import Quotes
from nlp import compose
from nlp.domain.themes import Stance
from nlp.views.search import LONGEST_QUERY
from tests.api.conftest import Home, detail


def test_themes_stand_largest_first_with_sub_themes_below(home: Home) -> None:
    told = home.get("/api/themes", limit=200)
    tops = [one["counts"]["statements"] for one in told["items"] if not one["depth"]]
    assert tops == sorted(tops, reverse=True)
    above = ""
    for one in told["items"]:
        assert one["depth"] == (1 if one["parent"] else 0)
        assert not one["parent"] or one["parent"]["id"] == above
        above = above if one["parent"] else one["id"]


def test_every_statement_has_a_theme_or_none_and_is_counted_once(home: Home) -> None:
    told = home.get("/api/themes", limit=200)
    everything = home.get("/api/quotes", limit=1)["total"]
    placed = {one["statement"] for theme in told["items"] for one in _all(home, f"/api/themes/{theme['id']}/quotes")}
    assert told["statements"] == everything == len(placed) + told["unassigned"]["statements"] + told["waiting"]
    assert sum(one["statements"] for one in told["reasons"]) == told["unassigned"]["statements"]


def _all(home: Home, path: str) -> list[dict[str, str]]:
    found, address = [], f"{path}?limit=200"
    while address:
        page = home.get(address)
        found += page["items"]
        address = page["next"]
    return found


def test_a_theme_is_the_same_in_the_list_and_by_itself(home: Home) -> None:
    for line in home.get("/api/themes", limit=5)["items"]:
        theme = home.get(f"/api/themes/{line['id']}")
        assert {name: theme[name] for name in line} == line
        assert sum(one["statements"] for one in line["by_source"]) == line["counts"]["statements"]
        assert sum(one["statements"] for one in line["stances"]) == line["counts"]["statements"]


def test_a_summary_is_made_of_statements_alone(home: Home) -> None:
    told = home.get("/api/themes/jugend/summary")
    quotes = [*told["quotes"], *told["central"], *(one for stance in told["stances"] for one in stance["quotes"])]
    assert told["quotes"]
    assert told["central"]
    for one in quotes:
        way = home.get(f"/api/quotes/{one['statement']}")
        assert way["text"] == one["text"]
        assert one["text"] in way["answer"]


def test_no_group_below_the_smallest_is_shown(home: Home) -> None:
    hidden = 0
    for line in home.get("/api/themes", limit=200)["items"]:
        told = home.get(f"/api/themes/{line['id']}/groups")
        assert told["smallest"] == 5
        for group in told["groups"]:
            assert all(one["respondents"] >= 5 for one in group["values"])
            assert bool(group["said"]) == bool(group["hidden"])
            hidden += group["hidden"]
    assert hidden


def test_a_house_sets_how_small_a_group_may_be(own: Home) -> None:
    settings = own.house.settings.model_copy(update={"smallest_group": 30})
    own.house.settings = settings
    told = own.get("/api/themes/familie/groups")
    assert told["smallest"] == 30
    assert all(one["respondents"] >= 30 for group in told["groups"] for one in group["values"])


def test_why_a_theme_is_one_is_told_in_words_of_its_statements(home: Home) -> None:
    told = home.get("/api/themes/jugend/why")
    first = told["terms"][0]
    assert first["statements"] > 1
    assert first["words"] in home.get("/api/themes/jugend")["terms"]


@pytest.mark.parametrize("stance", list(Stance))
def test_statements_of_a_theme_by_stance_add_up(stance: Stance, home: Home) -> None:
    wanted = next(one for one in home.get("/api/themes/jugend")["stances"] if one["stance"] == stance)
    told = home.get("/api/themes/jugend/quotes", stance=stance.value, limit=200)
    assert told["total"] == wanted["statements"]
    assert {one["stance"] for one in told["items"]} <= {stance.value}


def test_search_finds_by_words_and_tells_what_else_could_be_chosen(home: Home) -> None:
    told = home.get("/api/quotes", q="Kita", limit=200)
    assert told["by_words"]
    assert told["items"][0]["by_words"]
    assert any(piece["marked"] for piece in told["items"][0]["pieces"])
    for hit in told["items"]:
        assert "".join(piece["text"] for piece in hit["pieces"]) == hit["text"]
    for facet, name in (("themes", "theme"), ("sources", "source"), ("questions", "question"), ("stances", "stance")):
        for one in told["facets"][facet][:3]:
            chosen = home.get("/api/quotes", q="Kita", limit=1, **{name: one["value"]})
            assert chosen["total"] == one["count"], (name, one)


def test_facets_show_no_small_group_and_a_filter_cannot_single_anybody_out(home: Home) -> None:
    told = home.get("/api/quotes", q="Kita", limit=1)
    counts = [one["count"] for group in told["facets"]["groups"] for one in group["values"]]
    assert counts
    assert all(count is None or count >= 5 for count in counts)
    values = {(group["name"], value) for group in told["facets"]["groups"] for value in _values(home, group)}
    shown = {one["value"] for group in told["facets"]["groups"] for one in group["values"] if one["count"]}
    small = [f"{name}={value}" for name, value in sorted(values) if f"{name}={value}" not in shown]
    assert small
    refused = home.get("/api/quotes", q="Kita", group=small[0])
    assert (refused["total"], refused["items"]) == (0, [])
    assert "zu wenige" in refused["hidden"]


def _values(home: Home, group: dict[str, str]) -> set[str]:
    with home.house.store() as store:
        return {
            one.groups[group["name"]]
            for (source, _), one in store.respondents().items()
            if source == group["source"] and group["name"] in one.groups
        }


def test_a_query_may_be_long_and_is_refused_in_a_sentence_where_it_is_too_long(home: Home) -> None:
    assert home.web.get("/api/quotes", params={"q": "Kita " * (LONGEST_QUERY // 5)}).status_code == 200
    for length in (LONGEST_QUERY + 1, 10_000):
        assert f"höchstens {LONGEST_QUERY} Zeichen" in detail(
            home.web.get("/api/quotes", params={"q": "ß" * length}), 422
        )


@pytest.mark.parametrize(
    "query",
    ['"', "* OR *", "NEAR(a b)", "'; DROP TABLE statements; --", "\x00", "🙂", "<script>", "a" * 999, "(((", "%"],
)
def test_any_characters_may_be_searched_for(query: str, home: Home) -> None:
    told = home.web.get("/api/quotes", params={"q": query})
    assert told.status_code == 200
    Quotes.model_validate(told.json())


def test_a_quote_leads_back_to_its_cell(home: Home) -> None:
    for hit in home.get("/api/quotes", q="Bus", limit=5)["items"]:
        way = home.get(f"/api/quotes/{hit['statement']}")
        assert (way["text"], way["source"], way["row"]) == (hit["text"], hit["source"], hit["row"])
        assert way["text"] in way["answer"]
        assert way["file"]
        assert way["column"]
        assert way["themes"][:1] == [theme["title"] for theme in hit["themes"]][:1]
        assert "respondent" not in way


def test_groups_of_somebody_stand_beside_a_quote_only_where_enough_share_them(home: Home) -> None:
    with home.house.store() as store:
        heard = store.respondents()
        statements = [one for one in store.statements("jugendstudie") if one.respondent]
    shown = 0
    for one in statements[:60]:
        told = home.get(f"/api/quotes/{one.id}")["groups"]
        for name, value in told.items():
            alike = sum(who.groups.get(name) == value for (source, _), who in heard.items() if source == one.source)
            assert alike >= 5
            shown += 1
    assert shown


def test_why_a_quote_is_where_it_is(home: Home) -> None:
    hit = home.get("/api/themes/jugend/quotes", limit=1)["items"][0]
    told = home.get(f"/api/quotes/{hit['statement']}/why")
    assert told["themes"][0]["id"] == "jugend"
    assert told["stance"] == hit["stance"]
    alone = home.get("/api/quotes", theme="ohne", limit=1)["items"][0]
    lost = home.get(f"/api/quotes/{alone['statement']}/why")
    assert lost["themes"] == []
    assert lost["reason"]


def test_markup_in_answers_stays_text(own: Home) -> None:
    script = "Mehr <b>Bäume</b> und <script>alert(1)</script> bitte für alle Kinder"
    made = own.database.with_name("markup.csv")
    made.write_text(f'nr;antwort\n1;"{script}"\n2;Der Bus fährt zu selten\n', encoding="utf-8")
    from nlp.commands.import_ import import_file
    from nlp.domain.corpus import Source
    from nlp.ingest import Wishes

    with compose.opened(own.database) as store:
        import_file(
            made, source=Source(id="markup", title="<i>"), wishes=Wishes(text=("antwort",), id="nr"), store=store,
            analyser=compose.analyser(),
        )  # fmt: skip
    told = own.web.get("/api/quotes", params={"source": "markup"})
    assert told.headers["content-type"] == "application/json"
    assert told.headers["x-content-type-options"] == "nosniff"
    assert any("<script>" in one["text"] for one in told.json()["items"])
    assert all(one["waiting"] for one in told.json()["items"])
    assert own.get("/api/themes", limit=1)["waiting"] == told.json()["total"]
