"""The OpenAPI document: what FastAPI makes of the routes, with problems and examples as programs need them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import MEDIA_TYPE
from api.rest.telling import TOLD

TAGS = (
    ("projects", "What was asked and who answered. A house holds one project."),
    ("sources", "Files come in, are looked at, and become sources with a report of what was left out."),
    ("runs", "Themes are formed by runs, which nothing changes; one of them is the one everybody sees."),
    ("themes", "What people speak of: how many, who, in which words, and why a statement stands there."),
    ("quotes", "People's words, found by words and by meaning, each with its way back to the cell."),
    ("jobs", "Long work: how far it is, and stopping it."),
    ("decisions", "What people have decided about themes: it outlives every run, and can be undone."),
    ("review", "What is to be looked at, what people note beside it, and how far the machine agrees with them."),
    ("samples", "Double coding: several people code the same statements without seeing each other."),
    ("waves", "One survey asked again: what more or fewer people speak of."),
    ("codebook", "Themes with descriptions and examples, for other programs and back."),
    ("people", "Accounts, keys of programs, and the log."),
    ("operation", "Whether the house is alive and ready."),
)
SCHEMA = "#/components/schemas/"
PROBLEM = f"{SCHEMA}Problem"
CLASHED = f"{SCHEMA}Clashed"
"""A problem with more to tell."""
VALIDATION = ("HTTPValidationError", "ValidationError")
KEYS = {
    "key": {"type": "http", "scheme": "bearer", "description": "A program's key."},
    "session": {"type": "apiKey", "in": "cookie", "name": "__Host-oton", "description": "Somebody signed in."},
}
OPEN = frozenset(("/healthz", "/readyz"))
DEEPEST = 24
NAMES = frozenset(("cursor", "run"))
"""Parameters that name something which may be gone."""
_PROBLEM = {
    str(status): {"description": TOLD[status], "content": {MEDIA_TYPE: {"schema": {"$ref": PROBLEM}}}}
    for status in (400, 404, 413)
}
_EMPTY: dict[str, Any] = {"string": "", "integer": 0, "number": 0.0, "boolean": False, "array": [], "object": {}}


def document(app: FastAPI) -> dict[str, Any]:
    """The document, made anew."""
    made = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version="3.1.0",
        description=app.description,
        routes=app.routes,
        tags=[{"name": name, "description": words} for name, words in TAGS],
    )
    schemas: dict[str, Any] = made.setdefault("components", {}).setdefault("schemas", {})
    keyed = not app.state.house.settings.open_house
    if keyed:
        made["components"]["securitySchemes"] = KEYS
    for path, operation in _operations(made):
        if keyed and path not in OPEN:
            operation["security"] = [{name: []} for name in KEYS]
        for status in _too(operation):
            operation["responses"].setdefault(status, _PROBLEM[status])
        for response in operation["responses"].values():
            response.update(_told(response, schemas))
        content: Mapping[str, Any] = operation.get("requestBody", {}).get("content", {})
        for said in content.values():
            _exemplify(said, schemas)
    for name in VALIDATION:
        schemas.pop(name, None)
    return _named(made)


def _named(made: dict[str, Any]) -> dict[str, Any]:
    """Schemas of the same name in two modules bear the module's word before theirs, not its whole path."""
    schemas: dict[str, Any] = made["components"]["schemas"]
    names = {name: "".join((name.split("__")[-2].title(), name.split("__")[-1])) for name in schemas if "__" in name}
    for old, new in names.items():
        schemas[new] = {**schemas.pop(old), "title": new}
    told = json.dumps(made, ensure_ascii=False)
    for old, new in names.items():
        told = told.replace(f'"{SCHEMA}{old}"', f'"{SCHEMA}{new}"')
    renamed: dict[str, Any] = json.loads(told)
    return renamed


def _operations(made: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in made["paths"].items():
        for operation in methods.values():
            yield path, operation


def _too(operation: Mapping[str, Any]) -> set[str]:
    """How an operation may fail because of what it takes: names that stand for nothing, bodies that cannot be read."""
    taken = operation.get("parameters", ())
    named = any(one["in"] == "path" or one["name"] in NAMES for one in taken)
    return ({"404"} if named else set()) | ({"400", "413"} if "requestBody" in operation else set())


def _told(response: Mapping[str, Any], schemas: Mapping[str, Any]) -> dict[str, Any]:
    """What goes wrong is a problem document, everything else has an example."""
    content: dict[str, Any] = dict(response.get("content", {}))
    references = {said.get("schema", {}).get("$ref", "") for said in content.values()}
    if CLASHED in references:
        content = {MEDIA_TYPE: {"schema": {"$ref": CLASHED}}}
    elif references & {PROBLEM, *(SCHEMA + name for name in VALIDATION)}:
        content = {MEDIA_TYPE: {"schema": {"$ref": PROBLEM}}}
    for said in content.values():
        _exemplify(said, schemas)
    return {"content": content} if content else {}


def _exemplify(said: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    schema = said.get("schema") or said.get("itemSchema")
    if schema and "example" not in said and "examples" not in said:
        said["example"] = example(schema, schemas)


def example(schema: Mapping[str, Any], schemas: Mapping[str, Any], depth: int = 0) -> Any:
    """A value that fits a schema, put together from the examples of its fields."""
    listed = next((schema[name][0] for name in ("examples", "enum") if schema.get(name)), None)
    if listed is not None or schema.get("examples"):
        return listed
    plain = next((name for name in ("example", "const", "default") if name in schema), "")
    if plain or depth > DEEPEST:
        return schema[plain] if plain else _EMPTY.get(schema.get("type", ""))
    if "$ref" in schema:
        return example(schemas[schema["$ref"].removeprefix(SCHEMA)], schemas, depth + 1)
    either = next((schema[name] for name in ("anyOf", "oneOf", "allOf") if name in schema), None)
    return example(either[0], schemas, depth + 1) if either else _built(schema, schemas, depth)


def _built(schema: Mapping[str, Any], schemas: Mapping[str, Any], depth: int) -> Any:
    if schema.get("items"):
        return [example(schema["items"], schemas, depth + 1)]
    if "properties" in schema:
        return {name: example(one, schemas, depth + 1) for name, one in schema["properties"].items()}
    return _EMPTY.get(schema.get("type", ""))


class Documented(FastAPI):
    """An application that hands out this document."""

    def openapi(self) -> dict[str, Any]:
        """The document, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = document(self)
        return self.openapi_schema
