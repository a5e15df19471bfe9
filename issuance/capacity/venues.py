"""A venue (会場) and what it offers: opening rules, and days by the office's own word."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.calendar import office_date, office_time
from issuance.calendar.opening import slots_on
from issuance.calendar.opening_rules import OpeningRules, Service, VenueKind
from issuance.calendar.problems import Problem, problems
from issuance.capacity import walk_ins
from issuance.capacity.walk_ins import WalkInsAllowed
from issuance.errors import Refusal
from issuance.ledger.facts import Json, fact


def _an_office(stored: dict[str, Json]) -> dict[str, Json]:
    return {**stored, "kind": VenueKind.OFFICE.value}


@fact("capacity.venue-announced", version=2, upcasters={1: _an_office})
class VenueAnnounced:
    """Where residents can come, and what it is called (会場)."""

    code: str
    name_ja: str
    name_en: str
    address_ja: str
    address_en: str
    phone: str
    kind: VenueKind = VenueKind.OFFICE


@fact("capacity.opening-rules-set")
class OpeningRulesSet:
    """The venue opens by these rules from now on (受付時間の決まり); they replace those before."""

    rules: OpeningRules


@dataclass(frozen=True, kw_only=True)
class OfferedSlot:
    """One start time (UTC) with its length and places."""

    starts_at: datetime
    minutes: int
    places: int


@fact("capacity.places-offered")
class PlacesOffered:
    """A day's slots were offered (受入枠); later offers of the same start replace its places."""

    day: date
    slots: tuple[OfferedSlot, ...]


VenueFact = VenueAnnounced | OpeningRulesSet | PlacesOffered | WalkInsAllowed


class OfferError(Refusal):
    """This cannot be offered: the day is past, the hours are reversed, or there is no place.

    Also a slot that was offered with another length before: booking keeps it for good.
    """

    code = "offer"


class VenueUnknownError(Refusal):
    """No venue has this code."""

    code = "venue-unknown"


class RulesError(Refusal):
    """No venue can keep these rules; `problems` say what is wrong, by rule."""

    code = "rules"

    def __init__(self, found: tuple[Problem, ...]) -> None:
        super().__init__(found)
        self.problems = found


@dataclass(frozen=True, kw_only=True)
class Venue:
    announced: VenueAnnounced | None = None
    rules: OpeningRules = field(default_factory=OpeningRules)
    walk_ins: WalkInsAllowed | None = None
    days: dict[date, tuple[OfferedSlot, ...]] = field(
        default_factory=dict[date, tuple[OfferedSlot, ...]]
    )


def venue_id_of(code: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:venue:{code}")


def evolve(venue: Venue, happened: VenueFact) -> Venue:
    match happened:
        case VenueAnnounced():
            return replace(venue, announced=happened)
        case OpeningRulesSet(rules=rules):
            return replace(venue, rules=rules)
        case PlacesOffered(day=day, slots=slots):
            return replace(venue, days={**venue.days, day: _merged(venue.days.get(day, ()), slots)})
        case WalkInsAllowed():
            return replace(venue, walk_ins=happened)
        case _:
            assert_never(happened)


def announce(venue: Venue, announced: VenueAnnounced) -> list[VenueAnnounced]:
    return [] if venue.announced == announced else [announced]


def set_rules(venue: Venue, rules: OpeningRules) -> list[OpeningRulesSet]:
    """Open by these rules; the same again adds nothing.

    Raises:
        VenueUnknownError: nobody announced this venue.
        RulesError: there are problems with them.
    """
    if venue.announced is None:
        raise VenueUnknownError
    if found := problems(rules):
        raise RulesError(found)
    return [] if venue.rules == rules else [OpeningRulesSet(rules=rules)]


def allow_walk_ins(
    venue: Venue, *, services: tuple[Service, ...], places: int
) -> list[WalkInsAllowed]:
    """Take parties without an appointment.

    Raises:
        VenueUnknownError: nobody announced this venue.
        WalkInTermsError: no venue can take them so.
    """
    if venue.announced is None:
        raise VenueUnknownError
    return walk_ins.allow(venue.walk_ins, services=services, places=places)


def offers(venue: Venue, rules: OpeningRules, starts_at: datetime) -> bool:
    """Whether the venue, opening by these rules, has a slot that starts then."""
    day = office_date(starts_at)
    by_word = any(e.starts_at == starts_at and e.places for e in venue.days.get(day, ()))
    return by_word or any(each.starts_at == starts_at for each in slots_on(rules, day))


@dataclass(frozen=True, kw_only=True)
class DayPlan:
    """A day's hours at a venue: every *minutes* from *opens* to before *closes* (JST)."""

    day: date
    opens: time
    closes: time
    minutes: int
    places: int


def offer_day(venue: Venue, plan: DayPlan, *, today: date) -> list[PlacesOffered]:
    """Offer a day's slots; what is offered so already adds nothing."""
    if venue.announced is None or plan.day < today or plan.places < 1 or plan.minutes < 1:
        raise OfferError
    slots = _slots(plan)
    if not slots:
        raise OfferError
    offered = {each.starts_at: each for each in venue.days.get(plan.day, ())}
    if any(offered.get(each.starts_at, each).minutes != each.minutes for each in slots):
        raise OfferError
    if all(offered.get(each.starts_at) == each for each in slots):
        return []
    return [PlacesOffered(day=plan.day, slots=slots)]


def _merged(
    before: tuple[OfferedSlot, ...], slots: tuple[OfferedSlot, ...]
) -> tuple[OfferedSlot, ...]:
    """Each start once, with what was said of it last."""
    by_start = {each.starts_at: each for each in (*before, *slots)}
    return tuple(by_start[start] for start in sorted(by_start))


def _slots(plan: DayPlan) -> tuple[OfferedSlot, ...]:
    starts_at = office_time(plan.day, plan.opens.hour, plan.opens.minute).astimezone(UTC)
    closes_at = office_time(plan.day, plan.closes.hour, plan.closes.minute)
    length = timedelta(minutes=plan.minutes)
    count = max(0, (closes_at - starts_at) // length)
    return tuple(
        OfferedSlot(starts_at=starts_at + n * length, minutes=plan.minutes, places=plan.places)
        for n in range(count)
    )
