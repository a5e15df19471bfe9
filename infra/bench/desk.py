"""A desk in a process of its own, and people waiting at it: `python -m infra.bench.desk DSN`.

It says when it is open; then each line asks for a rush, and is answered with a line.
"""

import asyncio
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from uuid import uuid4

import asyncpg
import msgspec
import uvloop

from booking_web.desk import Desk
from booking_web.refusals import BookingRefusal
from booking_web.timetable.commands import Book
from booking_web.timetable.policy import Policy
from infra.bench.ward import FASTEST, NOW, notice_of, slot_of
from infra.collecting import collect_seldom
from issuance.ledger.postgres import PostgresLog, leave_as_it_is


class Rush(msgspec.Struct, frozen=True, kw_only=True):
    """Notices from `first` on book one after another, `clients` of them waiting at once."""

    seconds: float
    clients: int
    first: int
    slots: int


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a rush; times in seconds."""

    booked: int
    refused: int
    seconds: float
    p50: float
    p99: float
    megabytes: float

    @property
    def rate(self) -> float:
        """Bookings a second."""
        return self.booked / self.seconds


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    seconds: float
    """How long the desk took to open on its log."""


async def serve(dsn: str) -> None:
    collect_seldom()
    begun = time.perf_counter()
    async with asyncpg.create_pool(dsn, min_size=2, max_size=4, reset=leave_as_it_is) as pool:
        desk = Desk(PostgresLog(pool), policy=Policy(), clock=lambda: NOW)
        await desk.start()
        _say(Opened(seconds=time.perf_counter() - begun))
        try:
            while line := await asyncio.to_thread(sys.stdin.readline):
                _say(await _rush(desk, msgspec.json.decode(line, type=Rush)))
        finally:
            await desk.stop()


async def _rush(desk: Desk, rush: Rush) -> Tally:
    coming = _people(rush)
    begun = time.perf_counter()
    until = begun + rush.seconds
    waits: list[float] = []
    refusals: list[str] = []

    async def come_again_and_again() -> None:
        while (asked_at := time.perf_counter()) < until:
            command, key = next(coming)
            try:
                await desk.submit(command, key=key, at=NOW)
            except BookingRefusal as refusal:
                refusals.append(refusal.code)
            else:
                waits.append(time.perf_counter() - asked_at)

    await asyncio.gather(*(come_again_and_again() for _ in range(rush.clients)))
    seconds = time.perf_counter() - begun
    hundredths = statistics.quantiles(waits, n=100)
    return Tally(
        booked=len(waits),
        refused=len(refusals),
        seconds=seconds,
        p50=hundredths[49],
        p99=hundredths[98],
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _people(rush: Rush) -> Iterator[tuple[Book, str]]:
    """What each of them asks, made ready: only the desk is measured, not who comes to it."""
    numbers = range(rush.first, rush.first + int(rush.seconds * FASTEST) + rush.clients)
    wanted = [
        Book(notice_ids=(notice_of(number),), slot_id=slot_of(number % rush.slots))
        for number in numbers
    ]
    return iter([(each, str(uuid4())) for each in wanted])


def _say(what: msgspec.Struct) -> None:
    print(msgspec.json.encode(what).decode(), flush=True)


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1]))
