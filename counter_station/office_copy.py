"""What the station knows of the office: asked for again and again, good to have when it is away.

Kept on disk, locked: the day's queue with what each card needs, the public key, the staff's list.
People's data stay in memory, only while a clerk is signed in, only for those at this counter: each
look at somebody is remembered in the office, and thirty counters would look at whoever is next.
A station that is told to work without the network also keeps the day's people (`prepared`).
"""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date, datetime, timedelta
from time import monotonic
from uuid import UUID

import msgspec
import structlog

from counter_station.journal.courier import Refused
from counter_station.journal.outbox import Outbox
from counter_station.journal.reach import OfficeAwayError
from counter_station.office_answers import PublicKey, QueuedPerson, QueuedVisit, Resident, VisitFile
from counter_station.office_client import OfficeClient
from counter_station.releases import Releases
from counter_station.visit.people import PersonDue
from counter_station.visit.refusals import OldCardRefusedError
from counter_station.visit.taken_over import Progress, TimeSpent
from issuance.calendar import office_date
from issuance.pins.sealing import KeyUnusableError, SealingKey

_log = structlog.get_logger()

_KEY_GOOD_FOR = timedelta(minutes=5)
_ON_DISK_WITHIN_SECONDS = 10.0
"""How far parties are changes with every step of every counter: it is written now and then, and
when the office goes away. Who is expected is written at once."""


class _KeptQueue(msgspec.Struct, frozen=True):
    day: date
    visits: tuple[QueuedVisit, ...]

    @property
    def expected(self) -> frozenset[UUID]:
        return frozenset(each.visit_id for each in self.visits)


