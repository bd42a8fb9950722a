"""The table of what people have confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp import compose
from nlp.commands.confirmed import confirmed_pairs
from nlp.commands.import_ import import_file
from nlp.domain.corpus import Source
from nlp.domain.themes import Catalogue, CatalogueTheme
from nlp.errors import ColumnProblem, FileUnreadable, Unknown
from nlp.ingest import Wishes
from nlp.ports import Store
from tests.unit.results import sealed

CATALOGUE = Catalogue(id="k", title="K", themes=(CatalogueTheme(id="bus", title="Bus und Bahn"),))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("tabelle")
    (folder / "a.csv").write_text("nr,antwort\n1,Der Bus fährt nicht\n2,Mehr Kitaplätze\n", "utf-8")
    with compose.opened(folder / "a.db") as opened:
        import_file(
            folder / "a.csv",
            source=Source(id="u", title="U"),
            wishes=Wishes(text=("antwort",), id="nr"),
            store=opened,
            analyser=compose.analyser(),
        )
        opened.save_run(sealed({"f-1": [one.id for one in opened.statements()]}, titles={"f-1": "Kita"}))
        yield opened


def table(folder: Path, text: str) -> Path:
    file = folder / "bestaetigt.csv"
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize("sign", [",", ";"])
def test_themes_are_named_by_id_or_title(store: Store, tmp_path: Path, sign: str) -> None:
    first, second = (one.id for one in store.statements())
    lines = [
        "statement,theme,note",
        f"{first},BUS,x",
        f"{second},bus und  bahn,",
        f"{first},kita,",
        f"{first},f-9,",
        ",,",
    ]
    made = confirmed_pairs(table(tmp_path, "\ufeff" + "\n".join(lines).replace(",", sign)), store, CATALOGUE)
    assert set(made) == {(first, "bus"), (second, "bus"), (first, "f-1"), (first, "f-9")}


def test_a_table_that_cannot_serve_is_refused_with_its_place(store: Store, tmp_path: Path) -> None:
    known = store.statements()[0].id
    with pytest.raises(FileUnreadable, match=r"nirgends\.csv"):
        confirmed_pairs(tmp_path / "nirgends.csv", store, CATALOGUE)
    with pytest.raises(ColumnProblem, match="theme"):
        confirmed_pairs(table(tmp_path, "statement,thema\n"), store, CATALOGUE)
    with pytest.raises(ColumnProblem, match="statement und die Spalte theme"):
        confirmed_pairs(table(tmp_path, ""), store, CATALOGUE)
    with pytest.raises(Unknown, match="Zeile 3: Die Aussage „nie“"):
        confirmed_pairs(table(tmp_path, f"statement,theme\n{known},bus\nnie,bus\n"), store, CATALOGUE)
    with pytest.raises(Unknown, match="Zeile 2: Das Thema „Quatsch“"):
        confirmed_pairs(table(tmp_path, f"statement,theme\n{known},Quatsch\n"), store, CATALOGUE)
    with pytest.raises(Unknown, match="Das Thema „familie“"):
        confirmed_pairs(table(tmp_path, f"statement,theme\n{known},familie\n"), store, None)
