"""A desk opens from where the slots stood lately, and stands where the log stands."""

import asyncio

from booking_web.desk.snapshot import keep_snapshot, stand_as_lately
from booking_web.timetable.commands import Book, Hold
from booking_web.timetable.timetable import CONCERNED, Timetable
from tests.booking_web.desk.samples import MORNING, NOON, NOW, free, notice_of, open_ward, opened


async def fold(log) -> Timetable:
    """The timetable from the log alone."""
    timetable = Timetable()
    timetable.apply(await log.topics_until(await log.head(), CONCERNED))
    return timetable


def stand(timetable: Timetable) -> dict[object, object]:
    return {each: (stream.version, stream.state) for each, stream in timetable.slots.items()}


async def test_a_snapshot_is_what_the_log_adds_up_to(booking_log):
    await open_ward(booking_log, places=5, notices=5)
    async with opened(booking_log) as desk:
        family = (notice_of(0), notice_of(1))
        await desk.submit(Hold(notice_ids=family, slot_id=MORNING), key="h", at=NOW)
        await desk.submit(Book(notice_ids=(notice_of(2),), slot_id=NOON), key="b", at=NOW)
    whole = await fold(booking_log)
    await keep_snapshot(booking_log, whole)
    opened_anew = Timetable()
    await stand_as_lately(booking_log, opened_anew)
    assert stand(opened_anew) == stand(whole)
    assert opened_anew.venues == whole.venues
    assert opened_anew.days() == whole.days()
    later = NOW.replace(year=NOW.year + 1)
    assert opened_anew.expired(later) == whole.expired(later) != []


async def test_a_desk_opens_from_a_snapshot_and_reads_on(booking_log):
    await open_ward(booking_log, places=5, notices=5)
    await keep_snapshot(booking_log, await fold(booking_log))
    async with opened(booking_log) as desk:
        await desk.submit(Book(notice_ids=(notice_of(0),), slot_id=MORNING), key="a", at=NOW)
    async with opened(booking_log) as desk:
        assert free(desk) == 4
        await asyncio.gather(
            *(
                desk.submit(Book(notice_ids=(notice_of(n),), slot_id=MORNING), key=str(n), at=NOW)
                for n in range(1, 5)
            )
        )
        assert free(desk) == 0


async def test_a_snapshot_of_another_form_or_from_ahead_of_the_log_is_not_used(
    booking_log, booking_owner_db
):
    await open_ward(booking_log, places=5, notices=1)
    await keep_snapshot(booking_log, await fold(booking_log))
    for spoilt in ("SET form = 'another'", "SET position = position + 1"):
        await booking_owner_db.execute(f"UPDATE booking.timetable_snapshots {spoilt}")
        timetable = Timetable()
        await stand_as_lately(booking_log, timetable)
        assert timetable.position == 0
        async with opened(booking_log) as desk:
            assert free(desk) == 5
