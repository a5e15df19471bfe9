"""空き枠と通知: how many places are free in the coming weeks, and how many are promised."""

from dataclasses import dataclass
from datetime import date, timedelta

from issuance.application.work import Work
from issuance.calendar import office_time
from issuance.capacity import venues
from issuance.capacity.ahead import places_between
from issuance.capacity.venues import Venue
from issuance.ledger.postgres import Transaction
from issuance.notices.releasing import Room


@dataclass(frozen=True, kw_only=True)
class Week:
    """Some days ahead, at most seven."""

    first_on: date
    last_on: date
    places: int
    taken: int

    @property
    def free(self) -> int:
        return max(0, self.places - self.taken)


@dataclass(frozen=True, kw_only=True)
class Ahead:
    room: Room
    weeks: tuple[Week, ...]


async def ahead(tx: Transaction, work: Work, today: date) -> Ahead:
    """What is free between the day a notice can have been read and the end of the weeks counted.

    Exact when the log is locked: a notice stands in `office.notices` with its fact, and counts
    as promised until the tables say that its holder has booked.
    """
    rules = work.policy.releases
    last = today + timedelta(weeks=rules.weeks)
    first = today + timedelta(days=rules.lead_days)
    known = await _venues(tx)
    weeks: list[Week] = []
    while first <= last:
        end = min(first + timedelta(days=6), last)
        weeks.append(
            Week(
                first_on=first,
                last_on=end,
                places=places_between(known, first, end),
                taken=await _taken(tx, first, end),
            )
        )
        first = end + timedelta(days=1)
    room = Room(
        places=sum(week.places for week in weeks),
        taken=sum(week.taken for week in weeks),
        awaited=await tx.connection.fetchval(_AWAITED, today),
        answer_percent=rules.answer_percent,
    )
    return Ahead(room=room, weeks=tuple(weeks))


async def _venues(tx: Transaction) -> list[Venue]:
    rows = await tx.connection.fetch("SELECT venue_id FROM office.venue_overview")
    ids = [row["venue_id"] for row in rows]
    streams = await tx.read_many(ids, Venue(), venues.evolve)
    return [streams[each].state for each in ids]


async def _taken(tx: Transaction, first: date, last: date) -> int:
    """People who booked, with a card waiting or for another service."""
    taken: int = await tx.connection.fetchval(_TAKEN, office_time(first, 0), office_time(last, 24))
    return taken


_TAKEN = """SELECT
    (SELECT count(*) FROM office.case_overview
      WHERE starts_at >= $1 AND starts_at < $2 AND stage = 'booked')
    + (SELECT count(*) FROM office.invitation_overview
      WHERE starts_at >= $1 AND starts_at < $2 AND stage = 'booked')"""
# 'stored': the tables have not heard of the notice yet.
_AWAITED = """SELECT count(DISTINCT n.case_id) FROM office.notices AS n
    JOIN office.case_overview AS c USING (case_id)
    LEFT JOIN office.contact_overview AS k USING (case_id)
    WHERE (c.stage = 'stored' OR (c.stage = 'notified' AND c.pickup_deadline >= $1))
      AND k.returned_on IS NULL"""
