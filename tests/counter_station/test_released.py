"""What a station keeps for days on its own: locked, for its clerk, and no longer than the day."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec
import pytest

from counter_station.journal.file import JournalFile
from counter_station.journal.outbox import Outbox
from counter_station.journal.strongbox import StrongBox
from counter_station.office_answers import QueuedPerson, QueuedVisit, Resident
from counter_station.office_client import OfficeClient
from counter_station.office_key import OfficeToken
from counter_station.prepared import PreparedDays
from counter_station.released import PreparedDay, PreparedVisit
from counter_station.releases import Releases

VISIT, CASE = UUID(int=1), UUID(int=2)
NINE = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # in Tokyo
TODAY = date(2026, 11, 24)


class Clock:
    now = NINE

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def outbox(tmp_path):
    with closing(JournalFile(tmp_path / "journal.sqlite", StrongBox(b"j" * 32))) as file:
        yield Outbox(file)


def day(on):
    person = Resident(case_id=CASE, name="試験 太郎", address="江戸川区架空町1丁目")
    visit = QueuedVisit(
        visit_id=VISIT,
        reference="7H2K9QXM",
        starts_at=NINE,
        stage="expected",
        people=(QueuedPerson(case_id=CASE),),
    )
    return PreparedDay(
        day=on, prepared_at=NINE, visits=(PreparedVisit(visit=visit, people=(person,)),)
    )


def test_a_prepared_day_is_there_for_the_next_process_and_says_nothing_on_the_disk(
    outbox, clock, tmp_path
):
    PreparedDays(outbox, clock).keep(day(TODAY))
    again = PreparedDays(outbox, clock)
    assert (again.size, again.prepared_at) == (1, NINE)
    assert [each.name for each in again.people(VISIT)] == ["試験 太郎"]
    written = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert "試験".encode() not in written
    assert "架空町".encode() not in written
    assert b"7H2K9QXM" not in written


def test_it_is_forgotten_when_the_day_is_over(outbox, clock):
    prepared = PreparedDays(outbox, clock)
    prepared.keep(day(TODAY))
    clock.now = NINE + timedelta(hours=15)  # midnight in Tokyo
    prepared.tidy()
    assert prepared.people(VISIT) == ()
    assert outbox.copies("prepared|") == []


def test_a_day_fetched_ahead_begins_without_the_office(outbox, clock):
    prepared = PreparedDays(outbox, clock)
    prepared.keep(day(TODAY + timedelta(days=1)))
    assert prepared.size is None
    assert prepared.people(VISIT) == ()
    clock.now = NINE + timedelta(days=1)
    assert [each.visit_id for each in prepared.look_again()] == [VISIT]
    assert prepared.people(VISIT)


def test_who_is_new_comes_in_and_who_is_not_expected_any_more_goes(outbox, clock):
    prepared = PreparedDays(outbox, clock)
    prepared.change(day(TODAY).visits, {VISIT})
    assert prepared.size is None  # the day was not prepared at all
    prepared.keep(day(TODAY))
    (known,) = day(TODAY).visits
    visit = msgspec.structs.replace(known.visit, visit_id=UUID(int=3))
    more = PreparedVisit(visit=visit, people=known.people)
    prepared.change([more], {VISIT, UUID(int=3)})
    assert prepared.prepared_at == NINE
    assert prepared.people(UUID(int=3)) == known.people
    prepared.change([], {UUID(int=3)})
    assert [each.visit_id for each in prepared.look_again()] == [UUID(int=3)]
    assert prepared.people(VISIT) == ()


@pytest.fixture
async def releases(outbox, clock):
    office = OfficeClient(
        base_url="http://127.0.0.1:9", way_in=OfficeToken("t" * 40), station_id="A1"
    )
    yield Releases(office, outbox, clock)
    await office.close()


async def test_the_clocks_are_compared_and_a_change_is_told_once(releases, clock):
    told: list[int] = []
    releases.clock_moved = told.append
    for ahead in (0, 90, 91, 90, -40):
        asked_at = clock.now
        clock.now += timedelta(seconds=1)
        office_now = asked_at + timedelta(milliseconds=500) - timedelta(seconds=ahead)
        releases.measure_clock(office_now, asked_at)
        assert releases.skew_seconds == ahead
    assert told == [90, -40]


async def test_a_slow_answer_says_nothing_of_seconds(releases, clock):
    asked_at = clock.now
    clock.now += timedelta(seconds=8)
    releases.measure_clock(asked_at - timedelta(minutes=5), asked_at)
    assert releases.skew_seconds is None
