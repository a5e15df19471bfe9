"""A day of many parties at the office, as facts: made from a seed, so that figures have a spread.

Every party has one case. Some come without an appointment, some not at all, some still wait, some
are at the counter, some left before the end; one end was undone, one time was corrected.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from issuance.calendar.opening_rules import Service
from issuance.capacity.venues import (
    OfferedSlot,
    PlacesOffered,
    VenueAnnounced,
    venue_id_of,
)
from issuance.cases import facts as c
from issuance.ledger.facts import Recorded
from issuance.visits import line_facts as line
from issuance.visits import visit as v
from issuance.visits.stations import ClerkSignedIn, station_stream_of
from issuance.visits.ticket import TicketIssued, reception_id_of
from tests.support.facts import BY_POST, EXPECTING, LICENCE, SEALING_PINS, VERIFYING

DAY = date(2026, 11, 24)
OPENS = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # 09:00 in Tokyo
VENUE = venue_id_of("tower")
NOTED = OPENS - timedelta(days=7)
ENDS = ("done", "done", "done", "done", "waiting", "called", "no-show", "expected", "broken-off")


class Log:
    """Facts in their order, each in its place of its stream."""

    def __init__(self) -> None:
        self.facts: list[Recorded[Any]] = []
        self._versions: dict[UUID, int] = {}

    def knows(self, stream_id: UUID) -> bool:
        return stream_id in self._versions

    def add(self, stream_id: UUID, at: datetime, *facts: object, by: str = "staff:K01") -> None:
        for fact in facts:
            version = self._versions[stream_id] = self._versions.get(stream_id, 0) + 1
            position = len(self.facts) + 1
            self.facts.append(
                Recorded(
                    stream_id=stream_id, version=version, position=position, at=at, by=by, fact=fact
                )
            )


@dataclass(frozen=True, kw_only=True)
class Party:
    number: int
    case_id: UUID
    party_id: UUID
    appointment_id: UUID
    starts_at: datetime
    booked: bool
    end: str

    @property
    def visit_id(self) -> UUID:
        return v.visit_id_of(self.party_id)


def parties(count: int, seed: int, day: date = DAY) -> Iterator[Party]:
    random = Random(seed)
    opens = OPENS + (day - DAY)
    for number in range(1, count + 1):
        key = seed * 100_000 + number
        booked = random.random() < 0.8
        end = random.choice(ENDS)
        yield Party(
            number=number,
            case_id=UUID(int=10_000_000 + key),
            party_id=UUID(int=20_000_000 + key),
            appointment_id=UUID(int=30_000_000 + key),
            starts_at=opens + timedelta(minutes=10 * (number // 4)),
            booked=booked,
            end=end if booked else random.choice(ENDS[:6]),
        )


def office_day(count: int = 60, seed: int = 7, day: date = DAY, log: Log | None = None) -> Log:
    """Everything that happened up to that day's end, after what *log* holds already."""
    log, random = log or Log(), Random(seed + 1)
    everybody = list(parties(count, seed, day))
    for party in everybody:
        _before(log, party, day)
    _venue(log, day)
    for station in ("A1", "A2"):
        signed = ClerkSignedIn(station=station, method="pin")
        log.add(station_stream_of(station), OPENS + (day - DAY), signed)
    for party in everybody:
        _course(log, party, random, day)
    return log


def _venue(log: Log, day: date) -> None:
    slots = tuple(
        OfferedSlot(starts_at=OPENS + (day - DAY) + timedelta(minutes=15 * n), minutes=15, places=6)
        for n in range(32)
    )
    if not log.knows(VENUE):
        announced = VenueAnnounced(
            code="tower", name_ja="塔", name_en="Tower", address_ja="", address_en="", phone=""
        )
        log.add(VENUE, NOTED, announced)
    log.add(VENUE, NOTED + (day - DAY), PlacesOffered(day=day, slots=slots))


def _before(log: Log, party: Party, day: date) -> None:
    noted_at = NOTED + (day - DAY)
    serial = f"{party.case_id.int % 10**15:015}"
    log.add(
        party.case_id,
        noted_at - timedelta(days=3),
        replace(EXPECTING, card_serial=serial),
        c.CardArrived(box="B-0001"),
        c.SetupCompleted(terminal_id="T1"),
        c.CardStored(shelf="A-01"),
        c.NoticeSent(
            notice_id=UUID(int=party.case_id.int + 5),
            round=1,
            sent_on=(noted_at - timedelta(days=3)).date(),
            pickup_deadline=DAY + timedelta(days=80),
        ),
    )
    if party.booked:
        noted = c.AppointmentNoted(
            appointment_id=party.appointment_id,
            party_id=party.party_id,
            venue_id=VENUE,
            starts_at=party.starts_at,
            minutes=15,
            reference="7H2K9QXM",
            channel="phone" if party.number % 5 == 0 else "web",
        )
        log.add(party.case_id, noted_at, noted, by="booking")


def _course(log: Log, party: Party, random: Random, day: date) -> None:
    if party.end == "expected":
        return
    visit, case, at = party.visit_id, party.case_id, party.starts_at
    if party.end == "no-show":
        missed = c.NoShowRecorded(appointment_id=party.appointment_id)
        log.add(case, at + timedelta(minutes=20), missed)
        log.add(visit, at + timedelta(minutes=20), v.VisitMissed())
        return
    ticket = TicketIssued(
        venue_id=VENUE,
        day=day,
        number=party.number,
        visit_id=visit,
        booked=party.booked,
        service=Service.COLLECT,
    )
    log.add(reception_id_of(VENUE, day), at, ticket)
    log.add(visit, at, v.VisitArrived())
    log.add(case, at, c.CheckedIn(visit_id=visit))
    if party.end == "waiting":
        return
    station = "A1" if party.number % 2 else "A2"
    at += timedelta(seconds=random.randrange(0, 1_200))
    log.add(visit, at, v.VisitCalled(station=station, clerk="K01"))
    if party.end == "called":
        return
    at += timedelta(seconds=random.randrange(60, 300))
    log.add(case, at, replace(VERIFYING, visit_id=visit, documents=(LICENCE,)))
    if party.end == "broken-off":
        reason = line.BreakOffReason.UNWELL
        log.add(visit, at, line.VisitBrokenOff(station=station, reason=reason))
        log.add(case, at, c.VisitBrokenOff(visit_id=visit))
        return
    at += timedelta(seconds=random.randrange(60, 240))
    log.add(case, at, replace(SEALING_PINS, envelope_id=UUID(int=case.int + 7)))
    at += timedelta(seconds=random.randrange(10, 90))
    log.add(case, at, BY_POST)
    at += timedelta(seconds=random.randrange(5, 60))
    log.add(case, at, c.VisitFinished(visit_id=visit))
    log.add(visit, at, v.VisitEnded(station=station))
    if party.number % 10 == 3:
        log.add(visit, at, line.VisitEndUndone(station=station))
        log.add(visit, at + timedelta(seconds=45), v.VisitEnded(station=station))
    if party.number % 10 == 7:
        log.add(
            visit,
            at + timedelta(minutes=30),
            line.TimeCorrected(
                mark=line.Mark.END,
                real_at=at - timedelta(seconds=4),
                reason=line.TimeReason.FORGOTTEN,
            ),
        )
