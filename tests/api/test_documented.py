"""The OpenAPI document as a person reads it."""

from __future__ import annotations

from typing import Any

import pytest

from api.documented import example, resources

DOCUMENT: dict[str, Any] = {
    "paths": {
        "/api/things/{thing}": {
            "get": {
                "tags": ["things"],
                "operationId": "one_thing",
                "summary": "One thing",
                "parameters": [
                    {"name": "thing", "in": "path", "required": True, "schema": {"type": "string"}},
                    {
                        "name": "size",
                        "in": "query",
                        "description": "How large.",
                        "schema": {
                            "anyOf": [{"$ref": "#/components/schemas/Size"}, {"type": "null"}],
                            "default": "big",
                        },
                    },
                    {"name": "limit", "in": "query", "schema": {"type": "array", "items": {"type": "integer"}}},
                ],
                "responses": {
                    "200": {
                        "description": "It.",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                    },
                    "404": {
                        "description": "None.",
                        "content": {"application/problem+json": {"example": {"status": 404}}},
                    },
                },
            },
            "delete": {"summary": "Away", "responses": {"204": {"description": "Gone."}}},
        },
        "/api/files": {
            "post": {
                "tags": ["things"],
                "requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object"}}}},
                "responses": {
                    "201": {"description": "Kept.", "content": {"text/csv": {"examples": {"a": {"value": "a;b"}}}}}
                },
            }
        },
    },
    "components": {
        "schemas": {
            "Size": {"enum": ["big", "small"], "type": "string"},
            "Thing": {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "examples": ["Bank"]},
                    "size": {"$ref": "#/components/schemas/Size"},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                    "weight": {"anyOf": [{"type": "number"}, {"type": "null"}]},
                },
            },
        }
    },
}


def test_operations_stand_by_resource_and_what_has_none_stands_apart() -> None:
    found = resources(DOCUMENT)

    assert [(one.name, [f"{op.method} {op.path}" for op in one.operations]) for one in found] == [
        ("things", ["GET /api/things/{thing}", "POST /api/files"]),
        ("Weitere", ["DELETE /api/things/{thing}"]),
    ]


def test_parameters_tell_their_place_kind_and_default() -> None:
    thing, size, limit = resources(DOCUMENT)[0].operations[0].parameters

    assert (thing.place, thing.kind, thing.required, thing.default) == ("path", "string", True, "")
    assert (size.kind, size.required, size.default, size.description) == ("big | small", False, '"big"', "How large.")
    assert limit.kind == "integer[]"


def test_answers_show_the_example_they_name_or_one_made_of_their_schema() -> None:
    get, post = resources(DOCUMENT)[0].operations
    found, missing = get.answers

    assert found.media == "application/json"
    assert '"name": "Bank"' in found.example
    assert '"size": "big"' in found.example
    assert '"status": 404' in missing.example
    assert post.answers[0].example == "a;b"
    assert post.asked is not None
    assert (post.asked.media, post.asked.example) == ("multipart/form-data", "")
    assert resources(DOCUMENT)[1].operations[0].answers[0].example == ""


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "boolean"}, False),
        ({"type": "integer", "default": 3}, 3),
        ({"const": "a"}, "a"),
        ({"allOf": [{"type": "string"}]}, "…"),
        ({}, None),
    ],
)
def test_a_value_is_made_for_every_kind_of_schema(schema: dict[str, Any], value: object) -> None:
    assert example(DOCUMENT, schema) == value


def test_a_schema_that_contains_itself_comes_to_an_end() -> None:
    made = example(DOCUMENT, {"$ref": "#/components/schemas/Thing"})

    deep = 0
    while made["parts"]:
        made = made["parts"][0]
        deep += 1
    assert 1 < deep < 10
