"""The waiting room of one worker: what it knows of the room, and its part in keeping it going.

All workers share the room through the database. Each reads it once a second; whoever is first in
a second calls the next people, so that many workers call no faster than one.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Final
from uuid import uuid4

import structlog

from booking_web.waiting_room import admission
from booking_web.waiting_room.admission import Limits
from booking_web.waiting_room.door import Door
from booking_web.waiting_room.draw import Draw
from booking_web.waiting_room.measuring import Measuring
from booking_web.waiting_room.queue import Room
from booking_web.waiting_room.settings import WaitingRoomSettings
from booking_web.waiting_room.store import Plan, Store, Worker
from issuance.ledger.away import AWAY

CALM: Final = timedelta(minutes=2)
"""After so long without anybody waiting the room ends by itself, unless a manager opened it."""
_ROUND_SECONDS: Final = 1.0
_SAY_EVERY: Final = timedelta(seconds=10)
_log = structlog.get_logger("waiting-room")


class WaitingRoom:
    """`current` is None while nobody has to wait: all that a request looks at then."""

    def __init__(
        self, store: Store, settings: WaitingRoomSettings, clock: Callable[[], datetime]
    ) -> None:
        self.current: Room | None = None
        self.of_venues: Mapping[str, Room] = {}
        """By code: the rooms that venues have for themselves."""
        self.measuring = Measuring()
        self.door = Door(store, clock)
        self.settings = settings
        self._store, self._clock = store, clock
        self._worker_id = uuid4()
        self._planned = False
        self._said_at: datetime | None = None
        self._draws: dict[int, Draw] = {}
        self._task: asyncio.Task[None] | None = None

    @property
    def is_open(self) -> bool:
        return self.current is not None or bool(self.of_venues)

    def start(self) -> None:
        self._task = asyncio.create_task(self._keep_going(), name="waiting-room")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def look_round(self) -> None:
        """One round: plan, draw, call, and read how the room stands.

        Raises the database's errors; the next round begins anew.
        """
        at = self._clock()
        if not self._planned:
            await self._plan(at)
        await self._open_if_overrun(at)
        if self.is_open:
            await self._note_load(at)
        for room in (self.current, *self.of_venues.values()):
            if room is not None:
                await self._take_part(room, at)
        rooms = [each for each in await self._store.rooms(at) if each.gathers_at <= at]
        current = next((each for each in rooms if each.venue_code is None), None)
        # The first of a venue is the one that counts.
        self.of_venues = {each.venue_code: each for each in reversed(rooms) if each.venue_code}
        if _id_of(current) != _id_of(self.current):
            _log.info("waiting-room.changed", room=_id_of(current), before=_id_of(self.current))
        self.current = current

    async def published_draw(self, room: Room) -> Draw | None:
        """What the room's draw was made of; read once, it never changes."""
        if room.drawn_at is not None and room.room_id not in self._draws:
            draw = await self._store.published(room.room_id)
            self._draws = self._draws if draw is None else {**self._draws, room.room_id: draw}
        return self._draws.get(room.room_id)

    async def _keep_going(self) -> None:
        while True:
            try:
                await self.look_round()
            except AWAY as fault:
                _log.warning("waiting-room.database-away", kind=type(fault).__name__)
            except Exception as fault:  # noqa: BLE001 - the room outlives any fault of a round
                _log.error("waiting-room.fault", kind=type(fault).__name__)
            began = monotonic()
            await asyncio.sleep(_ROUND_SECONDS)
            self.measuring.lag = monotonic() - began - _ROUND_SECONDS

    async def _plan(self, at: datetime) -> None:
        """The openings of the settings; every worker asks for the same ones."""
        for opens_at in self.settings.waiting_openings:
            if opens_at > at:
                await self._store.open(plan_for(self.settings, opens_at))
        self._planned = True

    async def _open_if_overrun(self, at: datetime) -> None:
        threshold = self.settings.waiting_shed_threshold
        refused = self.measuring.shed(monotonic())
        if self.current is None and threshold and refused >= threshold:
            room_id = await self._store.open(plan_now(self.settings, at, by_manager=False))
            _log.warning("waiting-room.opened-by-itself", room=room_id, refused=refused)

    async def _note_load(self, at: datetime) -> None:
        now = monotonic()
        load = Worker(
            worker_id=self._worker_id,
            p95_seconds=self.measuring.p95(now),
            answers_per_second=self.measuring.since_last() / _ROUND_SECONDS,
            shed=self.measuring.shed(now),
        )
        await self._store.note(load, at)

    async def _take_part(self, room: Room, at: datetime) -> None:
        if room.drawn_at is None:
            people = await self._store.draw(room.room_id, at) if room.opens_at <= at else None
            if people is not None:
                _log.info("waiting-room.drawn", room=room.room_id, people=people)
            return
        if await self._call(room.room_id, at):
            await self._store.end(room.room_id, at)
            _log.info("waiting-room.ended-by-itself", room=room.room_id)

    async def _call(self, room_id: int, at: datetime) -> bool:
        """Call the next people, if no other worker does; True when the room may end."""
        async with self._store.pool.acquire() as connection, connection.transaction():
            taken = await self._store.take_turn(connection, room_id, at)
            if taken is None:
                return False
            turn, crowded_at = taken
            called = admission.call(turn, at=at, limits=self._limits(turn.room))
            crowded = turn.room.waiting > 0 or turn.load.shed > 0
            await self._store.call(connection, room_id, called, at, crowded=crowded)
        self._say(turn, called, at)
        calm = not crowded and crowded_at is not None and at - crowded_at >= CALM
        return calm and turn.room.reason != "manager"

    def _limits(self, room: Room) -> Limits:
        most = room.most_rate or self.settings.waiting_most_rate
        return Limits(
            least=min(self.settings.waiting_least_rate, most),
            most=most,
            p95_seconds=self.settings.waiting_p95_ms / 1000,
        )

    def _say(self, turn: admission.Turn, called: admission.Call, at: datetime) -> None:
        """Counts only: who waits is nobody's business."""
        if self._said_at is not None and at - self._said_at < _SAY_EVERY:
            return
        self._said_at = at
        _log.info(
            "waiting-room",
            room=turn.room.room_id,
            waiting=turn.room.waiting - called.people,
            admitted=turn.room.admitted,
            rate=round(called.rate, 1),
            p95_ms=round((turn.load.p95_seconds or 0) * 1000),
            shed=turn.load.shed,
        )


