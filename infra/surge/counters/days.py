"""Drills in which the office's own people work: the crowd is ours, not Locust's.

A drill whose `house` is one of `DAYS` is run by it, from the house to the figures.
"""

import os
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from infra.bench.counter_clerk import Screen, StepSeen
from infra.postgres.server import PostgresServer
from infra.postgres.zones import ISSUANCE
from infra.surge.counters.broken_off import saying_why
from infra.surge.counters.counter_day import run_counter_day
from infra.surge.counters.counter_house import CounterHouse, counter_house
from infra.surge.counters.counter_plan import CounterDay, CounterPlan
from infra.surge.counters.counter_stations import CUT_OFF
from infra.surge.counters.day_plans import counter_plan, jlis_plan
from infra.surge.counters.jlis_away import run_jlis_away
from infra.surge.evidence.whole import house_whole
from infra.surge.houses.houses import DURABLE
from infra.surge.rush import Run
from infra.surge.watching.figures import of_findings, of_requests, of_samples
from infra.surge.watching.machine import machine
from infra.surge.watching.watched import counted, watched
from loadtests.auditor import Told, audit
from loadtests.drills import Drill


@dataclass(frozen=True, kw_only=True)
class Worked:
    """A day at the counters, and what of it the drill is about."""

    day: CounterDay
    by_kind: Mapping[str, Sequence[Screen]]
    figures: Mapping[str, float]


Day = Callable[[Drill, Path], Coroutine[None, None, Run]]


async def counter_day(drill: Drill, folder: Path) -> Run:
    """Stations and visitors of one day; one station loses the network for a while."""
    plan = counter_plan(drill)

    async def work(house: CounterHouse) -> Worked:
        day = await run_counter_day(house, plan)
        return Worked(day=day, by_kind=day.by_kind, figures=day.figures)

    return await _at_the_counters(drill, folder, plan, work)


async def jlis_away(drill: Drill, folder: Path) -> Run:
    """The counters while J-LIS does not answer, and the back office before and after."""
    plan = jlis_plan(drill)

    async def work(house: CounterHouse) -> Worked:
        came = await run_jlis_away(house, plan)
        figures = {**came.day.figures, **came.figures}
        return Worked(day=came.day, by_kind=came.by_kind, figures=figures)

    return await _at_the_counters(drill, folder, plan.counters, work)


async def _at_the_counters(
    drill: Drill,
    folder: Path,
    plan: CounterPlan,
    work: Callable[[CounterHouse], Awaitable[Worked]],
) -> Run:
    began_at = datetime.now(UTC)
    with PostgresServer(folder=folder / "postgres", options=DURABLE) as server:
        log = server.admin.to(ISSUANCE.database).dsn
        async with counter_house(
            server.admin, folder, plan.coming, speed=plan.speed, offline_stations=CUT_OFF
        ) as house:
            processes = {"office": house.pid, "postgres": server.pid or 0, "stations": os.getpid()}
            async with watched(log, house.url, processes, plan.stations) as watch:
                with saying_why():
                    worked = await work(house)
            observed = await watch.observed(worked.by_kind)
            whole = house_whole(processes, observed.looks)
        day = worked.day
        findings = [*whole, *await audit(log, told(day.seen), day.since, log="issuance")]
        screens = {name: counted(each, day.seconds) for name, each in worked.by_kind.items()}
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
                **worked.figures,
            },
        )


DAYS: Final[Mapping[str, Day]] = {"counters": counter_day, "counters-without-jlis": jlis_away}


def told(seen: Iterable[StepSeen]) -> list[Told]:
    """What clerks saw, in the form of the auditor's journal."""
    return [
        Told(each.visit_id, each.case_id, each.station, "done", each.at, each.step, each.at)
        for each in seen
    ]
