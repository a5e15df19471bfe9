"""The document, written by hand around the schemas of the types that are really sent."""

from typing import Any, Final

import msgspec

from booking_web.availability.documents import FreeTimes
from booking_web.openapi.answers import (
    IF_NONE_MATCH,
    LANGUAGE,
    NOT_MODIFIED,
    Schema,
    answer,
    away,
    kept,
    ref,
)
from booking_web.pages.health import Ready
from booking_web.pages.now import CongestionNow

_ANY: Final[Schema] = {"type": "string"}
_BYTES: Final[Schema] = {"type": "string", "contentMediaType": "application/octet-stream"}
_WORKER: Final[list[Schema]] = [{"worker": []}]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no other answer; `code` never changes."""

    code: str


class LastBatch(msgspec.Struct, frozen=True, kw_only=True):
    last: int


class Draw(msgspec.Struct, frozen=True, kw_only=True):
    """`promise_sha256` is published before; what follows `method`, once people were drawn."""

    room: int
    opens_at: str
    promise_sha256: str
    method: str
    people: int | None = None
    promised: str | None = None
    added: str | None = None
    fingerprint: str | None = None


def document(public_url: str) -> Schema:
    """As JSON values; `public_url` is where the site stands."""
    types = [FreeTimes, CongestionNow, Ready, Problem, LastBatch, Draw]
    _, schemas = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Madoguchi: booking",
            "version": "1",
            "description": "Free times for everybody; the door of the ward office's worker.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": public_url}],
        "paths": {**_open_data(), **_watching(), **_waiting_room(), **_exchange()},
        "components": {
            "schemas": schemas,
            "securitySchemes": {"worker": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(name: str, summary: str, responses: Schema, **more: Any) -> Schema:
    return {"operationId": name, "summary": summary, "responses": responses, **more}


def _open_data() -> Schema:
    json, table, page = (
        {"200": kept(text, kind, schema), "304": NOT_MODIFIED, "503": away()}
        for text, kind, schema in (
            ("Every time that can still be booked.", "application/json", ref("FreeTimes")),
            ("The same as a table, with a BOM.", "text/csv", _ANY),
            ("The same for people, by venue and day.", "text/html", _ANY),
        )
    )
    known = {"parameters": [IF_NONE_MATCH]}
    in_language = {"parameters": [IF_NONE_MATCH, LANGUAGE]}
    busy = {
        "200": answer(
            "Waiting parties and waits of each venue.", "application/json", ref("CongestionNow")
        ),
        "503": away(),
    }
    closed = {
        "200": answer("An event for each venue and closing day.", "text/calendar", _ANY),
        "404": answer("There is no such venue.", "text/html", _ANY),
        "503": away(),
    }
    one = {"parameters": [_VENUE, LANGUAGE]}
    return {
        "/closed.ics": {"get": _operation("closedDays", "Closing days", closed, **one)},
        "/now.json": {"get": _operation("congestionNow", "How busy it is now", busy)},
        "/free.json": {"get": _operation("freeTimes", "Free times", json, **known)},
        "/free.csv": {"get": _operation("freeTimesTable", "Free times, CSV", table, **known)},
        "/free": {"get": _operation("freeTimesPage", "Free times, page", page, **in_language)},
    }


def _watching() -> Schema:
    alive = {"200": answer("The process answers.", "text/plain", _ANY)}
    ready = {
        "200": answer("It can serve.", "application/json", ref("Ready")),
        "503": answer("It cannot serve now.", "application/json", ref("Ready")),
    }
    itself = {"200": answer("This document.", "application/json", {"type": "object"})}
    return {
        "/health": {"get": _operation("health", "Does the process live?", alive)},
        "/ready": {"get": _operation("ready", "Can the process serve?", ready)},
        "/openapi.json": {"get": _operation("openapi", "This document", itself)},
    }


def _waiting_room() -> Schema:
    drawn = {
        "200": answer(
            "The promise before the draw; afterwards what it was made of.",
            "application/json",
            ref("Draw"),
        ),
        "404": answer("No opening is drawn.", "application/json", ref("Problem")),
        "503": away(),
    }
    one = {"parameters": [_VENUE]}
    return {
        "/waiting-room/draw": {"get": _operation("draw", "The draw of an opening", drawn, **one)}
    }


def _exchange() -> Schema:
    problem = ref("Problem")
    common = {
        "401": answer("No bearer of the token.", "application/json", problem),
        "503": away(),
    }
    refused = answer("Not understood.", "application/json", problem)
    taken = answer("The last batch taken in.", "application/json", ref("LastBatch"))
    outbox = {
        "200": answer("The signed batch.", "application/octet-stream", _BYTES),
        "204": answer("There is none yet."),
        "400": refused,
        **common,
    }
    inbox = {"200": taken, "409": refused, "400": refused, "413": refused, **common}
    after = {"name": "after", "in": "query", "required": False, "schema": _COUNT}
    body = {"required": True, "content": {"application/octet-stream": {"schema": _BYTES}}}
    worker = {"security": _WORKER}
    return {
        "/exchange/outbox": {
            "get": _operation(
                "outbox", "The batch after a number", outbox, parameters=[after], **worker
            )
        },
        "/exchange/inbox": {
            "get": _operation("lastTakenIn", "Where to go on", {"200": taken, **common}, **worker),
            "post": _operation("inbox", "Take in a batch", inbox, requestBody=body, **worker),
        },
    }


_VENUE: Final[Schema] = {"name": "venue", "in": "query", "required": False, "schema": _ANY}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0, "exclusiveMaximum": 2**62, "default": 0}
