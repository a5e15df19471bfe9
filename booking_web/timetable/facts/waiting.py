"""What can happen to a household that waits for places."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from issuance.calendar.opening_rules import Service
from issuance.ledger.facts import fact


class Days(StrEnum):
    """On which days a household can come."""

    ANY = "any"
    BUSINESS_DAYS = "business-days"
    DAYS_OFF = "days-off"


class Wished(Struct, frozen=True, kw_only=True, gc=False):
    """What a household waits for: places that begin within these bounds, ends included.

    No venue means any; hours are those of the office's clock, `until_hour` the last to begin in.
    """

    venue_ids: tuple[UUID, ...] = ()
    days: Days = Days.ANY
    first_on: date
    last_on: date
    from_hour: int = 0
    until_hour: int = 23


class MissedBecause(StrEnum):
    """Why an offer came to nothing."""

    TIME_OVER = "time-over"
    DECLINED = "declined"
    NOT_POSSIBLE = "not-possible"
    """The household held another time, or may not come then; no places were held for it."""


class LeftBecause(StrEnum):
    RESIDENT = "resident"
    BOOKED = "booked"
    OFFERS_MISSED = "offers-missed"
    NOTICE_WITHDRAWN = "notice-withdrawn"


@fact("waiting.joined")
class WaitingJoined:
    """The household (these notices) waits for places; its turn counts from this fact.

    `same_day`: all of them may come at short notice. `earlier_than`: they have an appointment then
    and keep it until they accept an earlier one.
    """

    entry_id: UUID
    members: tuple[UUID, ...]
    wished: Wished
    same_day: bool = False
    services: tuple[Service, ...] = (Service.COLLECT,)
    earlier_than: datetime | None = None


@fact("waiting.offered")
class WaitingOffered:
    """Places are held for the household until then; the slot is the first of its row."""

    entry_id: UUID
    slot_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    until: datetime
    party_size: int = 1


@fact("waiting.offer-lapsed")
class WaitingOfferLapsed:
    entry_id: UUID
    slot_id: UUID
    reason: MissedBecause


@fact("waiting.left")
class WaitingLeft:
    """This notice waits no longer; the others of its household go on."""

    entry_id: UUID
    reason: LeftBecause


WaitingFact = WaitingJoined | WaitingOffered | WaitingOfferLapsed | WaitingLeft
