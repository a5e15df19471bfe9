"""For whoever watches the process: alive, and able to work."""

import asyncio
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from issuance.ledger.away import AWAY
from issuance.office.api.talk import answer
from issuance.office.doors import PUBLIC
from issuance.office.failures import RETRY_SECONDS
from issuance.office.parts import Office

_LONGEST_SECONDS = 3


@get("/health", opt=PUBLIC)
async def health() -> Response[Any]:
    """The process answers; says nothing about the database."""
    return answer({"status": "ok"})


@get("/ready", opt=PUBLIC)
async def ready(office: NamedDependency[Office]) -> Response[Any]:
    """Whether the database answers too."""
    try:
        async with asyncio.timeout(_LONGEST_SECONDS):
            await office.queries.today.age()
    except AWAY:
        response = answer({"status": "database-away"}, 503)
        response.headers["retry-after"] = str(RETRY_SECONDS)
        return response
    return answer({"status": "ok"})


HANDLERS = (health, ready)
