"""Office, worker and booking site together: notices are released in lots, and residents follow."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from datetime import time as hour
from pathlib import Path
from typing import Final

import asyncpg

from infra.bench.booked_people import BIRTHDAY, Holder, cards_on_the_shelf
from infra.bench.office import Keys, office_database
from infra.demo.opening import RULES, VENUE
from infra.demo.ports import free_ports
from infra.postgres.migrations import migrate
from infra.postgres.server import PostgresServer
from infra.postgres.zones import BOOKING, make_zone
from infra.surge.houses.exchange_keys import ExchangeKeys, running_worker
from infra.surge.houses.houses import DURABLE, OpenHouse, head
from infra.surge.houses.notice_lots import NOTICE, release, until_arrived, watch
from infra.surge.houses.seeding import Secrets
from infra.surge.houses.site import running_site
from issuance.application import Issuance, Order
from issuance.calendar.opening_rules import OpeningRules
from issuance.notices.numbers import notice_id
from issuance.office.wiring import build_issuance
from issuance.read_models.overview import office_projector
from loadtests.drills import Drill

_BY: Final = "staff:K90"


@asynccontextmanager
async def notice_drop(drill: Drill, folder: Path) -> AsyncGenerator[OpenHouse]:
    """People come when the first lots have arrived (`lead` of the notices); the rest follow."""
    keys = Secrets(
        session=secrets.token_bytes(32),
        csrf=secrets.token_bytes(32),
        birthday=Keys().birthday_key,
    )
    exchange, password = ExchangeKeys.made(), secrets.token_urlsafe()
    async with AsyncExitStack() as stack:
        server = PostgresServer(folder=folder / "postgres", options=DURABLE)
        stack.enter_context(server)
        await make_zone(BOOKING, server.admin, password)
        booking = server.admin.to(BOOKING.database)
        await migrate(BOOKING, booking)
        office = await office_database(server.admin)
        pool = await stack.enter_async_context(asyncpg.create_pool(office.dsn, min_size=1))
        issuance = build_issuance(pool, Keys())
        holders = await _prepared(issuance, drill)
        _write_residents(folder, issuance, holders, drill)
        site = stack.enter_context(
            running_site(
                booking.as_role(BOOKING.app, password).dsn,
                keys,
                exchange.of_site | {k: str(v) for k, v in drill.site.items()},
                folder=folder,
                port=free_ports(1)[0],
            )
        )
        worker = stack.enter_context(running_worker(office, exchange, site.url, folder))
        since = await head(booking)
        await until_arrived(booking, "venue.announced", 1)  # the worker carries
        releasing = asyncio.create_task(release(issuance, holders, drill, folder))
        watching = asyncio.create_task(watch(booking, folder))
        stack.push_async_callback(_end, releasing, watching)
        lead = round(len(holders) * drill.number("lead"))
        await until_arrived(booking, NOTICE, lead, while_running=releasing)
        yield OpenHouse(
            drill=drill,
            url=site.url,
            booking=booking,
            since=since,
            processes={**site.processes, "worker": worker, "postgres": server.pid or 0},
        )


async def _prepared(issuance: Issuance, drill: Drill) -> list[Holder]:
    """Cards on their shelves, and places enough for everybody in the coming weeks."""
    order = Order(by=_BY, at=datetime.now(UTC))
    (rule,) = RULES.rules
    counters = int(drill.number("counters"))
    terms = replace(rule.terms, counters=counters)
    hours = replace(rule.hours, opens=hour(9), closes=hour(17))
    await issuance.venues.announce(order, VENUE)
    wider = OpeningRules(rules=(replace(rule, terms=terms, hours=hours),))
    await issuance.venues.set_rules(order, VENUE.code, wider)
    holders = await cards_on_the_shelf(issuance, int(drill.number("notices")), order.at)
    await office_projector(issuance.work.log).catch_up()
    return holders


def _write_residents(
    folder: Path, issuance: Issuance, holders: Sequence[Holder], drill: Drill
) -> None:
    """Those who come, in the order in which their notices are released."""
    every = len(holders) / drill.ward.residents
    born = f"{BIRTHDAY.year} {BIRTHDAY.month} {BIRTHDAY.day}"
    with (folder / "residents").open("w", encoding="ascii") as file:
        file.write("notice number year month day\n")
        for nth in range(drill.ward.residents):
            number = issuance.notices.number(holders[int(nth * every)].case_id, 1)
            file.write(f"{notice_id(number)} {number} {born}\n")
    (folder / "booked").write_text("notice number year month day\n", encoding="ascii")


async def _end(*tasks: "asyncio.Task[None]") -> None:
    for each in tasks:
        each.cancel()
        with suppress(asyncio.CancelledError):
            await each
