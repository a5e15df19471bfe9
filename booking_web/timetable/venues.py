"""What the log says of one venue: what it is called, and by which rules it opens."""

from dataclasses import dataclass, field, replace
from typing import assert_never

from booking_web.timetable.facts import OpeningRulesSet, VenueAnnounced, VenueFact
from issuance.calendar.opening_rules import OpeningRules
from issuance.ledger.facts import Stream


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
