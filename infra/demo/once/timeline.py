"""Prints what happened, from both logs: time in Japan, fact, room, position."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from infra.demo.house import House
from infra.postgres.zones import ZONES
from issuance.calendar import JST

_FACTS = """SELECT originator_id, notification_id, topic, state FROM ledger.stored_events
    ORDER BY notification_id"""


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One stored fact, read without any rule of ours."""

    at: datetime
    zone: str
    position: int
    stream_id: UUID
    topic: str
    by: str


class _Envelope(msgspec.Struct):
    at: datetime
    by: str


async def everything(house: House) -> list[Happened]:
    """The facts of both logs in the order of their times; of one log always by position."""
    facts: list[Happened] = []
    for zone in ZONES:
        connection = await asyncpg.connect(house.admin(zone).dsn)
        try:
            rows = await connection.fetch(_FACTS)
        finally:
            await connection.close()
        facts += [_happened(row, zone.name) for row in rows]
    return sorted(facts, key=lambda each: (each.at, each.zone, each.position))


def lines(facts: Iterable[Happened], people: dict[UUID, str]) -> list[str]:
    """The timeline of the people's own streams; `people` names streams without naming anybody."""
    return [
        f"{each.at.astimezone(JST):%H:%M:%S.%f}"[:-3]
        + f"  {people[each.stream_id]:<9} {each.topic:<28} {each.zone:<9} {each.position:>5}"
        + f"  {each.by}"
        for each in facts
        if each.stream_id in people
    ]


def topics_of(facts: Sequence[Happened], stream_id: UUID) -> list[str]:
    return [each.topic for each in facts if each.stream_id == stream_id]


def _happened(row: asyncpg.Record, zone: str) -> Happened:
    envelope = msgspec.json.decode(row["state"], type=_Envelope)
    return Happened(
        at=envelope.at,
        zone=zone,
        position=row["notification_id"],
        stream_id=row["originator_id"],
        topic=row["topic"],
        by=envelope.by,
    )
