"""Reads what the board needs: a day's facts from the log, and what was booked and offered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from issuance.calendar import JST, office_date
from issuance.calendar.opening import slots_on
from issuance.capacity import venues
from issuance.capacity.venues import (
    OfferedSlot,
    OpeningRulesSet,
    PlacesOffered,
    Venue,
    VenueAnnounced,
)
from issuance.cases import facts as c
from issuance.invitations import facts as i
from issuance.ledger.codec import decode
from issuance.ledger.facts import Recorded, form_of
from issuance.measures.now import Stock
from issuance.measures.parties import BookedParty
from issuance.read_models.queries_visits import day_span
from issuance.visits import line_facts as line
from issuance.visits import outages, stations, visit
from issuance.visits.outages import System, system_stream_of
from issuance.visits.ticket import TicketIssued

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

_FOLDED: Final = (
    *(TicketIssued, visit.VisitArrived, visit.VisitCalled, visit.VisitCalledOff),
    *(visit.VisitEnded, visit.VisitMissed, line.VisitHeld, line.VisitReturned),
    *(line.VisitTransferred, line.PartyCame, line.VisitBrokenOff, line.VisitEndUndone),
    *(line.TimeCorrected, c.CheckedIn, c.IdentityVerified, c.PinsSealed, c.PinSheetSealed),
    *(c.PinlessChosen, c.DeliveryChosen, c.StepUndone, c.VisitFinished, c.PinsSet),
    *(c.EnvelopeSealed, c.CardHandedOver, c.CardExpected, c.CardArrived, c.SetupCompleted),
    *(c.NoticeSent, c.HandedToPost, c.Delivered, c.MailReturned, c.NoShowRecorded),
    *(i.InvitationArrived, i.InvitationServed, i.InvitationNoShowRecorded),
    *(stations.ClerkSignedIn, stations.ClerkSignedOut),
    *(outages.ReaderLost, outages.ReaderBack),
)
FOLDED_TOPICS: Final = tuple(form_of(each).topic for each in _FOLDED)
"""What a day is folded from."""
_VENUE_TOPICS: Final = tuple(
    form_of(each).topic for each in (VenueAnnounced, OpeningRulesSet, PlacesOffered)
)


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A venue's slots of one day."""

    venue_id: UUID
    slots: tuple[OfferedSlot, ...]


class BoardQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def facts(self, day: date, *, after: int, at: datetime | None) -> list[Recorded[Any]]:
        """The day's facts behind a position, in the log's order; up to *at*, or all of them."""
        span = await self._pool.fetchrow(_SPAN, day)
        assert span is not None
        # What was recorded just now may be in no table yet, and is the newest of the log.
        last = span["last"] if at is not None else None
        from_here = max(after, span["first"] - 1)
        rows = await self._pool.fetch(_FACTS, from_here, last, list(FOLDED_TOPICS))
        recorded = [decode(*row) for row in rows]
        return [
            each
            for each in recorded
            if office_date(each.at) == day and (at is None or each.at <= at)
        ]

    async def booked(self, day: date, at: datetime) -> list[BookedParty]:
        """The parties whose appointments for that day stood at that moment, as the office knew."""
        rows = await self._pool.fetch(_BOOKED, *day_span(day), at)
        return [BookedParty(**dict(row)) for row in rows]

    async def people_by_start(self, venue_id: UUID, day: date, at: datetime) -> dict[datetime, int]:
        """How many people's appointments stood at that moment, by when they start."""
        rows = await self._pool.fetch(_PEOPLE, *day_span(day), at, venue_id)
        return {row["starts_at"]: row["people"] for row in rows}

    async def stock(self) -> Stock:
        row = await self._pool.fetchrow(_STOCK)
        assert row is not None
        return Stock(awaiting_pins=row["awaiting_pins"], to_seal=row["to_seal"])

    async def offered(self, day: date, at: datetime) -> list[Offered]:
        """Each venue's slots for that day, by its rules and its word up to that moment."""
        return [
            Offered(venue_id=venue_id, slots=slots_of(venue, day))
            for venue_id, venue in (await self._terms(at)).items()
        ]

    async def places(
        self, days: Sequence[date], at: datetime, venue_id: UUID | None
    ) -> dict[tuple[date, int], int]:
        """How many places were offered by day and hour, as known at that moment."""
        terms = await self._terms(at)
        theirs = [venue for id_, venue in terms.items() if venue_id in {None, id_}]
        found: Counter[tuple[date, int]] = Counter()
        for day in days:
            for slot in (slot for venue in theirs for slot in slots_of(venue, day)):
                found[day, slot.starts_at.astimezone(JST).hour] += slot.places
        return dict(found)

    async def _terms(self, at: datetime) -> dict[UUID, Venue]:
        ids = [row["venue_id"] for row in await self._pool.fetch(_VENUES)]
        rows = await self._pool.fetch(_VENUE_FACTS, ids, list(_VENUE_TOPICS))
        known: dict[UUID, Venue] = {}
        for recorded in (decode(*row) for row in rows):
            if recorded.at <= at:
                before = known.get(recorded.stream_id, Venue())
                known[recorded.stream_id] = venues.evolve(before, recorded.fact)
        return known

    async def venue_versions(self) -> tuple[tuple[UUID, int], ...]:
        """How often each venue's terms changed: what was read of them holds as long as this."""
        rows = await self._pool.fetch(_VENUE_VERSIONS)
        return tuple((row["venue_id"], row["version"]) for row in rows)

    async def systems_down(self, at: datetime) -> dict[str, datetime]:
        """Which systems did not answer at that moment, and since when."""
        streams = {system_stream_of(each): each for each in System}
        rows = await self._pool.fetch(_STREAMS, list(streams))
        down: dict[str, datetime] = {}
        for recorded in (decode(*row) for row in rows):
            name = streams[recorded.stream_id].value
            if recorded.at > at:
                continue
            if isinstance(recorded.fact, outages.SystemDown):
                down[name] = recorded.at
            else:
                down.pop(name, None)
        return down

    async def base_minutes(self) -> int | None:
        """The ward's own base for the time saved; None where it set none."""
        found: int | None = await self._pool.fetchval(
            "SELECT value FROM office.board_settings WHERE name = 'base-minutes'"
        )
        return found

    async def set_base_minutes(self, minutes: int) -> None:
        await self._pool.execute(
            "INSERT INTO office.board_settings (name, value) VALUES ('base-minutes', $1)"
            " ON CONFLICT (name) DO UPDATE SET value = $1",
            minutes,
        )


