"""The office's tables on the log of a whole ward: how fast they are made, and asked."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg

from infra.bench.house import CASES_A_DAY, FIRST_DAY, open_house
from infra.postgres.access import Access
from infra.postgres.zones import ISSUANCE, make_zone
from issuance.calendar import office_date
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import PostgresLog
from issuance.ledger.wakeups import wakeups
from issuance.measures.history import Span
from issuance.read_models.overview import office_projector
from issuance.read_models.queries_board import BoardQueries
from issuance.read_models.queries_figures import FigureQueries
from issuance.read_models.rebuilding import PARTS, rebuild_office
from issuance.visits.visit import VisitArrived

WARD_CASES: Final = 690_000
FACTS_A_CASE: Final = 14
FEW_CASES: Final = 10_000 // FACTS_A_CASE
REBUILD: Final = "tables: facts a second, whole ward"
COST: Final = "tables: cost of a fact, whole ward / 10,000 facts"
LAG: Final = "tables: p95 behind the log at 200 facts/s, ms"
BOARD: Final = "board: p95 of a question, ms"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one run found; rates in facts a second.

    A whole ward is read by several processes, few facts by one: a fact's cost is that of one.
    """

    facts: int
    seconds: float
    few_rate: float
    lag_p95_ms: float
    board_p95_ms: float

    def figures(self) -> dict[str, float]:
        rate = self.facts / self.seconds
        return {
            REBUILD: rate,
            "tables: rebuilt from a whole ward's log, s": self.seconds,
            COST: self.few_rate / (rate / PARTS),
            LAG: self.lag_p95_ms,
            BOARD: self.board_p95_ms,
        }


def measure(admin: Access, password: str, cases: int = WARD_CASES) -> Measured:
    """Fill two offices' logs, make their tables, and ask."""
    return asyncio.run(_measure(admin, password, cases))


async def _measure(admin: Access, password: str, cases: int) -> Measured:
    await make_zone(ISSUANCE, admin, password)
    few = await open_house(admin, "bench_few", FEW_CASES)
    of_few = [await _rebuilt(few, password) for _ in range(3)]
    few_rate = max(facts / seconds for facts, seconds in of_few)
    ward = await open_house(admin, "bench_ward", cases)
    facts, seconds = await _rebuilt(ward, password)
    await _analyze(ward)
    async with _pool(ward, password) as pool:
        log = PostgresLog(pool)
        return Measured(
            facts=facts,
            seconds=seconds,
            few_rate=few_rate,
            lag_p95_ms=await _lag(log, seconds=10),
            board_p95_ms=await _board(pool, cases),
        )


async def _rebuilt(house: Access, password: str) -> tuple[int, float]:
    """How many facts, and the seconds they took, as `madoguchi rebuild-tables` makes them."""
    async with _pool(house, password) as pool:
        began = time.perf_counter()
        dsn = house.as_role(ISSUANCE.app, password).dsn
        facts = await rebuild_office(PostgresLog(pool), dsn)
        return facts, time.perf_counter() - began


async def _lag(log: PostgresLog, *, seconds: int) -> float:
    """200 facts a second arrive one by one; how long until the tables know each."""
    projector, told, behind = office_projector(log), asyncio.Event(), list[float]()
    written: dict[int, float] = {}

    async def project() -> None:
        async for _ in wakeups(log.pool, 1.0):
            position, now = await projector.catch_up(), time.perf_counter()
            known = [each for each in written if each <= position]
            behind.extend(now - written.pop(each) for each in known)
            if told.is_set() and not written:
                return

    following = asyncio.create_task(project())
    await asyncio.sleep(0.2)
    for number in range(200 * seconds):
        started = time.perf_counter()
        written[await _append(log, number)] = time.perf_counter()
        await asyncio.sleep(max(0.0, 0.005 - (time.perf_counter() - started)))
    told.set()
    await asyncio.wait_for(following, 30)
    return sorted(behind)[int(len(behind) * 0.95)] * 1_000


async def _append(log: PostgresLog, number: int) -> int:
    """One more party in the house."""
    async with log.transaction() as tx:
        at = datetime.now(UTC)
        came = Recorded(
            stream_id=_visit(number), version=1, at=at, by="staff:K01", fact=VisitArrived()
        )
        [position] = await tx.append([came])
        return position


async def _board(pool: "asyncpg.Pool[asyncpg.Record]", cases: int) -> float:
    """Every question of the board and its history, twenty times, on the last full day."""
    board, figures = BoardQueries(pool), FigureQueries(pool)
    at = FIRST_DAY + timedelta(days=cases // CASES_A_DAY + 19, hours=5)
    day = office_date(at)
    first = day - timedelta(days=365)
    questions: list[Callable[[], Awaitable[object]]] = [
        lambda: board.booked(day, at),
        board.stock,
        board.venue_versions,
        lambda: board.offered(day, at),
        lambda: board.systems_down(at),
        lambda: figures.counted(Span.MONTH, first, day, None),
        lambda: figures.national(Span.MONTH, first, day),
        lambda: figures.by_hour(first, day, None),
        lambda: figures.unbooked_by_age(at),
        lambda: figures.outreach(Span.MONTH, first, day),
    ]
    took: list[float] = []
    for _ in range(20):
        for ask in questions:
            began = time.perf_counter()
            await ask()
            took.append(time.perf_counter() - began)
    return sorted(took)[int(len(took) * 0.95)] * 1_000


async def _analyze(house: Access) -> None:
    """What the server does by itself within minutes."""
    connection = await asyncpg.connect(house.dsn)
    try:
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def _pool(house: Access, password: str) -> "asyncpg.pool.Pool[asyncpg.Record]":
    return asyncpg.create_pool(house.as_role(ISSUANCE.app, password).dsn, min_size=1, max_size=4)


def _visit(number: int) -> UUID:
    return UUID(int=1_000_000 + number)
