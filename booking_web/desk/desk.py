"""The desk: requests wait in one queue and are answered in batches.

A batch is what arrived while the last one was being committed: an idle desk answers at once, a
rushed one batches by itself. Any number of processes may run a desk on the same log.
"""

import asyncio
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import aclosing, suppress
from datetime import date, datetime, timedelta
from uuid import UUID

from booking_web.desk.line import PlaceInLine, place_in_line
from booking_web.desk.memory import Memory
from booking_web.desk.offering import look_at
from booking_web.desk.requests import Request
from booking_web.desk.serving import Serving
from booking_web.letters.contacts import Contact
from booking_web.refusals import DeskAwayError, DeskBusyError
from booking_web.timetable.commands import Command, Lapse
from booking_web.timetable.facts import Channel
from booking_web.timetable.free_times import COLLECTING, FreeDay, FreeTime, Wanted
from booking_web.timetable.notices import Appointment, Notice, evolve_notice
from booking_web.timetable.outcomes import Outcome
from booking_web.timetable.policy import Policy
from booking_web.timetable.timetable import Timetable
from booking_web.timetable.turns import due_offers
from booking_web.timetable.venues import Venue
from booking_web.timetable.waiting_list import NOBODY
from issuance.calendar.opening_rules import Service
from issuance.ledger.away import AWAY
from issuance.ledger.postgres import PostgresLog
from issuance.ledger.wakeups import wakeups

_MOST_LAPSES = 256
_MOST_REFRESHES = timedelta(milliseconds=20)
_POLL_SECONDS = 0.25
_BETWEEN_SNAPSHOTS_SECONDS = 60.0
_FEW_FACTS = 1_000
"""A desk that closes leaves no more than these to be read by the next one."""
_ALL_OF_THE_LINE = timedelta(seconds=1)
"""How often all places are looked at for who waits; in between, those that came free."""


