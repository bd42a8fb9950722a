"""Search for readers: what is a hit, what filters choose, and whom counts must not show."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from nlp.commands.import_ import import_file
from nlp.domain.corpus import Source
from nlp.domain.quotes import Filters
from nlp.domain.themes import Membership, Origin, Run, Theme
from nlp.errors import InputError, Unknown
from nlp.ingest import Wishes
from nlp.store import open_store
from nlp.store.sqlite import SqliteStore
from nlp.vectors.cached import text_hash
from nlp.views.facets import Facet
from nlp.views.hits import Finder, Hits
from nlp.views.search import Reader
from nlp.views.stock import Stock
from nlp.views.taking import COLUMNS, KINDS, table
from tests.unit.views.conftest import Letters, Words

ROWS = [
    *((place, "Mehr Bus am Abend", "Nord") for place in range(6)),
    *((place, "Mehr Licht am Weg", "Süd") for place in range(6, 11)),
    (11, "Mehr Bus am Abend", "Ost"),
    (12, "Mehr Bus am Abend", "Süd"),
    (13, "Mehr Hilfe", "Nord"),
]


@pytest.fixture
def finder(store: SqliteStore, run: Run) -> Finder:
    return Finder.of(store, Reader(analyser=Words(), embedder=Letters()), run.id)


@pytest.fixture
def town(store: SqliteStore, tmp_path: Path) -> Finder:
    """A source in which enough people live in two districts, and one in a third; help is a sensitive theme."""
    file = tmp_path / "stadt.csv"
    file.write_text(
        "nr;antwort;Ort\n" + "".join(f"{nr};{text};{place}\n" for nr, text, place in ROWS), encoding="utf-8"
    )
    wishes = Wishes(text=("antwort",), id="nr", group=("Ort",))
    import_file(file, source=Source(id="stadt", title="Stadt"), wishes=wishes, store=store, analyser=Words())
    own = store.statements("stadt")
    themes = {"bus": "Bus", "licht": "Licht", "hilfe": "Hilfe"}
    store.save_run(
        Run(
            id="stadtlauf", recipe="standard", recipe_fingerprint="r", corpus_fingerprint="c", code_version="0",
            created_at="2026-01-01T00:00:00+00:00", quality={},
            themes=tuple(
                Theme(id=name, title=title, origin=Origin.FOUND, sensitive=name == "hilfe")
                for name, title in themes.items()
            ),
            memberships=tuple(
                Membership(statement=one.id, theme=name, strength=0.5)
                for one in own for name, title in themes.items() if title in one.text
            ),
            unassigned=(),
        )
    )  # fmt: skip
    return Finder.of(store, Reader(analyser=Words(), embedder=Letters()), "stadtlauf")


def counts(some: tuple[Facet, ...]) -> dict[str, int | None]:
    return {one.title: one.count for one in some}


def texts(hits: Hits) -> list[str]:
    return [hit.statement.text for hit in hits.hits]


def test_words_are_found_and_marked_and_meaning_says_so(finder: Finder, store: SqliteStore) -> None:
    hits = finder.find(store, "Kitaplätze")
    assert [one.text for one in hits.hits[0].pieces if one.marked] == ["Kitaplätze"]
    assert hits.by_words == sum(hit.by_words for hit in hits.hits) == 2
    assert all(not any(one.marked for one in hit.pieces) for hit in hits.hits if not hit.by_words)


def test_without_words_everything_is_there_in_reading_order(finder: Finder, store: SqliteStore) -> None:
    hits = finder.find(store)
    assert hits.total == len(store.statements())
    order = [(hit.statement.source, hit.statement.row, hit.statement.start) for hit in hits.hits]
    assert order == sorted(order)


def test_a_count_beside_a_filter_is_what_choosing_it_shows(finder: Finder, store: SqliteStore) -> None:
    hits = finder.find(store, "Bus Kitaplätze")
    for facet in hits.facets.themes:
        assert finder.find(store, "Bus Kitaplätze", filters=Filters(theme=facet.value)).total == facet.count
    for facet in hits.facets.sources:
        assert finder.find(store, "Bus Kitaplätze", filters=Filters(source=facet.value)).total == facet.count
    for facet in hits.facets.questions:
        assert finder.find(store, "Bus Kitaplätze", filters=Filters(question=facet.value)).total == facet.count


def test_counts_of_themes_and_of_none_add_up(town: Finder, store: SqliteStore) -> None:
    hits = town.find(store, filters=Filters(source="stadt"))
    assert counts(hits.facets.themes) == {"Bus": 8, "Licht": 5, "Hilfe": 1}
    rest = town.find(store)
    assert counts(rest.facets.themes)["Noch nicht ausgewertet"] == rest.total - hits.total


def test_a_filter_keeps_its_own_alternatives_in_sight(finder: Finder, store: SqliteStore) -> None:
    whole, narrow = finder.find(store), finder.find(store, filters=Filters(theme="kita"))
    assert counts(narrow.facets.themes) == counts(whole.facets.themes)
    assert [one.value for one in narrow.facets.themes if one.chosen] == ["kita"]


def test_a_theme_without_words_begins_with_what_is_strongest(finder: Finder, store: SqliteStore) -> None:
    members = {one.statement: one.primary for one in finder.stock.run.memberships if one.theme == "kita"}
    shown = finder.find(store, filters=Filters(theme="Kita")).ids
    assert [members[one] for one in shown] == sorted((members[one] for one in shown), reverse=True)


def test_pages_follow_each_other_without_gap(town: Finder, store: SqliteStore) -> None:
    whole = town.find(store, "Bus", limit=100).ids
    assert (*town.find(store, "Bus", limit=3).ids, *town.find(store, "Bus", first=3, limit=100).ids) == whole
    assert tuple(town.chosen(store, "Bus", Filters(), "")) == whole


def test_a_group_is_shown_only_where_enough_speak(town: Finder, store: SqliteStore) -> None:
    north = town.find(store, "Mehr", filters=Filters(group="Ort=Nord", source="stadt"))
    assert north.total == 6
    # One in the east, and as many in the south as would follow from the rest.
    for query, place in (("Mehr", "Ost"), ("Mehr", "Ort=Süd"), ("Bus", "Ost"), ("Bus", "Nord")):
        few = town.find(store, query, filters=Filters(group=place, source="stadt"))
        assert (few.total, few.hits) == (0, ())
        assert "Weniger als 5 Befragte" in few.hidden


def test_no_group_facet_counts_fewer_than_the_smallest_group(town: Finder, store: SqliteStore) -> None:
    for query in ("", "Bus", "Licht", "Mehr"):
        for group in town.find(store, query, filters=Filters(source="stadt")).facets.groups:
            assert all(one.count is None or one.count >= 5 for one in group.values)


def test_where_a_group_is_looked_at_no_other_count_is_small(town: Finder, store: SqliteStore) -> None:
    north = town.find(store, filters=Filters(group="Ort=Nord", source="stadt"))
    assert counts(north.facets.themes) == {"Bus": 6}
    fewer = town.find(store, filters=Filters(group="Ort=Nord", source="stadt"), fewest=2)
    assert fewer.total == 6


def test_a_sensitive_theme_is_not_shown_by_group_and_that_is_said(town: Finder, store: SqliteStore) -> None:
    north = town.find(store, filters=Filters(group="Ort=Nord", source="stadt"))
    assert "Mehr Hilfe" not in texts(north)
    assert "geschützt" in north.hidden
    assert town.find(store, filters=Filters(theme="hilfe")).total == 1


@pytest.mark.parametrize(
    ("filters", "known"),
    [
        (Filters(theme="gibtsnicht"), "Bus, Hilfe, Licht"),
        (Filters(source="gibtsnicht"), "familien, stadt, traeger"),
        (Filters(group="gibtsnicht"), "Ort=Nord"),
        (Filters(question="gibtsnicht"), "antwort"),
    ],
)
def test_an_unknown_filter_names_the_known_ones(town: Finder, store: SqliteStore, filters: Filters, known: str) -> None:
    with pytest.raises(Unknown, match=known):
        town.find(store, "Bus", filters=filters)


def test_an_unknown_stance_names_the_known_ones(town: Finder, store: SqliteStore) -> None:
    with pytest.raises(Unknown, match="Bedarf, Kritik, Lob"):
        town.find(store, "Bus", stance="Wut")


def test_an_endless_query_is_answered_with_one_sentence(town: Finder, store: SqliteStore) -> None:
    with pytest.raises(InputError, match=r"hat 10\.000 Zeichen"):
        town.find(store, "x" * 10_000)


@pytest.mark.parametrize("query", ['"', "*", "' OR 1=1", "NEAR(a b)", "<script>", "\x00", "\ud800", "😀", "   "])
def test_any_characters_are_answered(town: Finder, store: SqliteStore, query: str) -> None:
    assert town.find(store, query).total >= 0


def test_the_same_look_is_given_again_and_not_made_anew(town: Finder, store: SqliteStore) -> None:
    assert town.find(store, "Bus") is town.find(store, " Bus ")


def test_a_run_knows_its_rows_by_id(town: Finder) -> None:
    stock: Stock = town.stock
    assert list(stock.ids) == sorted(stock.ids)
    assert sorted(stock.reading) == list(range(stock.size))


def test_a_table_tells_no_person_and_no_formula(finder: Finder, store: SqliteStore) -> None:
    ids = finder.chosen(store, "", Filters(), "")
    rows = list(table(store, finder.stock, ids))
    assert [row[0] for row in rows] == ids
    assert not {"Befragte/r", "Einrichtung"} & set(COLUMNS)
    assert all(row[COLUMNS.index("Gruppen")] == "" for row in rows)
    told = KINDS["csv"][1](COLUMNS, iter(rows)).decode("utf-8-sig")
    assert "'=2+5 ist keine Antwort" in told
    assert "'+49 ist kein Thema" in told


def test_groups_go_along_in_a_table_where_enough_share_them(town: Finder, store: SqliteStore) -> None:
    rows = table(store, town.stock, town.chosen(store, "", Filters(source="stadt"), ""))
    told = {(row[1], row[COLUMNS.index("Gruppen")]) for row in rows}
    assert told == {
        ("Mehr Bus am Abend", "Ort: Nord"),
        ("Mehr Bus am Abend", "Ort: Süd"),
        ("Mehr Bus am Abend", ""),
        ("Mehr Licht am Weg", "Ort: Süd"),
        ("Mehr Hilfe", ""),
    }


def test_a_new_run_moves_no_statement_and_a_new_statement_does(store: SqliteStore, run: Run, tmp_path: Path) -> None:
    reader = Reader(analyser=Words(), embedder=Letters())
    said = [one.words for one in store.statements()]
    vectors = reader.embedder.encode(said)
    store.save_vectors(reader.embedder.fingerprint, dict(zip(map(text_hash, said), vectors, strict=True)))
    before = reader.space(store)
    store.save_run(replace(run, id="später"))
    assert reader.space(store) is before
    file = tmp_path / "mehr.csv"
    file.write_text("nr;antwort\n1;Ein neuer Wunsch\n", encoding="utf-8")
    wishes = Wishes(text=("antwort",), id="nr")
    import_file(file, source=Source(id="mehr", title="Mehr"), wishes=wishes, store=store, analyser=Words())
    assert reader.space(store) is not before


def test_searches_at_the_same_time_find_what_each_finds_alone(store: SqliteStore, finder: Finder) -> None:
    words = ["Kitaplätze", "Bus", "Heim", "Norden", "Bus Heim", "zu selten", "Mehr", "Antwort", "Thema", "Der Bus"]
    alone = [Finder.of(store, Reader(analyser=Words(), embedder=Letters())).find(store, one).ids for one in words]

    def found(query: str) -> tuple[str, ...]:
        with open_store(store.path) as own:
            return finder.find(own, query).ids

    with ThreadPoolExecutor(len(words)) as threads:
        assert list(threads.map(found, words)) == alone
