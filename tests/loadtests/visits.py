"""What the crowd does, some twenty residents at a time."""

import asyncio
from datetime import timedelta
from uuid import UUID

from booking_web.timetable.commands import Hold, Join, Move
from booking_web.timetable.facts import Wished
from booking_web.timetable.notices import Stage
from booking_web.timetable.outcomes import NOWHERE
from issuance.calendar import JST
from tests.booking_web.desk.samples import notice_of
from tests.loadtests.crowd import FIRST, FOURTH, PEOPLE, SECOND, STARTS, THIRD, Crowd, contact_of

_PATIENCE_SECONDS = 1.0


async def visit(crowd: Crowd) -> None:
    """Everything, one thing after the other."""
    await _rush(crowd)
    await _hold(crowd)
    await _change_their_minds(crowd)
    await _wait_in_line(crowd)
    await _come_too_late(crowd)
    await _want_letters(crowd)


async def _rush(crowd: Crowd) -> None:
    """Twenty want each of two times; who got one taps again, with the same key."""
    slots = {number: (FIRST, SECOND)[number // 2 % 2] for number in range(40)}
    await asyncio.gather(*(crowd.book(number, slot) for number, slot in slots.items()))
    served = [each for each in crowd.told if each.outcome == "confirmed"]
    numbers = {notice_of(number): number for number in slots}
    await asyncio.gather(
        *(crowd.book(numbers[each.notice], each.slot, again=each.key) for each in served[:6])
    )


async def _hold(crowd: Crowd) -> None:
    """Ten want to hold a time; three of them confirm, one gives it up, the others forget."""
    people = range(40, 50)
    holds = {n: Hold(notice_ids=(notice_of(n),), slot_id=THIRD) for n in people}
    await asyncio.gather(*(crowd.ask(n, hold, THIRD) for n, hold in holds.items()))
    await asyncio.gather(*(crowd.confirm(n, THIRD) for n in people[:3]))
    await crowd.cancel(43, THIRD)


async def _change_their_minds(crowd: Crowd) -> None:
    """One moves, one cancels and books anew, one's first request comes once more, much later."""
    moving, anew, late, *_ = _booked(crowd, FIRST)
    move = Move(notice_id=notice_of(moving), slot_id=FOURTH)
    await crowd.ask(moving, move, FOURTH)
    await crowd.cancel(anew, FIRST, desk=anew + 1)
    await crowd.book(anew, FIRST)
    await crowd.cancel(late, FIRST)
    (key, *_) = (each.key for each in crowd.told if each.notice == notice_of(late))
    await crowd.book(late, FIRST, again=key)


async def _wait_in_line(crowd: Crowd) -> None:
    """Three wait, one after another; two places come free, and whom they are offered books.

    Somebody who never waited tries as well.
    """
    hour = STARTS[1].astimezone(JST).hour
    day = STARTS[1].astimezone(JST).date()
    wished = Wished(first_on=day, last_on=day, from_hour=hour, until_hour=hour)
    waiting = (50, 51, 52)
    for number in waiting:
        await crowd.ask(number, Join(notice_ids=(notice_of(number),), wished=wished), NOWHERE)
    leaving = _booked(crowd, SECOND)[:2]
    await asyncio.gather(*(crowd.cancel(number, SECOND) for number in leaving))
    await crowd.book(54, SECOND)
    await _until_offered(crowd, waiting, len(leaving))
    await asyncio.gather(*(crowd.confirm(number, SECOND) for number in waiting))


async def _come_too_late(crowd: Crowd) -> None:
    """Half an hour later those who forgot come back, and somebody takes one of their places."""
    crowd.clock.now += timedelta(minutes=30)
    await asyncio.gather(*(crowd.confirm(number, THIRD) for number in range(44, 50)))
    await crowd.book(53, THIRD)


async def _want_letters(crowd: Crowd) -> None:
    """Three give an address when they book; one then moves, one cancels."""
    moving, leaving, staying = 55, 56, 57
    for number in (leaving, moving, staying):
        await crowd.book(number, FOURTH, contact=contact_of(number))
    await crowd.ask(moving, Move(notice_id=notice_of(moving), slot_id=THIRD), THIRD)
    await crowd.cancel(leaving, FOURTH)


def _booked(crowd: Crowd, slot: UUID) -> list[int]:
    """Who was told that they have an appointment then."""
    told = {each.notice for each in crowd.told if (each.outcome, each.slot) == ("confirmed", slot)}
    return [number for number in range(PEOPLE) if notice_of(number) in told]


async def _until_offered(crowd: Crowd, people: tuple[int, ...], offers: int) -> None:
    """A desk with a fault may never offer them anything; then the crowd goes on."""
    ends = asyncio.get_running_loop().time() + _PATIENCE_SECONDS
    while asyncio.get_running_loop().time() < ends:
        found = [await crowd.desks[0].appointment(notice_of(number)) for number in people]
        if sum(each is not None and each.stage is Stage.HELD for each in found) >= offers:
            return
        await asyncio.sleep(0.01)