class OfficeCopy:
    """The day's queue, the people at the counter, the sealing key."""

    def __init__(
        self,
        office: OfficeClient,
        outbox: Outbox,
        now: Callable[[], datetime],
        *,
        sealing_key_id: str = "",
        every_seconds: float = 4.0,
        releases: Releases,
    ) -> None:
        self.releases = releases
        self._office = office
        self._outbox = outbox
        self._now = now
        self._key_id = sealing_key_id
        self._every_seconds = every_seconds
        self._files: dict[UUID, VisitFile] = {}
        self._wake = asyncio.Event()
        self.staff_id = ""
        self.came_back: Callable[[], None] = lambda: None
        self.at_counter: Callable[[], Collection[UUID]] = lambda: ()
        """The party that is here or just being called."""
        self.heard_at: datetime | None = None
        self._key_at: datetime | None = None
        self.away_because: str | None = None
        self.queue, self.key = self._from_disk()
        self._queue_on_disk, self._queue_kept_at = self.queue, float("-inf")

    async def run(self) -> None:
        """Ask until cancelled."""
        while True:
            await self._ask_once()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every_seconds):
                    await self._wake.wait()
                self._wake.clear()

    def ask_soon(self) -> None:
        self._wake.set()

    def person(self, visit_id: UUID, case_id: UUID) -> Resident | None:
        """Somebody's data, where they are in memory or prepared, for a clerk who is signed in."""
        file = self._files.get(visit_id)
        people = file.people if file else ()
        if not people and self.staff_id:
            people = self.releases.prepared.people(visit_id)
        return next((each for each in people if each.case_id == case_id), None)

    def language(self, visit_id: UUID) -> str:
        """In which the party booked, where the office told it; "" else."""
        file = self._files.get(visit_id)
        people = file.people if file else self.releases.prepared.people(visit_id)
        return next((each.language for each in people if each.language), "")

    def queued(self, visit_id: UUID) -> QueuedVisit | None:
        """The party as the office told it last."""
        return next((each for each in self.queue.visits if each.visit_id == visit_id), None)

    def dues(self, visit_id: UUID) -> tuple[PersonDue, ...]:
        """What each of a party needs; empty where the office never told of it."""
        queued = self.queued(visit_id)
        return tuple(_due(each) for each in queued.people) if queued else ()

    def progress(self, visit_id: UUID) -> dict[UUID, Progress]:
        """How far another counter had come with people of a party."""
        queued = self.queued(visit_id)
        people = queued.people if queued else ()
        return {each.case_id: each.progress for each in people if each.progress is not None}

    def spent(self, visit_id: UUID) -> tuple[TimeSpent, ...]:
        """What the party's steps took at the counters that handed it on."""
        queued = self.queued(visit_id)
        return queued.spent if queued else ()

    async def open(self, visit_id: UUID, *, timeout_seconds: float) -> None:
        """Ask for a party's people now; where the office is away, the party is known without."""
        try:
            async with self._office.reach.patience(timeout_seconds):
                self._files[visit_id] = await self._office.visit(visit_id, staff_id=self.staff_id)
        except OfficeAwayError as away:
            self.away_because = away.reason

    async def visit_of_old_card(
        self, card_serial: str, *, venue: str, timeout_seconds: float
    ) -> UUID:
        """The party of today that the card on the reader belongs to, as the office says.

        Raises:
            OldCardRefusedError: there is none to check in now, or the office is away.
        """
        try:
            async with self._office.reach.patience(timeout_seconds):
                answer = await self._office.visit_of_old_card(
                    card_serial, venue=venue, staff_id=self.staff_id
                )
        except OfficeAwayError as away:
            self.away_because = away.reason
            raise OldCardRefusedError("old-card-office-away") from None
        if isinstance(answer, Refused):
            raise OldCardRefusedError(answer.code)
        if self.queued(answer) is None:
            await self._ask_once()
        return answer

    def forget_people(self) -> None:
        """Nobody is signed in: nobody's data in memory."""
        self._files.clear()
        self.releases.prepared.forget_people()
        self.staff_id = ""

    async def _ask_once(self) -> None:
        self._begin_day()
        try:
            await self._ask()
        except OfficeAwayError as away:
            self.away_because = away.reason
        except Exception:  # noqa: BLE001 - the station goes on with what it has
            _log.error("office-copy-stumbled")
            self.away_because = "station-error"
        else:
            was_away, self.away_because, self.heard_at = self.away_because, None, self._now()
            if was_away:
                self.came_back()

    async def _ask(self) -> None:
        asked_at = self._now()
        day = office_date(asked_at)
        try:
            answer = await self._office.queue(day)
        except OfficeAwayError:
            await self._keep_queue(at_once=True)
            raise
        self.releases.measure_clock(answer.now, asked_at)
        queue = _KeptQueue(day, answer.visits)
        if queue != self.queue:
            self.queue = queue
        await self._keep_queue()
        if self._key_at is None or self._now() - self._key_at >= _KEY_GOOD_FOR:
            await self._ask_key()
        await self.releases.ask(queue.expected)
        await self._ask_people()

    def _begin_day(self) -> None:
        """A new day without the office: those who were prepared for it are the queue."""
        today = office_date(self._now())
        if self.queue.day == today and self.queue.visits:
            return
        if prepared := self.releases.prepared.look_again():
            self.queue = _KeptQueue(today, prepared)

    async def _ask_key(self) -> None:
        answer = await self._office.sealing_key()
        try:
            key = SealingKey.from_pem(answer.public_key_pem.encode())
        except KeyUnusableError:
            raise OfficeAwayError("office-key-unusable") from None
        if key.key_id != answer.key_id:
            raise OfficeAwayError("office-key-unusable")
        if not self._is_ours(key):
            if self.key is not None and self._is_ours(self.key):
                return  # the office takes what is sealed to the older key for a while
            raise OfficeAwayError("office-key-unusable")
        self.key, self._key_at = key, self._now()
        self._keep("sealing-key", answer)

    def _is_ours(self, key: SealingKey) -> bool:
        """The office may not swap the key where the station was told which ones there are."""
        told = self._key_id.split()
        return not told or key.key_id in told

    async def _ask_people(self) -> None:
        """Whoever is here; everybody else leaves the memory."""
        wanted = self.at_counter() if self.staff_id else ()
        self._files = {each: file for each, file in self._files.items() if each in wanted}
        for visit_id in wanted:
            if visit_id not in self._files:
                file = await self._office.visit(visit_id, staff_id=self.staff_id)
                self._files[visit_id] = file

    async def _keep_queue(self, *, at_once: bool = False) -> None:
        """Write down what changed, now and then."""
        kept, on_disk = self.queue, self._queue_on_disk
        is_time = monotonic() - self._queue_kept_at >= _ON_DISK_WITHIN_SECONDS
        if kept is not on_disk and (at_once or is_time or kept.expected != on_disk.expected):
            await asyncio.to_thread(self._keep, "queue", kept)
            self._queue_on_disk, self._queue_kept_at = kept, monotonic()

    def _keep(self, name: str, thing: object) -> None:
        self._outbox.keep_copy(name, msgspec.json.encode(thing), self._now())

    def _from_disk(self) -> tuple[_KeptQueue, SealingKey | None]:
        today = office_date(self._now())
        empty = _KeptQueue(today, ())
        kept, key = (self._outbox.copy(name) for name in ("queue", "sealing-key"))
        queue = msgspec.json.decode(kept.body, type=_KeptQueue) if kept else empty
        pem = msgspec.json.decode(key.body, type=PublicKey).public_key_pem if key else None
        sealing_key = SealingKey.from_pem(pem.encode()) if pem else None
        return (
            queue if queue.day == today else empty,
            sealing_key if sealing_key and self._is_ours(sealing_key) else None,
        )


def _due(person: QueuedPerson) -> PersonDue:
    return PersonDue(
        case_id=person.case_id,
        notice_tail=person.notice_tail,
        under_15=person.under_15,
        pin_kinds=person.pin_kinds,
        old_card_expected=person.old_card_expected,
    )
