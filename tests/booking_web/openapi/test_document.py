"""The OpenAPI document: what it promises is what there is; schemathesis tries to prove it wrong."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from litestar.routes import ASGIRoute
from schemathesis import Case
from schemathesis.specs.openapi.checks import negative_data_rejection

from booking_web.app import create_app
from booking_web.openapi.document import document
from infra.postgres.server import PostgresServer
from infra.postgres.zones import BOOKING
from tests.booking_web.pages.office import TOKEN, settings_for
from tests.booking_web.pages.walk import methods_of
from tests.browser.booking.site import running_site
from tests.support.postgres import PASSWORD, fresh_database

schema = schemathesis.openapi.from_dict(document("http://127.0.0.1"))

BOUNDED = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def url(postgres: PostgresServer) -> Iterator[str]:
    """A site as a process would run it, on a database of its own."""
    with asyncio.Runner() as runner:
        database = fresh_database(postgres, BOOKING)
        made = runner.run(database.__aenter__())
        with running_site(made.access.as_role(BOOKING.app, PASSWORD).dsn) as site:
            yield site.url
        runner.run(database.__aexit__(None, None, None))


def test_is_served_to_everybody(url: str):
    answer = httpx.get(f"{url}/openapi.json")
    assert answer.json() == document("http://127.0.0.1:8700")
    assert answer.headers["cache-control"].startswith("public")


def test_names_every_address_that_programs_ask():
    app = create_app(settings_for("postgresql://booking_app@127.0.0.1:1/nowhere"))
    programs = {
        each.path
        for each in app.routes
        if isinstance(each, ASGIRoute) and "GET" in methods_of(each)
    }
    programs |= {each.path for each in app.routes if each.path.startswith("/exchange")}
    programs |= {"/health", "/ready", "/openapi.json", "/waiting-room/draw", "/now.json"}
    programs.add("/closed.ics")
    assert set(document("")["paths"]) == programs


@schema.parametrize()
@BOUNDED
def test_every_operation_keeps_its_word(case: Case[Any], url: str):
    case.call_and_validate(base_url=url)


@schema.include(path_regex="^/exchange").parametrize()
@BOUNDED
def test_the_worker_too_is_never_told_of_a_fault(case: Case[Any], url: str):
    headers = {"Authorization": f"Bearer {TOKEN}"}
    # To schemathesis a request without a token is wrong in itself; this one has got one.
    case.call_and_validate(base_url=url, headers=headers, excluded_checks=[negative_data_rejection])
