"""An office for the auditor's tests: made once, read by all."""

import asyncio
from collections.abc import Iterator

import pytest

from infra.postgres.zones import ISSUANCE
from issuance.cases.state import Stage
from issuance.ledger.postgres import PostgresLog
from tests.issuance.application.house import House
from tests.loadtests.office_history import history
from tests.support.postgres import PASSWORD, fresh_database, pool


@pytest.fixture(scope="session")
def honest_office(postgres) -> Iterator[str]:
    """The DSN of an office whose tables all hold something; whoever changes it takes it back."""
    with asyncio.Runner() as runner:
        made = fresh_database(postgres, ISSUANCE)
        database = runner.run(made.__aenter__())
        runner.run(_open(database.access.as_role(ISSUANCE.app, PASSWORD)))
        yield database.access.dsn
        runner.run(made.__aexit__(None, None, None))


async def _open(access) -> None:
    async with pool(access) as opened:
        house = House(PostgresLog(opened))
        await house.expect(1)
        await house.offer()
        await house.take_to(Stage.DELIVERED, 1)
        async with house.log.transaction() as tx:
            await tx.append(list(history()))
        # Made again in parts, as after an update: their readers stand beyond the log then.
        await house.projector.begin()
        await house.projector.catch_up()
