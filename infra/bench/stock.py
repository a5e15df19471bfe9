"""The stock `eventsourcing` library doing the same: a booking is a saved aggregate of two events.

`python -m infra.bench.stock DSN`
"""

import os
import sys
import threading
import time
from uuid import UUID, uuid4

import msgspec
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from infra.postgres.access import Access

_THREADS = 8


class StockRush(msgspec.Struct, frozen=True, kw_only=True):
    seconds: float


class StockRate(msgspec.Struct, frozen=True, kw_only=True):
    rate: float
    """Saves a second."""


class Booking(Aggregate):
    """One appointment, as the library's tutorials would write it."""

    @event("PlaceTaken")
    def __init__(self, slot_id: UUID, party_id: UUID) -> None:
        self.slot_id, self.party_id = slot_id, party_id
        self.language = ""

    @event("Confirmed")
    def confirm(self, language: str) -> None:
        self.language = language


def rate_of_saves(application: "Application[UUID]", seconds: float) -> float:
    until, counts = time.perf_counter() + seconds, [0] * _THREADS

    def save(thread: int) -> None:
        while time.perf_counter() < until:
            booking = Booking(uuid4(), uuid4())
            booking.confirm("ja")
            application.save(booking)
            counts[thread] += 1

    begun = time.perf_counter()
    threads = [threading.Thread(target=save, args=(each,)) for each in range(_THREADS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sum(counts) / (time.perf_counter() - begun)


def main(dsn: str) -> None:
    access = Access.from_dsn(dsn)
    os.environ |= {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": access.database,
        "POSTGRES_HOST": access.host,
        "POSTGRES_PORT": str(access.port),
        "POSTGRES_USER": access.user,
        "POSTGRES_PASSWORD": access.password,
    }
    application: Application[UUID] = Application()
    for line in sys.stdin:
        rush = msgspec.json.decode(line, type=StockRush)
        answer = StockRate(rate=rate_of_saves(application, rush.seconds))
        print(msgspec.json.encode(answer).decode(), flush=True)
    application.close()


if __name__ == "__main__":
    main(sys.argv[1])
