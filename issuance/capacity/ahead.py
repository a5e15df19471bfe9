"""これからの受入枠: how many places a venue has for collecting cards, day by day."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from issuance.calendar.opening import slots_on
from issuance.calendar.opening_rules import Service
from issuance.capacity.venues import Venue


def places_on(venue: Venue, day: date) -> int:
    """By the venue's rules, and by the office's own word where no rule has that start."""
    by_rule = [each for each in slots_on(venue.rules, day) if Service.COLLECT in each.services]
    starts = {each.starts_at for each in by_rule}
    by_word = [each for each in venue.days.get(day, ()) if each.starts_at not in starts]
    return sum(each.places for each in by_rule) + sum(each.places for each in by_word)


def days_between(first: date, last: date) -> Iterator[date]:
    """Both counted."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def places_between(venues: Iterable[Venue], first: date, last: date) -> int:
    """All venues together."""
    known = list(venues)
    return sum(places_on(venue, day) for day in days_between(first, last) for venue in known)
