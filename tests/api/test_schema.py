"""Whatever is sent to the running house: every operation answers as its document says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, BaseSchema, Case, CheckFunction, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.guard.door import OPEN_HOUSE
from nlp.domain.people import Role
from tests.api.conftest import Home, Street, key_of
from tests.browser.conftest import copied
from tests.conftest import Demo

Operation = APIOperation[Any, Any, Any, Any]
EACH = 26
"""Cases of one operation in one way of asking."""
EACH_OF_ADMINS = 12
AT_LEAST = 2_000
PATIENCE = 60
SEED = 20_260_301
JUDGED_BY_CONTENT = {
    "upload_file", "import_source", "add_account", "change_account", "set_password", "add_token",
    "add_decisions", "preview_decisions", "add_marks", "draw_sample", "compare_waves", "import_codebook",
}  # fmt: skip
"""What fits the document may still be no file, no name, no password or no decision that serves."""


@pytest.fixture(scope="module")
def running(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Any:
    street = Street()
    with street.stack:
        yield street.home(copied(demo.database, tmp_path_factory.mktemp("schema")))


def known(home: Home) -> dict[str, str]:
    """Names that are there, by the names of parameters."""
    run = home.get("/api/runs")["items"][0]["id"]
    job = home.web.post("/api/runs/extend").json()["id"]
    home.web.post(f"/api/jobs/{job}/cancel")
    kept = home.web.post(
        "/api/uploads", files={"file": ("a.csv", b"nr;antwort\n1;Mehr Busse am Abend\n2;Mehr Kitas\n")}
    )
    renamed = {"edits": [{"kind": "rename", "theme": "jugend", "title": "Jugend und Freizeit"}]}
    decided = home.web.post("/api/decisions", json=renamed).json()["seen"]
    sample = home.web.post("/api/samples", json={"title": "Probe", "size": 3, "coders": [OPEN_HOUSE.name, "sonst"]})
    return {
        "number": str(decided), "sample": sample.json()["id"],
        "project": "projekt", "source": "familie", "run": run, "before": run, "now": run, "theme": "jugend", "job": job,
        "statement": home.get("/api/quotes", q="Kita", limit=1)["items"][0]["statement"], "upload": kept.json()["id"],
    }  # fmt: skip


def test_every_operation_answers_as_its_document_says(running: Home, subtests: pytest.Subtests) -> None:
    schema = schemathesis.openapi.from_url(f"{running.url}/openapi.json")
    told, cases = known(running), Counter[str]()
    with requests.Session() as session:
        for operation in operations(schema):
            ids = {one.name: told[one.name] for one in operation.path_parameters if one.name in told}
            ways: list[tuple[GenerationMode, dict[str, str] | None]] = [
                (GenerationMode.POSITIVE, ids or None), (GenerationMode.NEGATIVE, None),
            ]  # fmt: skip
            ways += [(GenerationMode.POSITIVE, None)] if ids else []
            for mode, path in ways:
                with subtests.test(operation.label, mode=mode, ids=bool(path)):
                    cases[operation.label] += asked(operation, mode, path, session, EACH)
    assert all(cases.values()), "every operation was asked"
    assert set(cases) == {one.label for one in operations(schema)}
    assert cases.total() >= AT_LEAST, cases


def test_what_only_admins_may_answers_as_its_document_says_too(
    street: Street, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    home = street.home(tmp_path / "konten.db", open_house=False)
    key = {"Authorization": f"Bearer {key_of(home.house, Role.ADMIN)}"}
    told = home.web.get("/openapi.json", headers=key).json()
    schema = schemathesis.openapi.from_dict(told)
    schema.config.update(base_url=home.url)
    with requests.Session() as session:
        session.headers.update(key)
        for operation in operations(schema.include(tag="people")):
            for mode in GenerationMode:
                with subtests.test(operation.label, mode=mode):
                    assert asked(operation, mode, None, session, EACH_OF_ADMINS)
    assert home.web.get("/api/me", headers=key).json()["name"] == "admin.beispiel"


def operations(schema: BaseSchema) -> Iterator[Operation]:
    """All of them; one that cannot be understood fails the test."""
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok()


def asked(
    operation: Operation, mode: GenerationMode, path: dict[str, str] | None, session: requests.Session, each: int
) -> int:
    """Asks in one way, and how often."""
    count = 0
    name = operation.definition.raw["operationId"]
    judged = name in JUDGED_BY_CONTENT
    excluded: list[CheckFunction] = (
        [positive_data_acceptance] if judged else [not_a_server_error] if name == "read_readiness" else []
    )

    @seed(SEED)
    @settings(
        max_examples=each,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode, path_parameters=path))
    def ask(case: Case[Any]) -> None:
        nonlocal count
        count += 1
        case.validate_response(case.call(session=session, timeout=PATIENCE), excluded_checks=excluded)

    try:
        ask()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # there is nothing to get wrong
    return count


def test_every_operation_says_what_it_is_and_shows_an_example(running: Home) -> None:
    document = running.get("/openapi.json")
    assert document["openapi"].startswith("3.1")
    tags = [one["name"] for one in document["tags"]]
    assert tags[:6] == ["projects", "sources", "runs", "themes", "quotes", "jobs"]
    ids = Counter[str]()
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            where = f"{method} {path}"
            ids[told["operationId"]] += 1
            assert told["summary"], where
            assert set(told["tags"]) <= set(tags), where
            assert told["description"], where
            good = [one for status, one in told["responses"].items() if status.startswith("2") and status != "204"]
            for one in good:
                for content in one["content"].values():
                    assert {"example", "examples"} & set(content), where
            for content in told.get("requestBody", {}).get("content", {}).values():
                assert "example" in content, where
            for status, one in told["responses"].items():
                if status[0] in "45" and not (path == "/readyz" and status == "503"):
                    assert list(one["content"]) == ["application/problem+json"], (where, status)
    assert set(ids.values()) == {1}
    assert not {"HTTPValidationError", "ValidationError"} & set(document["components"]["schemas"])


def test_examples_of_answers_fit_their_schemas(running: Home) -> None:
    # The library schemathesis judges with; the other one, jsonschema, has no types.
    from jsonschema_rs import Draft202012Validator

    document = running.get("/openapi.json")
    looked = 0
    for methods in document["paths"].values():
        for told in methods.values():
            for one in told["responses"].values():
                content = one.get("content", {}).get("application/json", {})
                if content.get("schema") and "example" in content:
                    whole = {**content["schema"], "components": document["components"]}
                    Draft202012Validator(whole).validate(content["example"])
                    looked += 1
    assert looked > 20


def test_the_document_asks_for_keys_where_the_house_has_accounts(running: Home, street: Street, tmp_path: Path) -> None:
    open_, shut = running.house, street.home(tmp_path / "konten.db", open_house=False).house
    from api.app import create_app

    told = create_app(shut).openapi()
    assert set(told["components"]["securitySchemes"]) == {"key", "session"}
    for path, methods in told["paths"].items():
        for one in methods.values():
            assert ("security" in one) == (path not in {"/healthz", "/readyz"}), path
    assert "securitySchemes" not in create_app(open_).openapi()["components"]
