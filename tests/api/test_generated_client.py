"""A client made from the house's own document does what an analyst does: import, form themes, search, read."""

from __future__ import annotations

import importlib
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from nlp import compose
from nlp.domain.people import Role
from tests.api.conftest import Home, Street, key_of
from tests.conftest import ROOT

PATIENCE = 180
"""Seconds for a job on a busy machine; it takes a few."""
WISHES = (
    "mehr Plätze in der Kita", "ein Jugendclub für den Norden", "der Bus soll abends öfter fahren",
    "längere Öffnungszeiten der Bücherei", "sichere Radwege zur Schule", "eine Beratungsstelle im Stadtteil",
)  # fmt: skip
PLACES = ("im Norden", "im Süden", "in der Altstadt", "am Hafen", "am Bahnhof", "in der Siedlung")


def table() -> bytes:
    """Thirty-six short answers of invented people."""
    rows = [f"{one};{wish} {place} bitte" for one, (wish, place) in enumerate(product(WISHES, PLACES))]
    return "\n".join(["nr;Was fehlt Ihnen?", *rows, ""]).encode()


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as made:
        yield made


@pytest.fixture
def key(closed: Home) -> str:
    """A program's key, with which the test may do everything."""
    made = key_of(closed.house, Role.ADMIN)
    closed.web.headers["Authorization"] = f"Bearer {made}"
    return made


@pytest.fixture
def closed(street: Street, tmp_path: Path) -> Home:
    """A house with accounts and without any source."""
    return street.home(tmp_path / "leer.db", open_house=False)