def slots_of(venue: Venue, day: date) -> tuple[OfferedSlot, ...]:
    """What the venue offers on a day: by its rules, and by its word, which prevails."""
    by_rules = [
        OfferedSlot(starts_at=each.starts_at, minutes=each.minutes, places=each.places)
        for each in slots_on(venue.rules, day)
    ]
    by_word: Sequence[OfferedSlot] = venue.days.get(day, ())
    said = {each.starts_at for each in by_word}
    both = [*by_word, *(each for each in by_rules if each.starts_at not in said)]
    return tuple(sorted(both, key=lambda each: each.starts_at))


# Of a day that no table knows yet, facts can only lie behind what the tables have read.
_SPAN: Final = """WITH read AS (SELECT coalesce((SELECT position FROM exchange.read_positions
      WHERE reader = 'office'), 0) AS position)
    SELECT coalesce(CASE WHEN bool_or(first_position IS NULL AND n > 0) THEN 1
        ELSE min(first_position) END, max(read.position) + 1) AS first,
      CASE WHEN bool_and(last_position IS NOT NULL) THEN max(last_position) END AS last
    FROM read LEFT JOIN office.day_counts ON day = $1"""
_COLUMNS: Final = "originator_id, originator_version, notification_id, topic, state"
_FACTS: Final = f"""SELECT {_COLUMNS} FROM ledger.stored_events
    WHERE notification_id > $1 AND ($2::bigint IS NULL OR notification_id <= $2)
      AND topic = ANY($3) ORDER BY notification_id"""  # noqa: S608
_BOOKED: Final = """SELECT min(appointment_id::text)::uuid AS appointment_id, visit_id,
      (array_agg(venue_id ORDER BY starts_at))[1] AS venue_id, min(starts_at) AS starts_at,
      max(minutes) AS minutes, count(*)::int AS people, min(service) AS service
    FROM office.booking_spans
    WHERE starts_at >= $1 AND starts_at < $2 AND from_at <= $3
      AND (until_at IS NULL OR until_at > $3)
    GROUP BY visit_id, CASE WHEN visit_id IS NULL THEN appointment_id END
    ORDER BY min(starts_at)"""
_PEOPLE: Final = """SELECT starts_at, count(*)::int AS people FROM office.booking_spans
    WHERE starts_at >= $1 AND starts_at < $2 AND from_at <= $3
      AND (until_at IS NULL OR until_at > $3) AND venue_id = $4 GROUP BY starts_at"""
_STOCK: Final = """SELECT
    count(*) FILTER (WHERE stage IN ('awaiting-pins', 'setting'))::int AS awaiting_pins,
    count(*) FILTER (WHERE stage = 'ready-to-go')::int AS to_seal
    FROM office.case_overview WHERE stage IN ('awaiting-pins', 'setting', 'ready-to-go')"""
_VENUES: Final = "SELECT venue_id FROM office.venue_overview"
_VENUE_FACTS: Final = f"""SELECT {_COLUMNS} FROM ledger.stored_events
    WHERE originator_id = ANY($1) AND topic = ANY($2) ORDER BY notification_id"""  # noqa: S608
_VENUE_VERSIONS: Final = """SELECT venue_id, version FROM office.venue_overview AS v,
    LATERAL (SELECT max(originator_version) AS version FROM ledger.stored_events
      WHERE originator_id = v.venue_id) AS s ORDER BY venue_id"""
_STREAMS: Final = f"""SELECT {_COLUMNS} FROM ledger.stored_events
    WHERE originator_id = ANY($1) ORDER BY notification_id"""  # noqa: S608
