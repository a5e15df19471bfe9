"""Drills in which the office's own people work: the crowd is ours, not Locust's.

A drill whose `house` is one of `DAYS` is run by it, from the house to the figures.
"""

import os
from collections.abc import Callable, Coroutine, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from infra.bench.counter_clerk import StepSeen
from infra.postgres.server import PostgresServer
from infra.postgres.zones import ISSUANCE
from infra.surge.counter_day import CUT_OFF, run_counter_day
from infra.surge.counter_house import counter_house
from infra.surge.counter_plan import CounterPlan
from infra.surge.figures import of_findings, of_requests, of_samples
from infra.surge.houses import DURABLE
from infra.surge.machine import machine
from infra.surge.rush import Run
from infra.surge.watched import counted, watched
from loadtests.auditor import Told, audit
from loadtests.drills import Drill

Day = Callable[[Drill, Path], Coroutine[None, None, Run]]


async def counter_day(drill: Drill, folder: Path) -> Run:
    """Stations and visitors of one day; one station loses the network for a while."""
    plan, began_at = counter_plan(drill), datetime.now(UTC)
    with PostgresServer(folder=folder / "postgres", options=DURABLE) as server:
        log = server.admin.to(ISSUANCE.database).dsn
        async with counter_house(
            server.admin, folder, plan.coming, speed=plan.speed, offline_stations=CUT_OFF
        ) as house:
            processes = {"office": house.pid, "postgres": server.pid or 0, "stations": os.getpid()}
            async with watched(log, house.url, processes, plan.stations) as watch:
                day = await run_counter_day(house, plan)
            observed = await watch.observed(day.by_kind)
        findings = await audit(log, told(day.seen), day.since, log="issuance")
        screens = {name: counted(each, day.seconds) for name, each in day.by_kind.items()}
        return Run(
            drill=drill,
            began_at=began_at,
            counted=screens,
            outcomes=day.outcomes,
            findings=findings,
            observed=observed,
            machine=await machine(log),
            figures={
                **of_requests(screens),
                **of_findings(findings),
                **of_samples(observed.samples, 0),
                **day.figures,
            },
        )


DAYS: Final[Mapping[str, Day]] = {"counters": counter_day}


def counter_plan(drill: Drill) -> CounterPlan:
    """`users` are the stations, the ward's residents those who come."""
    return CounterPlan(
        stations=drill.users,
        visits=drill.ward.residents,
        visit_minutes=drill.number("visit_minutes"),
        speed=drill.number("speed"),
        walk_in_every=int(drill.number("walk_in_every")),
        called_twice_every=int(drill.number("called_twice_every")),
        cut_at=drill.number("cut_at"),
        cut_for=drill.number("cut_for"),
    )


def told(seen: Iterable[StepSeen]) -> list[Told]:
    """What clerks saw, in the form of the auditor's journal."""
    return [
        Told(each.visit_id, each.case_id, each.station, "done", each.at, each.step, each.at)
        for each in seen
    ]
