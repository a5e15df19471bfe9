"""The room's tables: read freely, written by the functions of `0030_waiting_room.sql` alone."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import asyncpg

from booking_web.waiting_room.admission import Call, Load, Turn
from booking_web.waiting_room.draw import Draw
from booking_web.waiting_room.queue import Reason, Room
from booking_web.waiting_room.tickets import Lane, Ticket

if TYPE_CHECKING:
    Connection = asyncpg.pool.PoolConnectionProxy[asyncpg.Record]
    Pool = asyncpg.Pool[asyncpg.Record]

_TURN_EVERY: Final = timedelta(seconds=0.9)
_LANES: Final = {"drawn": Lane.DRAWN, "come": Lane.COME}
_PLAIN: Final = tuple(
    each.name for each in fields(Room) if each.name not in {"window", "claim", "as_of", "advance"}
)
_ROOMS: Final = f"""
SELECT {", ".join(_PLAIN)}, window_seconds, claim_seconds, (
    SELECT coalesce(sum(last - first + 1), 0)::float8 FROM booking.waiting_calls AS c
    WHERE c.room_id = r.room_id AND NOT over AND called_at > $1::timestamptz - interval '1 minute'
  ) / greatest(1, least(60, extract(epoch FROM $1::timestamptz - drawn_at)))::float8 AS advance,
  tokens, turned_at, adapted_at, crowded_at
FROM booking.waiting_rooms AS r WHERE ended_at IS NULL"""  # noqa: S608 - our own names
_OPEN: Final = "SELECT booking.open_waiting_room($1, $2, $3, $4, $5, $6, $7, $8)"
_END: Final = "SELECT booking.end_waiting_room($1, $2)"
_DRAW: Final = "SELECT booking.draw_places($1, $2)"
_PUBLISHED: Final = "SELECT promised, added, fingerprint FROM booking.published_draw($1)"
_STEP_UP: Final = """
SELECT ticket_id, lane, place, lapses, until FROM booking.step_up($1, $2, $3)"""
_TAKE_TURN: Final = "SELECT lapsed, p95_seconds, shed FROM booking.take_turn($1, $2, $3)"
_CALL: Final = "SELECT booking.call_places($1, $2, $3, $4, $5, $6, $7, $8)"
_NOTE: Final = "SELECT booking.note_load($1, $2, $3, $4, $5)"
_DRAWN: Final = """
SELECT ticket_id, place FROM booking.waiting_tickets WHERE room_id = $1 AND lane = 'drawn'"""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A room to be opened; `opens_at` later than `gathers_at` only where places are drawn."""

    reason: Reason
    gathers_at: datetime
    opens_at: datetime
    window: timedelta
    claim: timedelta
    rate: float
    venue_code: str | None = None
    most_rate: float | None = None


@dataclass(frozen=True, kw_only=True)
class Worker:
    """What one worker measured."""

    worker_id: UUID
    p95_seconds: float
    answers_per_second: float
    shed: int


class Store:
    """Raises asyncpg's and the system's errors (`issuance.ledger.away.AWAY`)."""

    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def rooms(self, at: datetime) -> list[Room]:
        """All that are not over, planned ones too; the one that counts first."""
        rooms = [_room(row, at) for row in await self._pool.fetch(_ROOMS, at)]
        return sorted(rooms, key=lambda each: (each.reason != "opening", each.room_id))

    async def open(self, plan: Plan) -> int:
        """Open a room, or find the one there is; its number."""
        seconds = (int(plan.window.total_seconds()), int(plan.claim.total_seconds()))
        room_id: int = await self._pool.fetchval(
            _OPEN,
            *(plan.reason, plan.gathers_at, plan.opens_at, *seconds, plan.rate),
            *(plan.venue_code, plan.most_rate),
        )
        return room_id

    async def end(self, room_id: int, at: datetime) -> bool:
        """Let everybody through; False if that was so already."""
        ended: bool = await self._pool.fetchval(_END, room_id, at)
        return ended

    async def draw(self, room_id: int, at: datetime) -> int | None:
        """Draw the places; how many, or None if it is too early or done."""
        people: int | None = await self._pool.fetchval(_DRAW, room_id, at)
        return people

    async def published(self, room_id: int) -> Draw | None:
        """What the draw was made of, once it is made."""
        row = await self._pool.fetchrow(_PUBLISHED, room_id)
        return None if row is None else Draw(**dict(row))

    async def drawn_tickets(self, room_id: int) -> dict[UUID, int | None]:
        """Every ticket of the draw with its place now; for whoever makes the draw again."""
        return {row["ticket_id"]: row["place"] for row in await self._pool.fetch(_DRAWN, room_id)}

    async def step_up(
        self, room_id: int, tickets: Sequence[UUID], at: datetime
    ) -> dict[UUID, Ticket]:
        """What became of each who stands at the door; nothing if the room is over."""
        rows = await self._pool.fetch(_STEP_UP, room_id, tickets, at)
        return {row["ticket_id"]: _ticket(room_id, row) for row in rows}

    async def note(self, load: Worker, at: datetime) -> None:
        await self._pool.execute(
            _NOTE, load.worker_id, at, load.p95_seconds, load.answers_per_second, load.shed
        )

    async def take_turn(
        self, connection: "Connection", room_id: int, at: datetime
    ) -> tuple[Turn, datetime | None] | None:
        """The turn to call people, with when the room was last crowded; None: somebody has it.

        Holds the room until the connection's transaction ends.
        """
        turn = await connection.fetchrow(_TAKE_TURN, room_id, at, _TURN_EVERY)
        if turn is None:
            return None
        row = await connection.fetchrow(f"{_ROOMS} AND room_id = $2", at, room_id)
        assert row is not None  # it is held
        load = Load(p95_seconds=turn["p95_seconds"], shed=turn["shed"])
        return Turn(
            room=_room(row, at),
            tokens=row["tokens"],
            turned_at=row["turned_at"],
            adapted_at=row["adapted_at"],
            lapsed=turn["lapsed"],
            load=load,
        ), row["crowded_at"]

    async def call(
        self, connection: "Connection", room_id: int, called: Call, at: datetime, *, crowded: bool
    ) -> None:
        """End the turn that the connection's transaction took."""
        numbers = (called.drawn, called.come, called.rate, called.tokens)
        await connection.execute(_CALL, room_id, at, *numbers, called.adapted, crowded)

    @property
    def pool(self) -> "Pool":
        return self._pool


def _room(row: asyncpg.Record, at: datetime) -> Room:
    return Room(
        **{name: row[name] for name in _PLAIN},
        window=timedelta(seconds=row["window_seconds"]),
        claim=timedelta(seconds=row["claim_seconds"]),
        as_of=at,
        advance=row["advance"] or 0.0,
    )


def _ticket(room_id: int, row: asyncpg.Record) -> Ticket:
    return Ticket(
        room_id=room_id,
        ticket_id=row["ticket_id"],
        lane=_LANES[row["lane"]],
        place=row["place"],
        lapses=row["lapses"],
        until=row["until"],
    )
