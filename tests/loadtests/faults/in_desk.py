"""Faults of the desk: what it answers too early, remembers too long, or dates wrongly."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from uuid import UUID

from booking_web.desk import batch, desk, looking, serving
from booking_web.desk.batch import Batch
from booking_web.desk.serving import Serving
from booking_web.exchange import outgoing
from booking_web.timetable.books import NoticeStream
from tests.loadtests.faults.planted import Fault


def _acknowledge_before_commit(patch) -> None:
    """Everybody is told first; then, every third time, the commit does not come about."""
    stored, batches = Serving._store, count(1)

    async def store(self, decided):
        self._tell(decided)
        if next(batches) % 3 == 0:
            raise ConnectionResetError
        return await stored(self, decided)

    patch.setattr(serving.Serving, "_store", store)


def _confirm_from_memory(patch) -> None:
    """A desk believes what it once decided about a notice, whatever others did since."""
    take = Batch.take
    remembered: dict[int, dict[UUID, NoticeStream]] = {}

    async def take_and_remember(self, reader, requests):
        await take(self, reader, requests)
        remembered.setdefault(id(reader), {}).update(self.notices)

    async def look_into_memory(reader, requests, known):
        looked = await looking.look(reader, requests, known)
        mine = remembered.get(id(reader), {})
        stale = {each: mine.get(each, noted) for each, noted in looked.notices.items()}
        return replace(looked, notices=stale)

    patch.setattr(Batch, "take", take_and_remember)
    patch.setattr(batch, "look", look_into_memory)


def _set_clock_back(patch) -> None:
    """After the rush, a desk's clock goes an hour slow."""
    submit, commands = desk.Desk.submit, count(1)

    async def submit_late(self, command, *, at, **how):
        late = at - timedelta(hours=1) if next(commands) > 40 else at
        return await submit(self, command, at=late, **how)

    patch.setattr(desk.Desk, "submit", submit_late)


def _tell_the_office_backwards(patch) -> None:
    translate = outgoing.translate

    async def backwards(tx, facts):
        return list(reversed(list(await translate(tx, facts))))

    patch.setattr(outgoing, "translate", backwards)


ACKNOWLEDGED_FIRST = Fault(
    name="acknowledgement before commit",
    caught_by="acknowledged_and_lost",
    plant=_acknowledge_before_commit,
)
STALE_READ = Fault(
    name="stale read used to confirm", caught_by="told_last", plant=_confirm_from_memory
)
CLOCK_SET_BACK = Fault(name="clock set back", caught_by="clock_set_back", plant=_set_clock_back)
TOLD_BACKWARDS = Fault(
    name="the office is told of a batch from its end",
    caught_by="sent_once",
    plant=_tell_the_office_backwards,
)
FAULTS = (ACKNOWLEDGED_FIRST, STALE_READ, CLOCK_SET_BACK, TOLD_BACKWARDS)
