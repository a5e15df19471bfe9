"""Notices, slots and times for the timetable's tests, and a small ward to book in."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

import pytest
from msgspec.structs import replace

from booking_web.timetable import decisions, releases, slot_rules
from booking_web.timetable.books import Books, Entry, NoticeStream
from booking_web.timetable.commands import Command
from booking_web.timetable.facts import (
    AppointmentConfirmed,
    AppointmentHeld,
    Fact,
    NoticeReleased,
    PlacesHeld,
    SlotOffered,
    WithdrawnBecause,
    slot_id_of,
)
from booking_web.timetable.notices import (
    Notice,
    Party,
    Place,
    appointment_id_of,
    evolve_notice,
)
from booking_web.timetable.outcomes import Outcome
from booking_web.timetable.policy import Policy
from booking_web.timetable.timetable import new_slot
from issuance.ledger.facts import Recorded

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # 10:00 in Tokyo
DEADLINE = date(2027, 2, 20)
VENUE = UUID("d3b0a1e0-0000-4000-8000-000000000001")
POLICY = Policy()

_SPACE = UUID("d3b0a1e0-0000-4000-8000-000000000002")


def notice_of(name: str) -> UUID:
    return uuid5(_SPACE, name)


TARO, HANAKO, JIRO, SABURO = map(notice_of, ("taro", "hanako", "jiro", "saburo"))

MORNING_AT = NOW + timedelta(days=3)
NOON_AT = NOW + timedelta(days=3, hours=2)
MORNING, NOON = slot_id_of(VENUE, MORNING_AT), slot_id_of(VENUE, NOON_AT)


def place_at(starts_at: datetime) -> Place:
    return Place(
        slot_id=slot_id_of(VENUE, starts_at), venue_id=VENUE, starts_at=starts_at, minutes=10
    )


FIRST = appointment_id_of(TARO, 0)
"""Taro's first appointment, and so the id of the party he leads."""
ALONE = Party(party_id=FIRST, members=(TARO,))
HELD_UNTIL = NOW + POLICY.hold
RELEASED = NoticeReleased(round=1, pickup_deadline=DEADLINE)
OFFERED = SlotOffered(venue_id=VENUE, starts_at=MORNING_AT, minutes=10, places=3)
PLACE_HELD = PlacesHeld(party_id=FIRST, members=(TARO,), count=1, until=HELD_UNTIL)
HELD = AppointmentHeld(
    appointment_id=FIRST,
    party_id=FIRST,
    party_size=1,
    members=(TARO,),
    slot_id=MORNING,
    venue_id=VENUE,
    starts_at=MORNING_AT,
    minutes=10,
    until=HELD_UNTIL,
)
CONFIRMED = AppointmentConfirmed(
    appointment_id=FIRST,
    party_id=FIRST,
    party_size=1,
    members=(TARO,),
    slot_id=MORNING,
    venue_id=VENUE,
    starts_at=MORNING_AT,
    minutes=10,
    language="ja",
    needs=(),
)


class Ward:
    """Books in memory: commands are decided on them and what comes of it is written."""

    def __init__(self, *notice_ids: UUID) -> None:
        streams = {each: NoticeStream(each, Notice(), evolve_notice) for each in notice_ids}
        self.books = Books(slots={}, notices=streams)
        self.policy = POLICY
        self.log: list[Fact] = []
        self.recorded: list[Recorded[Fact]] = []

    @classmethod
    def with_slots(cls, places: int, *starts: datetime) -> "Ward":
        """Four people with their notices, and slots of so many places."""
        ward = cls(TARO, HANAKO, JIRO, SABURO)
        for each in (TARO, HANAKO, JIRO, SABURO):
            ward.release(each)
        for starts_at in starts or (MORNING_AT, NOON_AT):
            ward.offer(starts_at, places)
        return ward

    def release(
        self, notice_id: UUID, deadline: date = DEADLINE, *, same_day: bool = False
    ) -> None:
        released = releases.release(
            self.books.notice(notice_id), round=1, pickup_deadline=deadline, same_day=same_day
        )
        self.write([(notice_id, each) for each in released])

    def offer(self, starts_at: datetime, places: int) -> None:
        slot_id = slot_id_of(VENUE, starts_at)
        known = {slot_id: new_slot(slot_id)} | dict(self.books.slots)
        self.books = replace(self.books, slots=known)
        offered = slot_rules.offer_places(
            self.books.slot(slot_id),
            venue_id=VENUE,
            starts_at=starts_at,
            minutes=10,
            places=places,
        )
        self.write([(slot_id, each) for each in offered])

    def withdraw(self, notice_id: UUID, at: datetime = NOW) -> None:
        self.write(
            decisions.withdraw_notice(
                self.books, notice_id, reason=WithdrawnBecause.VOIDED, at=at, policy=POLICY
            )
        )

    def do(self, command: Command, at: datetime = NOW) -> Outcome:
        decided = decisions.decide(self.books, command, at=at, policy=self.policy)
        self.write(decided.entries, at)
        return decided.outcome

    def refuses(self, command: Command, refusal: type[Exception], at: datetime = NOW) -> None:
        before = self.books
        with pytest.raises(refusal):
            self.do(command, at)
        assert self.books is before

    def write(self, entries: Iterable[Entry], at: datetime = NOW) -> None:
        """Never overbooked, and not between two facts of one command either."""
        for stream_id, fact in entries:
            self.books, recorded = self.books.write([(stream_id, fact)], at=at, by="test")
            self.recorded += recorded
            slot = self.books.slot(stream_id)
            assert 0 <= slot.taken <= slot.places
            self.log.append(fact)

    def free(self, slot_id: UUID, at: datetime = NOW) -> int:
        return self.books.slot(slot_id).free(at)

    def appointment(self, notice_id: UUID):
        return self.books.notice(notice_id).appointment

    def said(self, do: Callable[[], object]) -> list[Fact]:
        before = len(self.log)
        do()
        return self.log[before:]