@pytest.fixture
def worker(closed: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker in a process of its own; it ends when we let go of it."""
    monkeypatch.setenv("OTON_EMBEDDERS", "use")  # for the house, which is here, as well
    compose.encoders.cache_clear()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "nlp.cli.main", "worker", "--leash", "--db", str(closed.database)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE) as started:
        yield started
        assert started.stdin
        started.stdin.close()
        assert started.wait(PATIENCE) == 0
    compose.encoders.cache_clear()


@pytest.fixture
def generated(closed: Home, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The client, made of the document without a warning."""
    del key  # the document too is for whoever has one
    (tmp_path / "openapi.json").write_text(json.dumps(closed.get("/openapi.json")), encoding="utf-8")
    (tmp_path / "config.yml").write_text("post_hooks: []\n", encoding="utf-8")
    made = subprocess.run(
        [
            sys.executable, "-m", "openapi_python_client", "generate", "--path", "openapi.json",
            "--config", "config.yml", "--meta", "none", "--output-path", "oton_client", "--fail-on-warning",
        ],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    assert "Unable" not in made.stdout + made.stderr
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module("oton_client")
    for name in [name for name in sys.modules if name.split(".")[0] == "oton_client"]:
        del sys.modules[name]


def test_a_generated_client_imports_forms_themes_searches_and_reads(
    closed: Home, key: str, worker: subprocess.Popen[bytes], generated: Any, stack: ExitStack
) -> None:
    told = {"base_url": closed.url, "raise_on_unexpected_status": True, "timeout": 60}
    client = stack.enter_context(generated.AuthenticatedClient(token=key, **told))
    stranger = stack.enter_context(generated.Client(**told))
    models, types = importlib.import_module("oton_client.models"), importlib.import_module("oton_client.types")

    def call(resource: str, operation: str, *path: str, **said: Any) -> Any:
        told = importlib.import_module(f"oton_client.api.{resource}.{operation}").sync(*path, client=client, **said)
        assert told is not None
        assert not isinstance(told, models.Problem), told
        return told

    def done(job: Any) -> dict[str, str]:
        ends = time.monotonic() + PATIENCE
        while not job.over:
            assert worker.poll() is None, "the worker is gone"
            assert time.monotonic() < ends, job
            time.sleep(0.2)
            job = call("jobs", "read_job", job.id)
        assert job.state == models.JobState.DONE, job.message
        result: dict[str, str] = job.result.to_dict()
        return result

    refused = importlib.import_module("oton_client.api.themes.list_themes").sync(client=stranger)
    assert (refused.status, refused.detail) == (401, "Bitte melden Sie sich an.")

    file = types.File(payload=io.BytesIO(table()), file_name="umfrage.csv", mime_type="text/csv")
    seen = call("sources", "upload_file", body=models.UploadFileFile(file=file))
    assert [(one.column, one.role) for one in seen.columns] == [("nr", "id"), ("Was fehlt Ihnen?", "text")]

    columns = [models.ColumnWanted(column=one.column, role=one.role, question=one.question) for one in seen.columns]
    wanted = models.SourceWanted(
        upload=seen.id, id="umfrage", title="Umfrage", columns=columns, kind=models.SourceKind.SURVEY, population=80
    )
    assert done(call("sources", "import_source", body=wanted)) == {"source": "umfrage"}
    source = call("sources", "read_source", "umfrage")
    assert (source.rows, source.respondents, source.response_rate) == (36, 36, 0.45)
    assert not [one for one in (closed.database.parent / "uploads").rglob("*") if one.is_file()], "raw answers are gone"

    asked = models.RunWanted(granularity=models.Granularity.GROB, catalogue=models.CatalogueName.NONE)
    run = done(call("runs", "start_run", body=asked))["run"]
    again = done(call("runs", "start_run", body=asked))["run"]
    assert again == run, "the same answers and the same wish are the same run"
    themes = call("themes", "list_themes")
    assert themes.run == run
    assert (
        themes.statements
        == 36
        == sum(one.counts.statements for one in themes.items if not one.depth) + (themes.unassigned.statements)
    )

    found = call("quotes", "search_quotes", q="Jugendclub")
    assert found.by_words == 6
    hit = found.items[0]
    assert "Jugendclub" in hit.text
    assert call("quotes", "read_quote", hit.statement).row == hit.row

    theme = call("themes", "read_theme", themes.items[0].id)
    said = call("themes", "list_theme_quotes", theme.id, limit=200)
    assert {one.statement for one in said.items} >= {
        one.statement for one in call("themes", "read_theme_summary", theme.id).central
    }
    assert said.total == theme.counts.statements
    assert call("runs", "publish_run", run, body=models.PublicationWanted(note="Stand")).run == run
    assert call("projects", "read_project", "projekt").published
    reviewed(call, models, theme, said.items)


def reviewed(call: Any, models: Any, theme: Any, said: Any) -> None:
    """A small review: what is to be looked at, confirming, renaming with a look ahead, and how far all agree."""
    queue = call("review", "read_queue", theme=theme.id)
    assert {one.statement for one in queue.items} == {one.statement for one in said}
    kept = [one.statement for one in said[:3]]
    confirm = models.Confirm(kind="confirm", theme=theme.id, statements=kept)
    rename = models.Rename(kind="rename", theme=theme.id, title="Was Menschen so nennen")
    ahead = call("decisions", "preview_decisions", body=models.EditsWanted(edits=[confirm, rename]))
    assert [one.after for one in ahead.changes] == ["Was Menschen so nennen"]
    assert call("themes", "read_theme", theme.id).title == theme.title, "a look ahead changes nothing"

    wanted = models.DecisionsWanted(edits=ahead.edits, why="So sagen es die Leute")
    taken = call("decisions", "add_decisions", body=wanted, if_match=f'"{ahead.seen}"')
    assert [one.fate for one in taken.decisions] == [models.Fate.GILT] * 2
    now = call("themes", "read_theme", theme.id)
    assert (now.title, now.seen) == ("Was Menschen so nennen", taken.seen)
    people = [one for one in call("themes", "list_theme_quotes", theme.id).items if one.decided.by == models.By.PERSON]
    assert {one.statement for one in people} == set(kept)

    helpful = call("review", "read_next").items
    assert helpful
    assert not {one.statement for one in helpful} & set(kept)
    helped = call("review", "read_queue", part=[models.Part.HELPFUL])
    assert [one.statement for one in helped.items] == [one.statement for one in helpful]
    agreement = call("review", "read_agreement")
    assert (agreement.statements, agreement.same) == (3, 3)
    book = call("codebook", "export_codebook", format_=models.Format.QDPX)
    assert book.payload.read(2) == b"PK"
    back = models.DecisionsWanted(edits=[models.Undo(kind="undo", number=one.number) for one in taken.decisions])
    call("decisions", "add_decisions", body=back)
    assert call("themes", "read_theme", theme.id).title == theme.title
    assert call("decisions", "list_decisions").total == 4
