"""What everybody sees is what the desk would tell, made anew only where something happened."""

import asyncio
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from booking_web.availability.days import open_day
from booking_web.availability.pace import Pace
from tests.booking_web.availability.made_up import FIRST, time
from tests.booking_web.pages.conftest import TUESDAY, Clock, Resident
from tests.booking_web.pages.office import NOW, Holder, Office

WEDNESDAY = TUESDAY + timedelta(days=1)


def seen(site, at):
    """What the desk itself says, for every size of party."""
    return {
        size: (
            site.desk.free_days(at=at, party_size=size),
            [site.desk.free_times(day, at=at, party_size=size) for day in (TUESDAY, WEDNESDAY)],
        )
        for size in range(1, 7)
    }


async def shown(site):
    return {
        size: (free.free_days(), [free.free_times(day) for day in (TUESDAY, WEDNESDAY)])
        for size in range(1, 7)
        if (free := await site.availability.now(size))
    }


async def test_as_the_desk_says_at_every_moment(resident: Resident, holder: Holder, clock: Clock):
    site = resident.client.app.state.site  # type: ignore[attr-defined]
    assert await shown(site) == seen(site, clock.now)
    await resident.identify(holder)
    await resident.choose(nth=1)
    assert await shown(site) == seen(site, clock.now)
    clock.advance(minutes=11)  # the hold has run out, noted or not
    assert await shown(site) == seen(site, clock.now)
    await resident.choose(nth=2)
    await resident.send("/book/check")
    assert await shown(site) == seen(site, clock.now)
    clock.now = NOW + (TUESDAY - date(2026, 11, 22)) - timedelta(hours=3)  # 7:00: 9:00 closes
    for minutes in range(0, 90, 10):
        clock.advance(minutes=minutes)
        assert await shown(site) == seen(site, clock.now)


async def test_only_days_on_which_something_happened_are_looked_at(
    resident: Resident, holder: Holder
):
    availability = resident.client.app.state.site.availability  # type: ignore[attr-defined]
    before = await availability.now()
    await resident.identify(holder)
    await resident.choose()
    after = await availability.now()
    assert after.days != before.days
    assert after.day(WEDNESDAY) is before.day(WEDNESDAY)
    assert after.day(TUESDAY) is not before.day(TUESDAY)


async def test_many_who_ask_at_once_share_one_look(resident: Resident):
    availability = resident.client.app.state.site.availability  # type: ignore[attr-defined]
    await asyncio.sleep(0.3)
    snapshots = await asyncio.gather(*(availability.now() for _ in range(50)))
    assert len({id(each) for each in snapshots}) == 1


async def test_a_new_venue_and_new_times_are_seen(resident: Resident, office: Office):
    site = resident.client.app.state.site  # type: ignore[attr-defined]
    office.offer(WEDNESDAY, [(15, 0)], places=2)
    await office.send_async(resident.client)
    for _ in range(100):
        times = (await site.availability.now()).free_times(WEDNESDAY)
        if len(times) == 7:
            break
        await asyncio.sleep(0.02)
    assert times[-1].free == 2


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 8)), max_size=12))
def test_counts_for_every_venue(frees):
    times = [time(venue, FIRST, n, free) for n, (venue, free) in enumerate(frees)]
    day = open_day(FIRST, times)
    for venue_id in {None, *(each.venue_id for each in times)} if times else ():
        there = [each for each in times if venue_id in {None, each.venue_id}]
        assert day.times_at(venue_id) == there
        assert day.by_venue[venue_id].times == sum(each.fits for each in there)
        assert day.by_venue[venue_id].free == sum(each.free for each in there)


def test_a_rush_gets_a_share_of_the_time_and_no_more():
    pace, spent = Pace(0.1), 0.0
    for millisecond in range(4_000):
        if not pace.used_up(millisecond / 1_000):
            pace.spend(0.005)
            spent += 0.005
    assert 0.3 <= spent <= 0.5