class Desk:
    """Decides what residents ask, and shows what is free.

    `start` before use, `stop` at the end: what waits by then is still answered.
    """

    def __init__(
        self,
        log: PostgresLog,
        *,
        policy: Policy,
        clock: Callable[[], datetime],
        queue_length: int = 2_000,
    ) -> None:
        self._log, self._policy, self._clock = log, policy, clock
        self._memory = Memory(log, clock, policy.horizon_days)
        self._serving = Serving(log, self._memory, policy)
        self._queue_length = queue_length
        self._tasks: list[asyncio.Task[None]] = []
        self._next_snapshot = 0.0
        self._looked = (clock(), NOBODY)

    async def start(self) -> None:
        """Open the desk; a database that is away does not keep it from opening."""
        self._serving = Serving(self._log, self._memory, self._policy)
        with suppress(*AWAY):
            await self._memory.refresh()
        self._tasks = [
            asyncio.create_task(self._serving.run(), name="desk"),
            asyncio.create_task(self._keep_fresh(), name="desk-timetable"),
        ]

    async def stop(self) -> None:
        """Take nothing more, answer what waits, and close."""
        self._serving.close()
        if self._tasks:
            serving, freshness = self._tasks
            await serving
            freshness.cancel()
            await asyncio.gather(freshness, return_exceptions=True)
            with suppress(*AWAY):
                await self._memory.keep_snapshot(_FEW_FACTS)
        self._tasks = []

    async def submit(
        self,
        command: Command,
        *,
        key: str,
        at: datetime,
        by: str = "resident",
        contact: Contact | None = None,
    ) -> Outcome:
        """Carry out the command; the answer comes after its facts are stored.

        The same *key* again gets the same answer, confirmed anew; so after `DeskAwayError`, when
        the outcome may be unknown, asking again with the key is always right. A *contact* is stored
        in the transaction of a confirmation, or not at all.

        Raises:
            BookingRefusal: a rule forbids it.
            DeskBusyError: the queue is full; the request was not taken.
            DeskAwayError: the database is away.
        """
        if not self._tasks or not self._serving.open:
            raise DeskAwayError
        if self.waiting >= self._queue_length:
            raise DeskBusyError
        request = self._take(command, key=key, at=at, by=by, contact=contact)
        return await request.answer

    @property
    def as_of(self) -> datetime | None:
        """When the free places shown were last known to be true; None: not read yet."""
        return self._memory.as_of

    @property
    def shown(self) -> Timetable:
        """What is shown at this moment: for looking only."""
        return self._memory.shown

    @property
    def waiting(self) -> int:
        return len(self._serving.queue)

    def venues(self) -> list[Venue]:
        return sorted(self._memory.shown.venues.values(), key=lambda each: each.code)

    def slot(
        self,
        slot_id: UUID,
        *,
        at: datetime,
        party_size: int = 1,
        services: AbstractSet[Service] = COLLECTING,
        channel: Channel = Channel.WEB,
    ) -> FreeTime | None:
        wanted = Wanted(size=party_size, services=services, channel=channel)
        return self._memory.shown.free_time(slot_id, at=at, wanted=wanted, policy=self._policy)

    def free_times(
        self,
        day: date,
        *,
        at: datetime,
        party_size: int = 1,
        venue_id: UUID | None = None,
        services: AbstractSet[Service] = COLLECTING,
        channel: Channel = Channel.WEB,
    ) -> list[FreeTime]:
        """The slots of the office's day that these can book, full ones too, by start."""
        wanted = Wanted(size=party_size, services=services, channel=channel)
        times = self._memory.shown.free_times(day, at=at, wanted=wanted, policy=self._policy)
        return [each for each in times if venue_id in {None, each.venue_id}]

    def free_days(
        self,
        *,
        at: datetime,
        party_size: int = 1,
        venue_id: UUID | None = None,
        last_on: date | None = None,
        services: AbstractSet[Service] = COLLECTING,
        channel: Channel = Channel.WEB,
    ) -> list[FreeDay]:
        """The days up to *last_on* with slots that these can book, full days too."""
        days: list[FreeDay] = []
        wanted = Wanted(size=party_size, services=services, channel=channel)
        shown = self._memory.shown
        for day in shown.days():
            if last_on is not None and day > last_on:
                break
            times = shown.free_times(day, at=at, wanted=wanted, policy=self._policy)
            times = [each for each in times if venue_id in {None, each.venue_id}]
            if times:
                free = sum(each.free for each in times)
                days.append(FreeDay(day=day, free=free, times=sum(each.fits for each in times)))
        return days

    async def notice(self, notice_id: UUID) -> Notice:
        """The notice as the log has it now; to be shown, not to be worded as a confirmation.

        Raises:
            DeskAwayError: the database is away.
        """
        return await self._look_up(notice_id, vouch=False)

    def first_day(self, at: datetime, *, same_day: bool) -> date:
        """The first day that can be booked now, by who has a card that lies ready or has not."""
        return self._policy.first_day(at, same_day=same_day)

    async def place_in_line(self, notice_id: UUID, *, at: datetime) -> PlaceInLine | None:
        """Where this notice's household stands in the waiting list, and why it still does.

        None for who does not wait. Raises DeskAwayError: the database is away.
        """
        waiting = (await self.notice(notice_id)).waiting
        if waiting is None:
            return None
        shown, policy = self._memory.shown, self._policy
        try:
            return await place_in_line(self._log, shown, waiting, at=at, policy=policy)
        except AWAY as fault:
            raise DeskAwayError from fault

    async def appointment(self, notice_id: UUID) -> Appointment | None:
        """As `notice`, its hold or appointment alone."""
        return (await self.notice(notice_id)).appointment

    async def vouched_appointment(self, notice_id: UUID) -> Appointment | None:
        """The appointment, behind a commit that wrote WAL: it may be worded as a confirmation.

        Raises:
            DeskAwayError: the database is away, and nothing can be confirmed.
        """
        return (await self._look_up(notice_id, vouch=True)).appointment

    async def answered(self, notice_id: UUID, *, vouch: bool = False) -> Appointment | None:
        """For the page that a form leads to: its appointment as the form's answer left it, once.

        For whoever did not come straight from a form, as `appointment`, or *vouch* for it.
        """
        notice = self._serving.just_stored.tell(notice_id)
        return (notice or await self._look_up(notice_id, vouch=vouch)).appointment

    async def _look_up(self, notice_id: UUID, *, vouch: bool) -> Notice:
        try:
            stream = await self._log.read(notice_id, Notice(), evolve_notice, vouched=vouch)
        except AWAY as fault:
            raise DeskAwayError from fault
        return stream.state

    def _take(
        self,
        command: Command,
        *,
        key: str | None,
        at: datetime,
        by: str,
        contact: Contact | None = None,
    ) -> Request:
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        request = Request(command=command, key=key, at=at, by=by, answer=answer, contact=contact)
        self._serving.put(request)
        return request

    async def _keep_fresh(self) -> None:
        async with aclosing(wakeups(self._log.pool, _POLL_SECONDS)) as wakes:
            async for _ in wakes:
                await self._keep_snapshot()
                if not self._serving.open:
                    return  # `wait_for` of Python 3.11 can swallow the cancelling that ends us
                if not self._memory.in_use:  # a batch reads on by itself
                    with suppress(*AWAY):
                        await self._memory.refresh()
                self._let_holds_lapse()
                self._offer_what_came_free()
                await asyncio.sleep(_MOST_REFRESHES.total_seconds())

    async def _keep_snapshot(self) -> None:
        """Not too often: in a rush it costs more than it saves."""
        now = asyncio.get_running_loop().time()
        if now >= self._next_snapshot:
            with suppress(*AWAY):
                await self._memory.keep_snapshot()
            self._next_snapshot = now + _BETWEEN_SNAPSHOTS_SECONDS

    def _let_holds_lapse(self) -> None:
        at = self._clock()
        if self.waiting or not self._serving.open:
            return  # while people wait, a lapsed hold is noted when its place is wanted
        for slot_id, party_id in self._memory.shown.expired(at)[:_MOST_LAPSES]:
            request = self._take(
                Lapse(slot_id=slot_id, party_id=party_id), key=None, at=at, by="timetable"
            )
            request.answer.add_done_callback(look_at)

    def _offer_what_came_free(self) -> None:
        """Before the public sees it: also while people wait, unless it was looked at just now."""
        at, shown = self._clock(), self._memory.shown
        among: set[UUID] | None = shown.freed
        looked_at, line = self._looked
        if shown.waiting is not line or at - looked_at >= _ALL_OF_THE_LINE:
            among, self._looked = None, (at, shown.waiting)
        shown.freed = set()
        if not self._serving.open or not shown.waiting.households or among == set():
            return
        for each in due_offers(shown, at=at, policy=self._policy, among=among):
            request = self._take(each, key=None, at=at, by="timetable")
            request.answer.add_done_callback(look_at)
