"""What the log says of one venue: what it is called, and by which rules it opens."""

from dataclasses import dataclass, field, replace
from typing import assert_never
from uuid import UUID

from booking_web.timetable.facts import OpeningRulesSet, VenueAnnounced, VenueFact
from issuance.calendar.opening_rules import OpeningRules, VenueKind
from issuance.ledger.facts import Stream


@dataclass(frozen=True, kw_only=True)
class Venue:
    venue_id: UUID
    code: str
    name_ja: str
    name_en: str
    address_ja: str
    address_en: str
    phone: str
    kind: VenueKind = VenueKind.OFFICE


@dataclass(frozen=True, kw_only=True)
class VenueRecord:
    """`announced` is None while the office has not spoken of the venue."""

    announced: VenueAnnounced | None = None
    rules: OpeningRules = field(default_factory=OpeningRules)


VenueStream = Stream[VenueRecord, VenueFact]


def evolve_venue(venue: VenueRecord, happened: VenueFact) -> VenueRecord:
    match happened:
        case VenueAnnounced():
            return replace(venue, announced=happened)
        case OpeningRulesSet(rules=rules):
            return replace(venue, rules=rules)
        case _:
            assert_never(happened)


def venue_of(venue_id: UUID, announced: VenueAnnounced) -> Venue:
    return Venue(
        venue_id=venue_id,
        code=announced.code,
        name_ja=announced.name_ja,
        name_en=announced.name_en,
        address_ja=announced.address_ja,
        address_en=announced.address_en,
        phone=announced.phone,
        kind=announced.kind,
    )
