"""The OpenAPI document as a person reads it: operations by resource, each with what goes in and what comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")
DEEPEST = 8
"""Schemas that contain themselves end here."""
_BY_TYPE: dict[str, Any] = {"string": "…", "integer": 0, "number": 0.0, "boolean": False, "null": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One thing that may be said with a call; `place` is path, query, header or cookie."""

    name: str
    place: str
    kind: str
    required: bool
    description: str
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer by status: what it means, and an example of its body."""

    status: str
    description: str
    media: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One call; `anchor` is its place on the page."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    asked: Answered | None
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Operations that belong together."""

    name: str
    operations: tuple[Operation, ...]


def resources(document: Schema) -> tuple[Resource, ...]:
    """All operations by their first tag, in the document's order."""
    found: dict[str, list[Operation]] = {}
    for path, method, told in _operations(document):
        found.setdefault((told.get("tags") or ["Weitere"])[0], []).append(_operation(document, path, method, told))
    return tuple(Resource(name=name, operations=tuple(held)) for name, held in found.items())


def example(document: Schema, schema: Schema, depth: int = 0) -> Any:
    """A value that fits a schema: the example that it names, or else one made of its parts."""
    schema = _resolved(document, schema)
    if schema.get("examples"):
        return schema["examples"][0]
    for named in ("example", "const", "default"):
        if schema.get(named) is not None:
            return schema[named]
    if schema.get("enum"):
        return schema["enum"][0]
    if depth > DEEPEST:
        return None
    for several in ("anyOf", "oneOf", "allOf"):
        if schema.get(several):
            return example(document, schema[several][0], depth + 1)
    return _made(document, schema, depth)


def _made(document: Schema, schema: Schema, depth: int) -> Any:
    kind = schema.get("type", "object" if "properties" in schema else "")
    if kind == "array":
        one = example(document, schema.get("items", {}), depth + 1)
        return [] if one is None else [one]
    if kind == "object":
        return {name: example(document, part, depth + 1) for name, part in schema.get("properties", {}).items()}
    return _BY_TYPE.get(kind)


def _operations(document: Schema) -> Iterator[tuple[str, str, Schema]]:
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def _operation(document: Schema, path: str, method: str, told: Schema) -> Operation:
    body = told.get("requestBody")
    return Operation(
        anchor=told.get("operationId", f"{method}-{path}"),
        method=method.upper(),
        path=path,
        summary=told.get("summary", ""),
        description=told.get("description", ""),
        parameters=tuple(_parameter(document, _resolved(document, one)) for one in told.get("parameters", ())),
        asked=_answered(document, "", _resolved(document, body)) if body else None,
        answers=tuple(
            _answered(document, status, _resolved(document, one)) for status, one in told.get("responses", {}).items()
        ),
    )


def _parameter(document: Schema, told: Schema) -> Parameter:
    schema = _resolved(document, told.get("schema", {}))
    default = schema.get("default")
    return Parameter(
        name=told["name"],
        place=told["in"],
        kind=_kind(document, schema),
        required=bool(told.get("required", False)),
        description=told.get("description") or schema.get("description", ""),
        default="" if default in (None, "", []) else json.dumps(default, ensure_ascii=False),
    )


def _kind(document: Schema, schema: Schema) -> str:
    """The type of a value in a word: „integer“, „grob | mittel | fein“, „string[]“."""
    schema = _resolved(document, schema)
    if schema.get("enum"):
        return " | ".join(str(one) for one in schema["enum"])
    if schema.get("type") == "array":
        return f"{_kind(document, schema.get('items', {}))}[]"
    several: Sequence[Schema] = schema.get("anyOf") or schema.get("oneOf") or ()
    named = (_kind(document, one) for one in several if one.get("type") != "null")
    return " | ".join(dict.fromkeys(named)) or str(schema.get("type", "any"))


def _answered(document: Schema, status: str, told: Schema) -> Answered:
    bodies: Mapping[str, Schema] = told.get("content", {})
    media = next(iter(bodies), "")
    content = bodies.get(media, {})
    several: Sequence[Schema] = list(content.get("examples", {}).values())
    named = several[0].get("value") if several else content.get("example")
    schema = content.get("schema")
    shown = named if named is not None else example(document, schema) if schema and "json" in media else None
    return Answered(
        status=status,
        description=told.get("description", ""),
        media=media,
        example="" if shown is None else shown if isinstance(shown, str) else _pretty(shown),
    )


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _resolved(document: Schema, schema: Schema) -> Schema:
    """What a reference stands for, with what stands beside it."""
    seen = 0
    while "$ref" in schema and seen < DEEPEST:
        target: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        schema = {**target, **{name: value for name, value in schema.items() if name != "$ref"}}
        seen += 1
    return schema