def at_pace(plan: Plan, *, venue_code: str | None, per_minute: int | None) -> Plan:
    """The same plan for one venue, or with so many people a minute at most."""
    if per_minute is None:
        return replace(plan, venue_code=venue_code)
    pace = per_minute / 60
    return replace(plan, venue_code=venue_code, rate=pace, most_rate=pace)


def plan_for(settings: WaitingRoomSettings, opens_at: datetime) -> Plan:
    """An opening at a moment, with a draw among those who are there before."""
    gather = timedelta(minutes=settings.waiting_gather_minutes)
    return Plan(
        reason="opening",
        gathers_at=opens_at - gather,
        opens_at=opens_at,
        window=timedelta(minutes=settings.waiting_window_minutes),
        claim=timedelta(seconds=settings.waiting_claim_seconds),
        rate=settings.waiting_rate,
    )


def plan_now(settings: WaitingRoomSettings, at: datetime, *, by_manager: bool) -> Plan:
    """From now on, first come, first served."""
    return Plan(
        reason="manager" if by_manager else "busy",
        gathers_at=at,
        opens_at=at,
        window=timedelta(minutes=settings.waiting_window_minutes),
        claim=timedelta(seconds=settings.waiting_claim_seconds),
        rate=settings.waiting_rate,
    )


def _id_of(room: Room | None) -> int | None:
    return None if room is None else room.room_id
