"""A desk in a process of its own, and people waiting at it: `python -m infra.bench.desk JSON`."""

import asyncio
import resource
import statistics
import sys
import time
from itertools import count
from uuid import uuid4

import asyncpg
import msgspec
import uvloop

from booking_web.desk import Desk
from booking_web.refusals import BookingRefusal
from booking_web.timetable.commands import Book
from booking_web.timetable.policy import Policy
from infra.bench.ward import NOW, notice_of, slot_of
from issuance.ledger.postgres import PostgresLog


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """Notices from `first` on book one after another, `clients` of them waiting at once."""

    dsn: str
    seconds: float
    clients: int
    first: int
    slots: int


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Times in seconds, memory in MB."""

    booked: int
    refused: int
    seconds: float
    p50: float
    p99: float
    opened_after: float
    megabytes: float

    @property
    def rate(self) -> float:
        return self.booked / self.seconds


async def work(task: Task) -> Tally:
    begun = time.perf_counter()
    async with asyncpg.create_pool(task.dsn, min_size=2, max_size=4) as pool:
        desk = Desk(PostgresLog(pool), policy=Policy(), clock=lambda: NOW)
        await desk.start()
        opened_after = time.perf_counter() - begun
        try:
            return await _rush(desk, task, opened_after)
        finally:
            await desk.stop()


async def _rush(desk: Desk, task: Task, opened_after: float) -> Tally:
    begun = time.perf_counter()
    until, numbers = begun + task.seconds, count(task.first)
    waits: list[float] = []
    refusals: list[str] = []

    async def come_again_and_again() -> None:
        while (asked_at := time.perf_counter()) < until:
            number = next(numbers)
            command = Book(notice_ids=(notice_of(number),), slot_id=slot_of(number % task.slots))
            try:
                await desk.submit(command, key=str(uuid4()), at=NOW)
            except BookingRefusal as refusal:
                refusals.append(refusal.code)
            else:
                waits.append(time.perf_counter() - asked_at)

    await asyncio.gather(*(come_again_and_again() for _ in range(task.clients)))
    seconds = time.perf_counter() - begun
    hundredths = statistics.quantiles(waits, n=100)
    return Tally(
        booked=len(waits),
        refused=len(refusals),
        seconds=seconds,
        p50=hundredths[49],
        p99=hundredths[98],
        opened_after=opened_after,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


if __name__ == "__main__":
    asked = msgspec.json.decode(sys.argv[1], type=Task)
    sys.stdout.buffer.write(msgspec.json.encode(uvloop.run(work(asked))))
