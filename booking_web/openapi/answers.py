"""Pieces that the operations of the document are made of."""

from typing import Any, Final

Schema = dict[str, Any]
"""A piece of an OpenAPI document: JSON by nature."""

STALE_SECONDS: Final = 5

_SECONDS: Final[Schema] = {"type": "string", "pattern": "^[0-9]+$"}
_TEXT: Final[Schema] = {"type": "string"}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def answer(
    description: str, kind: str = "", schema: Schema | None = None, **headers: Any
) -> Schema:
    """One possible answer; `headers`: name with _ for -, and its schema."""
    found: Schema = {"description": description}
    if kind:
        found["content"] = {kind: {"schema": schema or {}}}
    if headers:
        found["headers"] = {
            name.replace("_", "-"): {"schema": each} for name, each in headers.items()
        }
    return found


def kept(description: str, kind: str, schema: Schema) -> Schema:
    """An answer that may be kept for a second, with the moment it was true."""
    when = {"type": "string", "format": "date-time"}
    return answer(description, kind, schema, ETag=_TEXT, Cache_Control=_TEXT, As_Of=when)


def away(schema: str = "Problem", kind: str = "application/json") -> Schema:
    return answer("The database is away.", kind, ref(schema), Retry_After=_SECONDS)


NOT_MODIFIED: Final[Schema] = answer("Nothing happened since.", ETag=_TEXT, As_Of=_TEXT)
IF_NONE_MATCH: Final[Schema] = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of an earlier answer.",
    "schema": _TEXT,
}
LANGUAGE: Final[Schema] = {
    "name": "lang",
    "in": "query",
    "required": False,
    "description": "Another value is as good as none.",
    "schema": _TEXT,
}
